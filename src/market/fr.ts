import type { Dictionary } from '../platform/ui/language.ts'

export const french: Dictionary = {
  'No car states its year.': 'Aucune voiture n’indique son année.',
  'Half of the cars of {year} ask less than {price}.':
    'La moitié des voitures de {year} sont proposées à moins de {price}.',
  'A {old} car asks {share} of what a {young} car asks: {price} against {reference}.':
    'Une voiture de {old} est proposée à {share} du prix d’une voiture de {young} : {price} contre {reference}.',
  'All ask less than {price}': 'Toutes sont proposées à moins de {price}',
  '{share} ask less than {price}': '{share} sont proposées à moins de {price}',
  '{most}; one in a hundred asks {price} or more.': '{most} ; une sur cent à {price} ou plus.',
  '{n} used car: what sellers ask, and where each figure comes from':
    '{n} voiture d’occasion : ce que demandent les vendeurs, et d’où vient chaque chiffre',
  '{n} used cars: what sellers ask, and where each figure comes from':
    '{n} voitures d’occasion : ce que demandent les vendeurs, et d’où vient chaque chiffre',
  'Half of the used cars here ask less than {price}':
    'Ici, la moitié des voitures d’occasion sont proposées à moins de {price}',
  'No car has been published': 'Aucune voiture n’a été publiée',
  'The last import let no row pass. Its page says why, row by row.':
    'Le dernier import n’a laissé passer aucune ligne. Sa page dit pourquoi, ligne par ligne.',
  '{cars} of {brands} and {models}, {made}. Look at what sellers ask, and where each figure comes from.':
    '{cars}, {brands}, {models} : {made}. Voyez ce que demandent les vendeurs, et d’où vient chaque chiffre.',
  '{n} brand': '{n} marque',
  '{n} brands': '{n} marques',
  '{n} base model': '{n} modèle de base',
  '{n} base models': '{n} modèles de base',
  'made in {year}': 'année {year}',
  'made from {first} to {last}': 'années {first} à {last}',
  'cars for sale': 'voitures en vente',
  'median asking price': 'prix demandé médian',
  'the middle half asks': 'prix de la moitié centrale',
  'median distance driven': 'kilométrage médian',
  'median age at the end of {year}': 'âge médian fin {year}',
  year: 'an',
  years: 'ans',
  "The file's own total, {total}, is exactly the sum of its listings.":
    'Le total inscrit dans le fichier, {total}, est exactement la somme de ses annonces.',
  "The file's own total, {total}, is not the sum of its listings, {sum}.":
    'Le total inscrit dans le fichier, {total}, n’est pas la somme de ses annonces, {sum}.',
  'The file contradicts itself.': 'Le fichier se contredit.',
  'The data adds up.': 'Le compte y est.',
  'Median asking price by make year; the band holds the middle half.':
    'Prix demandé médian par année de fabrication ; la bande contient la moitié centrale.',
  'Years with fewer than {enough} cars ({years}) are left out.':
    'Les années de moins de {enough} voitures ({years}) ne sont pas tracées.',
  'The mix of models differs from year to year.':
    'Les modèles ne sont pas les mêmes d’une année à l’autre.',
  'What age does to the price': 'Ce que l’âge fait au prix',
  'Asking price by make year, {sign}': 'Prix demandé par année de fabrication, en {sign}',
  'Lower quarter': 'Premier quartile',
  Median: 'Médiane',
  'Upper quarter': 'Troisième quartile',
  'Cars by asking price, one bar for each {step}; dark below {edge}; the last bar holds all above.':
    'Voitures par prix demandé, une barre par tranche de {step} ; en foncé sous {edge} ; la dernière barre contient tout ce qui dépasse.',
  'Cars by asking price, one bar for each {step}; dark below {edge}.':
    'Voitures par prix demandé, une barre par tranche de {step} ; en foncé sous {edge}.',
  'Where the prices lie': 'Où se situent les prix',
  'Cars by asking price': 'Voitures par prix demandé',
  'From, {sign}': 'À partir de, {sign}',
  'To below, {sign}': 'À moins de, {sign}',
  '{price}, the highest': '{price}, le plus élevé',
  'median {price}': 'médiane {price}',
  'Half of the {model} cars ask less than {price}.':
    'La moitié des {model} sont proposées à moins de {price}.',
  'Of the {n} most listed models the {dearest} asks the most, the {cheapest} the least: {high} against {low}.':
    'Des {n} modèles les plus proposés, {dearest} est le plus cher et {cheapest} le moins cher : {high} contre {low}.',
  'Median asking price (dot) and middle half (bar) of the {n} base model with most cars; the grey figure counts them.':
    'Prix demandé médian (point) et moitié centrale (barre) du {n} modèle de base le plus proposé ; le nombre de voitures est en gris.',
  'Median asking price (dot) and middle half (bar) of the {n} base models with most cars; the grey figure counts them.':
    'Prix demandé médian (point) et moitié centrale (barre) des {n} modèles de base les plus proposés ; le nombre de voitures est en gris.',
  'Model by model': 'Modèle par modèle',
  'The base models with most cars, asking price in {sign}':
    'Les modèles de base les plus proposés, prix demandé en {sign}',
  'Where they were first registered': 'Où elles ont d’abord été immatriculées',
  '{share} were first registered in {state}. It is not where they are sold: the file does not say that.':
    'Première immatriculation la plus fréquente : {state}, {share}. Ce n’est pas là qu’elles sont vendues : le fichier ne le dit pas.',
  'Cars and median price by state of first registration':
    'Voitures et prix médian par État de première immatriculation',
  'Cars and median asking price by state of first registration':
    'Voitures et prix demandé médian par État de première immatriculation',
  State: 'État',
  '{n} more state in the filters': '{n} autre État dans les filtres',
  '{n} more states in the filters': '{n} autres États dans les filtres',
  'Best deals now': 'Les meilleures affaires du moment',
  'Lowest in the 90% interval of their estimate, one of each base model. A price far below can also mean something that the file does not say.':
    'Les plus bas dans l’intervalle à 90 % de leur estimation, une par modèle. Un prix très en dessous peut aussi vouloir dire quelque chose que le fichier ne dit pas.',
  'How it is rated': 'Comment on note',
  'Asks; under the estimate': 'Demande ; sous l’estimation',
  '{amount} below': '{amount} de moins',
  'All {n} great deals': 'Les {n} super affaires',
  'How to read a deal': 'Comment lire une note',
  'Nine in ten comparable cars ask a price inside the 90% interval. We cut that interval in five equal parts; the part in which the asking price falls is its rating. Below the interval counts as great, above it as overpriced.':
    'Neuf voitures comparables sur dix demandent un prix dans l’intervalle à 90 %. Nous coupons cet intervalle en cinq parts égales ; la part où tombe le prix demandé est sa note. En dessous de l’intervalle, c’est super ; au-dessus, trop cher.',
  '{n} cars by rating': '{n} voitures par note',
  '{n} not rated: fewer than three other cars of their model, or a distance in doubt':
    '{n} non notées : moins de trois autres voitures de leur modèle, ou distance douteuse',
  'rated great or good': 'notées super ou bonnes',
}
