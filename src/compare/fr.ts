import type { Dictionary } from '../platform/ui/language.ts'

export const french: Dictionary = {
  'Compare cars': 'Comparer des voitures',
  'Up to four cars side by side: what differs, and which one beats another':
    'Jusqu’à quatre voitures côte à côte : ce qui diffère, et laquelle l’emporte',
  'Asking prices of {year}. The first car is what the others are held against.':
    'Prix demandés de {year}. Les autres voitures sont comparées à la première.',
  'Not on the market any more: {ids}': 'Plus sur le marché : {ids}',
  'Choose cars on their pages: “Add to comparison”. Up to {n} stand side by side here.':
    'Choisissez des voitures sur leurs pages : « Ajouter à la comparaison ». Jusqu’à {n} se tiennent ici côte à côte.',
  'Best deals first': 'Les meilleures affaires d’abord',
  'Nothing to compare yet': 'Rien à comparer pour l’instant',
  'The {name} at {price} beats another': 'La {name} à {price} l’emporte sur une autre',
  '{n} car side by side': '{n} voiture côte à côte',
  '{n} cars side by side': '{n} voitures côte à côte',
  'Engine, cc': 'Moteur, cm³',
  'Years left': 'Années restantes',
  'Side by side': 'Côte à côte',
  'Small figures: the difference to the first car.': 'En petit : l’écart avec la première voiture.',
  Remove: 'Retirer',
  Deal: 'Affaire',
  'In nothing worse, in something better': 'En rien moins bonne, en quelque chose meilleure',
  'beats {name}, {price}: {differences}': 'l’emporte sur {name}, {price} : {differences}',
  '{n} year newer': '{n} an plus récente',
  '{n} years newer': '{n} ans plus récente',
  '{km} less': '{km} de moins',
  '{n} owner fewer': '{n} propriétaire de moins',
  '{n} owners fewer': '{n} propriétaires de moins',
  '{price} cheaper': '{price} moins chère',
}
