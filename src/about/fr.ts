import type { Dictionary } from '../platform/ui/language.ts'

export const french: Dictionary = {
  '{title} {version}: what it is, how it works, and whether it answers':
    '{title} {version} : ce que c’est, comment il travaille, et s’il répond',
  'Whether the API answers': 'L’API répond-elle ?',
  Title: 'Titre',
  Version: 'Version',
  Environment: 'Environnement',
  Built: 'Construit le',
  Commit: 'Commit',
  'About {title}': 'À propos de {title}',
  '{title} turns a messy file of used-car listings into a market that people can browse, question and trust.':
    '{title} fait d’un fichier brouillon d’annonces de voitures d’occasion un marché que l’on peut parcourir, interroger et croire.',
  'This installation': 'Cette installation',
  'Read it by machine': 'Pour vos programmes',
  'Whatever a page shows the API gives, under the same names: the filters of the cars, their order, whole lists as CSV or NDJSON.':
    'Tout ce qu’une page montre, l’API le donne sous les mêmes noms : les filtres des voitures, leur ordre, des listes entières en CSV ou en NDJSON.',
  'Try the API': 'Essayer l’API',
  'OpenAPI document': 'Document OpenAPI',
  'Cars as JSON': 'Les voitures en JSON',
  'The API answers': 'L’API répond',
  'The API answers, but not all is well': 'L’API répond, mais tout ne va pas bien',
  'The API does not answer': 'L’API ne répond pas',
  ok: 'tout va bien',
  degraded: 'dégradé',
  away: 'sans réponse',
  'Answered in': 'Réponse en',
  'none yet': 'pas encore',
  Checked: 'Vérifié le',
  'Check again': 'Vérifier de nouveau',
  'All checks': 'Toutes les vérifications',
  'less than 1 ms': 'moins de 1 ms',
  'Nothing is lost.': 'Rien ne se perd.',
  'Every row of the file is published, rejected with a reason, or dropped as an exact duplicate. The three add up to the rows read, and the rows that failed can be downloaded as they stand in the file.':
    'Chaque ligne du fichier est publiée, rejetée avec une raison, ou retirée parce qu’elle en répète exactement une autre. Les trois font le total des lignes lues, et celles qui n’ont pas passé se téléchargent telles qu’elles sont dans le fichier.',
  'Repairs are few and marked.': 'Les réparations sont rares et signalées.',
  'A blank engine size is filled only when identical cars all agree on it. What contradicts itself is flagged and left as listed.':
    'Une cylindrée vide n’est remplie que si toutes les voitures identiques s’accordent. Ce qui se contredit est signalé et laissé tel quel.',
  'A price is an asking price.': 'Un prix est un prix demandé.',
  'It is what a seller wanted on the date of the file, never what a car is worth. Half of the cars ask less than a median; the middle half lies between the quarters.':
    'C’est ce que voulait un vendeur à la date du fichier, jamais ce que vaut une voiture. La moitié des voitures se situent sous la médiane ; la moitié centrale, entre les deux quartiles.',
  'The monthly cost is taken apart.': 'La mensualité est décortiquée.',
  'The rate, the months and the interest that it hides are recovered from it, and a cost that no usual loan gives is said not to reconcile.':
    'Le taux, la durée et les intérêts qu’elle cache en sont reconstitués, et une mensualité qu’aucun prêt courant ne donne est déclarée incohérente.',
  'A market changes at once.': 'Un marché change d’un coup.',
  'Readers see one snapshot, whole. The next one takes its place in one step, or not at all.':
    'On voit toujours un seul relevé, entier. Le suivant prend sa place en une fois, ou pas du tout.',
  'The method, in short': 'La méthode, en bref',
  'What the last import found': 'Ce que le dernier import a trouvé',
}
