import type { Dictionary } from '../platform/ui/language.ts'

export const french: Dictionary = {
  'Sign in': 'Se connecter',
  'Sign out': 'Se déconnecter',
  Token: 'Jeton',
  'This token opens nothing here.': 'Ce jeton n’ouvre rien ici.',
  'Sign in with the token of whoever runs this server':
    'Se connecter avec le jeton de qui exploite ce serveur',
  'There is no token to sign in with: set ADMIN_TOKEN. Until then only a browser on the machine that runs the server may change something.':
    'Il n’y a pas de jeton pour se connecter : définissez ADMIN_TOKEN. D’ici là, seul un navigateur sur la machine du serveur peut changer quelque chose.',
  'You are signed in and may start and cancel imports.':
    'Vous êtes connecté et pouvez lancer et annuler des imports.',
  'You are signed in and may read what is not for everybody.':
    'Vous êtes connecté et pouvez lire ce qui n’est pas ouvert à tous.',
  'Everybody may read the market. Changes need the token of whoever runs it.':
    'Tout le monde peut lire le marché. Pour le changer, il faut le jeton de qui l’exploite.',
  'Too slow': 'Trop lent',
  'Address too long': 'Adresse trop longue',
  'The path is not percent-encoded UTF-8.': 'Le chemin n’est pas de l’UTF-8 encodé.',
  'The database does not answer; ask again in a moment.':
    'La base de données ne répond pas ; redemandez dans un instant.',
  'The body is larger than {most} bytes.': 'Le corps dépasse {most} octets.',
  'The address is longer than {most} characters.': 'L’adresse dépasse {most} caractères.',
  'Too many requests; ask again in {seconds} s.': 'Trop de demandes ; redemandez dans {seconds} s.',
}
