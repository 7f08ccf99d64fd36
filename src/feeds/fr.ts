import type { Dictionary } from '../platform/ui/language.ts'

export const french: Dictionary = {
  '{title}: new and cheaper cars': '{title} : voitures nouvelles et moins chères',
  '{title}: new and cheaper cars; {filter}':
    '{title} : voitures nouvelles et moins chères ; {filter}',
  'There is one snapshot so far, so nothing is new or cheaper yet: these are the cars listed, the best deals first.':
    'Il n’y a qu’un relevé pour l’instant, donc rien n’est encore nouveau ni moins cher : voici les voitures annoncées, les meilleures affaires d’abord.',
  'Cars that appeared or became cheaper in the snapshots that are kept, the newest first.':
    'Les voitures apparues ou devenues moins chères dans les relevés conservés, les plus récentes d’abord.',
  'The feed holds {n}; there may be more.':
    'Le flux en contient {n} ; il peut y en avoir d’autres.',
  'Asking prices of {year}.': 'Prix demandés en {year}.',
  '{amount} cheaper: {car}, {price}': '{amount} de moins : {car}, {price}',
  'New: {car}, {price}': 'Nouveau : {car}, {price}',
  'Listed: {car}, {price}': 'En vente : {car}, {price}',
  'Asks {price} in snapshot {version} of {date}.':
    'Prix demandé : {price}, au relevé {version} du {date}.',
  'Asked {before}, asks {price} since snapshot {version} of {date}: {share} less.':
    'Prix demandé : {before}, puis {price} depuis le relevé {version} du {date}, soit {share} de moins.',
  'Now it asks {price}.': 'Prix demandé aujourd’hui : {price}.',
  'Deal: {deal}; a car like this asks {low} to {high}.':
    'Affaire : {deal} ; pour une telle voiture, on demande de {low} à {high}.',
}
