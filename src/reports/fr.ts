import type { Dictionary } from '../platform/ui/language.ts'

export const french: Dictionary = {
  Reports: 'Rapports',
  'Market report': 'Rapport sur le marché',
  'none: all cars': 'aucun : toutes les voitures',
  Filter: 'Filtre',
  'Prices of': 'Prix de',
  '{year}, ages counted to {date}': '{year}, âges comptés au {date}',
  Address: 'Adresse',
  'lowest and highest price': 'prix le plus bas et le plus haut',
  'No car of this filter is rated: each has too few others like it.':
    'Aucune voiture de ce filtre n’est évaluée : trop peu d’autres lui ressemblent.',
  '{n} of {total} rated cars is a great or good deal: {share}.':
    '{n} voiture évaluée sur {total} est une excellente ou une bonne affaire : {share}.',
  '{n} of {total} rated cars are a great or good deal: {share}.':
    '{n} voitures évaluées sur {total} sont d’excellentes ou de bonnes affaires : {share}.',
  'The place of the asking price in the 90% interval of the estimate, lowest first: 0% is its lower end, 100% its upper end.':
    'La place du prix demandé dans l’intervalle à 90 % de l’estimation, la plus basse d’abord : 0 % en est le bas, 100 % le haut.',
  'This report counts {n} of the {all} published cars.':
    'Ce rapport compte {n} des {all} voitures publiées.',
  'Asking prices are not sale prices, and the mix of models differs from group to group.':
    'Les prix demandés ne sont pas des prix de vente, et les modèles ne se répartissent pas de la même façon d’un groupe à l’autre.',
  Fingerprint: 'Empreinte',
  'SHA-256 of the imported content and its settings':
    'SHA-256 du contenu importé et de ses réglages',
  'Asking prices in {sign}': 'Prix demandés en {sign}',
  'Snapshot {version}; filter: {filter}': 'Relevé {version} ; filtre : {filter}',
  'Key figures': 'Chiffres clés',
  'By brand': 'Par marque',
  'By state of first registration': 'Par État de première immatriculation',
  'Best deals': 'Les meilleures affaires',
  Place: 'Place',
  'The cars, cheapest first': 'Les voitures, de la moins chère à la plus chère',
  'The {shown} cheapest are listed. {n} more is in the workbook ({xlsx}) and in the CSV file ({csv}).':
    'Les {shown} moins chères sont listées. {n} autre se trouve dans le classeur ({xlsx}) et dans le fichier CSV ({csv}).',
  'The {shown} cheapest are listed. {n} more are in the workbook ({xlsx}) and in the CSV file ({csv}).':
    'Les {shown} moins chères sont listées. {n} autres se trouvent dans le classeur ({xlsx}) et dans le fichier CSV ({csv}).',
  '{n} smaller group is in the workbook.': '{n} groupe plus petit se trouve dans le classeur.',
  '{n} smaller groups are in the workbook.':
    '{n} groupes plus petits se trouvent dans le classeur.',
  'No car matches this filter.': 'Aucune voiture ne répond à ce filtre.',
  'Where the figures come from': 'D’où viennent les chiffres',
  'Page {page} of {pages}': 'Page {page} sur {pages}',
  'Asking prices, key figures and best deals; filter: {filter}':
    'Prix demandés, chiffres clés et meilleures affaires ; filtre : {filter}',
  '{n} car: what sellers ask, to read, to print and to take away.':
    '{n} voiture : ce que demandent les vendeurs, à lire, à imprimer et à emporter.',
  '{n} cars: what sellers ask, to read, to print and to take away.':
    '{n} voitures : ce que demandent les vendeurs, à lire, à imprimer et à emporter.',
  'What it covers': 'Ce que couvre le rapport',
  'Feed of new and cheaper cars': 'Flux des voitures nouvelles et moins chères',
  'Make the report': 'Établir le rapport',
  '{field}, least': '{field}, minimum',
  '{field}, most': '{field}, maximum',
  'Cars in the snapshot': 'Voitures du relevé',
  'Published (UTC)': 'Publié (UTC)',
  'Columns of the sheet of cars': 'Colonnes de la feuille des voitures',
  Figure: 'Chiffre',
  Summary: 'Résumé',
  'Lowest price': 'Prix le plus bas',
  'Highest price': 'Prix le plus haut',
  'Median distance driven, km': 'Kilométrage médian, km',
  'Median age, years': 'Âge médian, en années',
  'State of first registration': 'État de première immatriculation',
  'Stable from one snapshot to the next': 'Le même d’un relevé à l’autre',
  'Year, brand and model as listed': 'Année, marque et modèle tels qu’annoncés',
  'The model without its trim': 'Le modèle sans sa finition',
  'What follows the base model': 'Ce qui suit le modèle de base',
  'Year of make': 'Année de fabrication',
  'First registration; empty where it is not stated':
    'Première immatriculation ; vide quand elle n’est pas indiquée',
  'Engine size in cm³': 'Cylindrée en cm³',
  'Distance driven, km': 'Kilométrage, km',
  'Number of owners so far': 'Nombre de propriétaires jusqu’ici',
  'Yearly rate that reproduces the monthly cost, in percent':
    'Taux annuel qui redonne le coût mensuel, en pour cent',
  'Number of instalments': 'Nombre de mensualités',
  'All instalments less the price': 'Total des mensualités moins le prix',
  'State of first registration, not of sale':
    'État de première immatriculation, pas de mise en vente',
  'City of the registration office': 'Ville du bureau d’immatriculation',
  'Years to the date that ages are counted to': 'Années jusqu’à la date où les âges sont comptés',
  'Distance by age, the first year counted whole':
    'Kilométrage rapporté à l’âge, la première année comptée entière',
  'Years left under the registration rule': 'Années restantes selon la règle d’immatriculation',
  'What a car like this asks on this market':
    'Le prix demandé pour une telle voiture sur ce marché',
  'Lower end of the 90% interval': 'Bas de l’intervalle à 90 %',
  'Upper end of the 90% interval': 'Haut de l’intervalle à 90 %',
  'Place of the price in the interval: 0 is its lower end, 1 its upper end':
    'Place du prix dans l’intervalle : 0 en est le bas, 1 le haut',
  'Deal rating; empty where there is none': 'Évaluation de l’affaire ; vide quand il n’y en a pas',
  'Rules that flagged or repaired the listing': 'Règles qui ont signalé ou réparé l’annonce',
  'Model as listed': 'Modèle tel qu’annoncé',
  'Where the engine size comes from, or why it is empty':
    'D’où vient la cylindrée, ou pourquoi elle manque',
  'Whether a rate and a term reproduce the monthly cost':
    'Si un taux et une durée redonnent le coût mensuel',
  'Whether it is insured': 'Si elle est assurée',
  'Whether there is a spare key': 'S’il y a un double de la clé',
  'Office prefix of the plate, as listed': 'Préfixe de bureau de la plaque, tel qu’annoncé',
  'State of first registration, two letters': 'État de première immatriculation, deux lettres',
  'Registration office': 'Bureau d’immatriculation',
  'Price by distance; empty at 0 km': 'Prix rapporté au kilométrage ; vide à 0 km',
  'Class of the engine size': 'Classe de cylindrée',
  'Class of the distance a year': 'Classe de kilométrage annuel',
  'Class of the number of owners': 'Classe du nombre de propriétaires',
  'Class of the price': 'Classe de prix',
  'Why the price is not rated': 'Pourquoi le prix n’est pas évalué',
}
