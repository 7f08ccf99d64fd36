import type { Dictionary } from '../platform/ui/language.ts'

export const french: Dictionary = {
  'Deal, estimate (90% interval)': 'Affaire, estimation (intervalle à 90 %)',
  'Asking prices of {year} in {sign}, estimates in lakh. On each bar: the band is the interval in five parts, the line the estimate, the diamond the asking price.':
    'Prix demandés de {year} en {sign}, estimations en lakh. Sur chaque barre : la bande est l’intervalle en cinq parts, le trait l’estimation, le losange le prix demandé.',
  'Not rated': 'Non notée',
  'Not rated: fewer than three other cars of this model are listed':
    'Non notée : moins de trois autres voitures de ce modèle sont à vendre',
  'Not rated: no car of this age can have driven the distance that is listed':
    'Non notée : aucune voiture de cet âge n’a pu parcourir la distance annoncée',
  'Not rated: there is no estimate': 'Non notée : il n’y a pas d’estimation',
  'Estimate {price}; 90% interval from {low} to {high}':
    'Estimation {price} ; intervalle à 90 % de {low} à {high}',
  'Asking price {price}': 'Prix demandé {price}',
  'estimate {price}': 'estimation {price}',
  'asks {price}': 'demande {price}',
  'Base model: {value}': 'Modèle : {value}',
  'Trim: not stated': 'Finition : non précisée',
  'Trim: {value}': 'Finition : {value}',
  'Age: {value}': 'Âge : {value}',
  'Distance: {value}': 'Kilométrage : {value}',
  'Gearbox and fuel: {value}': 'Boîte et carburant : {value}',
  'Owners: not stated': 'Propriétaires : non précisé',
  'First registered in: {value}': 'Première immatriculation : {value}',
  'Engine: not stated': 'Moteur : non précisé',
  'Engine: {value} cc': 'Moteur : {value} cm³',
  'With a spare key': 'Avec un double de clé',
  'Without a spare key': 'Sans double de clé',
  'Its own price left out of the sample': 'Son propre prix retiré de l’échantillon',
  Rounding: 'Arrondi',
  'Why {price}': 'Pourquoi {price}',
  'From the median of all cars to this one, step by step. The steps add up.':
    'De la médiane de toutes les voitures à celle-ci, pas à pas. La somme tombe juste.',
  'Because of': 'À cause de',
  Effect: 'Effet',
  'Running total': 'Total courant',
  'Median of all cars': 'Médiane de toutes les voitures',
  Estimate: 'Estimation',
  'Estimate a price': 'Estimer un prix',
  'What a car like yours asks on this market, how sure that is, and why':
    'Ce que demande une voiture comme la vôtre sur ce marché, avec quelle certitude, et pourquoi',
  'This car cannot be estimated yet': 'Cette voiture ne peut pas encore être estimée',
  'What would your car ask?': 'Combien demander pour votre voiture ?',
  'A {name} like this asks about {price}': 'Une {name} comme celle-ci demande environ {price}',
  'Nine in ten such cars ask between {low} and {high}. Prices of {year}.':
    'Neuf sur dix de ces voitures demandent entre {low} et {high}. Prix de {year}.',
  'An estimate of the asking price from the cars listed here, with its interval and every step of it. Prices of {year}.':
    'Une estimation du prix demandé d’après les voitures à vendre ici, avec son intervalle et chacune de ses étapes. Prix de {year}.',
  Choose: 'Choisir',
  'Not known': 'Inconnu',
  'Estimate again': 'Estimer à nouveau',
  'Estimate the price': 'Estimer le prix',
  'Go on': 'Continuer',
  'Brand, model, year and distance are needed; what you leave out is taken as usual for the model, and the interval says so.':
    'La marque, le modèle, l’année et le kilométrage sont nécessaires ; ce que vous omettez est pris comme d’habitude pour le modèle, et l’intervalle en tient compte.',
  'Needed for an estimate': 'Nécessaire pour une estimation',
  'The estimate': 'L’estimation',
  '{coverage} interval from {low} to {high}': 'intervalle à {coverage} de {low} à {high}',
  'It is what sellers ask for such cars, never what a car is worth.':
    'C’est ce que les vendeurs demandent pour de telles voitures, jamais ce qu’une voiture vaut.',
  'How the estimate works': 'Comment marche l’estimation',
  'The nearest cars': 'Les voitures les plus proches',
  'No such car is listed near it': 'Aucune voiture proche n’est à vendre',
  'Distance: 1 for a year, 10,000 km, another fuel or gearbox; 0.5 for another trim or one more owner. The difference is to the estimate.':
    'Distance : 1 pour une année, 10 000 km, un autre carburant ou une autre boîte ; 0,5 pour une autre finition ou un propriétaire de plus. L’écart est par rapport à l’estimation.',
  Asks: 'Demande',
  Difference: 'Écart',
  'Fuel, gearbox': 'Carburant, boîte',
  Distance: 'Distance',
  'Distance driven, km': 'Kilométrage, km',
  'All of this model': 'Toutes celles de ce modèle',
  'No car of this brand is listed: the interval is much wider.':
    'Aucune voiture de cette marque n’est à vendre : l’intervalle est bien plus large.',
  'No car of this model is listed: the interval is much wider.':
    'Aucune voiture de ce modèle n’est à vendre : l’intervalle est bien plus large.',
  'The trim is not known: the usual one of the model is taken, and the interval is wider.':
    'La finition est inconnue : celle habituelle du modèle est prise, et l’intervalle est plus large.',
  'No car of this trim is listed: the interval is wider.':
    'Aucune voiture de cette finition n’est à vendre : l’intervalle est plus large.',
  'No such car is listed with this fuel: the interval is wider.':
    'Aucune voiture de ce modèle n’est à vendre avec ce carburant : l’intervalle est plus large.',
  'The gearbox is not known: the usual one of the model is taken.':
    'La boîte est inconnue : celle habituelle du modèle est prise.',
  'The number of owners is not known: one is taken.':
    'Le nombre de propriétaires est inconnu : un seul est supposé.',
  'The state of registration is not known: the usual one is taken.':
    'L’État d’immatriculation est inconnu : le plus courant est pris.',
  'The engine size is unusual for this model: the interval is wider.':
    'La cylindrée est inhabituelle pour ce modèle : l’intervalle est plus large.',
  'Hardly any car has been driven so far, or so little: the interval is wider.':
    'Presque aucune voiture n’a roulé autant, ou si peu : l’intervalle est plus large.',
  'Hardly any car is as old or as new: the interval is wider.':
    'Presque aucune voiture n’est aussi ancienne ou aussi récente : l’intervalle est plus large.',
}
