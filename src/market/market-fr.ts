import type { Dictionary } from '../platform/ui/language.ts'

/** The market and its model card. */
export const french: Dictionary = {
  'What the price estimate is made of, how good it was measured to be, and where it fails':
    'De quoi l’estimation du prix est faite, ce que valent ses mesures, et où elle échoue',
  '{title}: prices, depreciation, supply and deals, each with its measure':
    '{title} : prix, décote, offre et affaires, chacun avec sa mesure',
  'What changed': 'Ce qui a changé',
  'This is the first snapshot. From the next import on, this shows which cars are new, which are gone, whose price moved and how long they stood.':
    'Ce relevé est le premier. Dès le prochain import, on verra ici les voitures arrivées, celles qui sont parties, les prix qui ont bougé et la durée des annonces.',
  New: 'Nouvelles',
  Gone: 'Parties',
  Cheaper: 'Moins chères',
  Dearer: 'Plus chères',
  'Compared with snapshot {version}.': 'Par rapport au relevé {version}.',
  'Compared with snapshot {version} of {date}.': 'Par rapport au relevé {version} du {date}.',
  'That snapshot is no longer kept, so cars that are gone cannot be filtered.':
    'Ce relevé n’est plus conservé : les voitures parties ne peuvent pas être filtrées.',
  'Days listed, of those gone': 'Jours d’annonce, pour celles qui sont parties',
  '{n} or more': '{n} ou plus',
  'median of {n} car': 'médiane de {n} voiture',
  'median of {n} cars': 'médiane de {n} voitures',
  'No car is new, none is gone, and no price moved.':
    'Aucune voiture arrivée, aucune partie, aucun prix changé.',
  '{n} price moved': '{n} prix a bougé',
  '{n} prices moved': '{n} prix ont bougé',
  '{new} came, {gone} went; {moved}.': 'Arrivées : {new} ; parties : {gone} ; {moved}.',
  '{moved}, half of them down by {share} or more.':
    '{moved}, dont la moitié en baisse de {share} ou plus.',
  '{moved}, half of them up by {share} or more.':
    '{moved}, dont la moitié en hausse de {share} ou plus.',
  'The largest cuts': 'Les plus fortes baisses',
  'The largest cuts, by share of the price before':
    'Les plus fortes baisses, en part du prix d’avant',
  'Median asking price of the most listed base models by make year, youngest first.':
    'Prix demandé médian des modèles de base les plus annoncés par année, la plus récente d’abord.',
  'Median asking price of the most listed base models by make year, as a share of the median of {year}, the youngest that all have.':
    'Prix demandé médian des modèles de base les plus annoncés par année, en part de la médiane de {year}, la plus récente qu’ils ont tous.',
  'Points of fewer than {n} cars are left out.':
    'Les points de moins de {n} voitures sont laissés de côté.',
  'Left out, with too few make years in common with the others: {models}.':
    'Laissés de côté, avec trop peu d’années en commun avec les autres : {models}.',
  'Trims change over the years, too.': 'Les finitions changent aussi avec les années.',
  'What models lose': 'Ce que perdent les modèles',
  'Median asking price by base model and make year, {sign}':
    'Prix demandé médian par modèle de base et année, en {sign}',
  'Base model and make year': 'Modèle de base et année',
  'A year older, the same model asks {share} less':
    'Un an de plus, et le même modèle est proposé {share} moins cher',
  'Half of these cars ask less than {price}':
    'La moitié de ces voitures sont proposées à moins de {price}',
  'No car states its distance.': 'Aucune voiture n’indique son kilométrage.',
  'Half of these cars ask less than {price}.':
    'La moitié de ces voitures sont proposées à moins de {price}.',
  'Cars driven {far} ask {share} less than cars driven {near}.':
    'Pour {far}, le prix demandé est {share} plus bas que pour {near}.',
  'Cars driven {far} ask {share} more than cars driven {near}.':
    'Pour {far}, le prix demandé est {share} plus haut que pour {near}.',
  '{from} km and more': '{from} km et plus',
  '{from} to {to} km': '{from} à {to} km',
  'For each year of age the {model} asks {low} less.':
    'Par année d’âge, {model} est proposé {low} moins cher.',
  'The {best} loses least with age, {low} a year; the {worst} most, {high}.':
    'Modèle qui perd le moins avec l’âge : {best}, {low} par an ; celui qui perd le plus : {worst}, {high}.',
  'The yearly loss is the slope of a line through all points of a model, weighed by their cars.':
    'La perte annuelle est la pente d’une droite par tous les points d’un modèle, pondérés par leurs voitures.',
  'Half of the {name} cars ask less than {price}.':
    'La moitié des {name} sont proposées à moins de {price}.',
  '{share} were first registered in {place}.': '{share} : première immatriculation, {place}.',
  '{share} were first registered in {place}; it and the next two hold {three}.':
    '{share} : première immatriculation, {place} ; avec les deux suivants, {three}.',
  '{n} car whose plate does not say it is left out.':
    '{n} voiture dont la plaque ne le dit pas est laissée de côté.',
  '{n} cars whose plates do not say it are left out.':
    '{n} voitures dont la plaque ne le dit pas sont laissées de côté.',
  '{share} of these cars are {value}.': '{value} : {share} de ces voitures.',
  '{to} of the cars of {last} are {value}, up from {from} of those of {first}.':
    '{value} : {to} des voitures de {last}, contre {from} de celles de {first}.',
  '{to} of the cars of {last} are {value}, down from {from} of those of {first}.':
    '{value} : {to} des voitures de {last}, contre {from} de celles de {first}.',
  'With a {owner} the same model of the same year asks as much as with a first.':
    '{owner} : même prix demandé que la première main, à modèle et année égaux.',
  'With a {owner} the same model of the same year asks {share} less than with a first.':
    '{owner} : {share} de moins que la première main, à modèle et année égaux.',
  'With a {owner} the same model of the same year asks {share} more than with a first.':
    '{owner} : {share} de plus que la première main, à modèle et année égaux.',
  '{best}: {share} of the rated cars are great or good deals.':
    '{best} : {share} des voitures notées sont de bonnes ou de très bonnes affaires.',
  '{best}: {share} of the rated cars are great or good deals; {worst}: {low}.':
    '{best} : {share} des voitures notées sont de bonnes ou de très bonnes affaires ; {worst} : {low}.',
  Any: 'Tous',
  'Made from': 'Année, de',
  'Made until': 'Année, à',
  'Price from, {sign}': 'Prix de, en {sign}',
  'Price to, {sign}': 'Prix à, en {sign}',
  'No car matches this filter, so there is nothing to say about it.':
    'Aucune voiture ne correspond à ce filtre : il n’y a rien à en dire.',
  'The whole market': 'Tout le marché',
  'The filters of the cars': 'Les filtres des voitures',
  'Look at {n} car': 'Voir {n} voiture',
  'Look at {n} cars': 'Voir {n} voitures',
  '{n} car, asking prices of {year}.': '{n} voiture, prix demandés de {year}.',
  '{n} cars, asking prices of {year}.': '{n} voitures, prix demandés de {year}.',
  'The year of age is measured within base models: {n} pair of neighbouring make years.':
    'L’année d’âge est mesurée à modèle de base égal : {n} paire d’années voisines.',
  'The year of age is measured within base models: the median of {n} pairs of neighbouring make years.':
    'L’année d’âge est mesurée à modèle de base égal : médiane de {n} paires d’années voisines.',
  'What they burn': 'Ce qu’elles consomment',
  'Cars by make year and fuel': 'Voitures par année et carburant',
  'Share of each fuel in the cars of a make year.':
    'Part de chaque carburant dans les voitures d’une année.',
  'How they change gears': 'Comment elles passent les vitesses',
  'Cars by make year and gearbox': 'Voitures par année et boîte',
  'Share of each gearbox in the cars of a make year.':
    'Part de chaque boîte dans les voitures d’une année.',
  '{n} car does not state it and is left out.': '{n} voiture ne le dit pas et est laissée de côté.',
  '{n} cars do not state it and are left out.':
    '{n} voitures ne le disent pas et sont laissées de côté.',
  'On this market': 'Sur ce marché',
  'This market has no estimates: it has too few cars, or was imported before there were any.':
    'Ce marché n’a pas d’estimations : il a trop peu de voitures, ou il a été importé avant qu’il y en ait.',
  'On this market, by brand': 'Sur ce marché, par marque',
  'On this market, by age': 'Sur ce marché, par âge',
  '{from} years and more': '{from} ans et plus',
  '{from} to {to} years': '{from} à {to} ans',
  '{share} of {n} rated price lies in its interval: {low} for {worst}, {high} for {best}.':
    '{share} de {n} prix noté se trouve dans son intervalle : {low} pour {worst}, {high} pour {best}.',
  '{share} of {n} rated prices lie in their intervals: {low} for {worst}, {high} for {best}.':
    '{share} de {n} prix notés se trouvent dans leur intervalle : {low} pour {worst}, {high} pour {best}.',
  'Each by an estimate that has not seen its price: share (dot) and its 95% interval (bar), which is wide where there are few cars. The grey figure counts the rated cars; fewer than 20 are left out.':
    'Chacun d’après une estimation qui n’a pas vu son prix : part (point) et son intervalle à 95 % (barre), large là où il y a peu de voitures. Le chiffre gris compte les voitures notées ; moins de 20 sont laissées de côté.',
  'Share of rated prices inside their interval': 'Part des prix notés dans leur intervalle',
  Rated: 'Notées',
  '{from} to {to}': '{from} à {to}',
  'in the lowest fifth of the interval, or below it':
    'dans le cinquième le plus bas de l’intervalle, ou au-dessous',
  'in the second fifth': 'dans le deuxième cinquième',
  'in the middle fifth': 'dans le cinquième du milieu',
  'in the fourth fifth': 'dans le quatrième cinquième',
  'in the highest fifth, or above it': 'dans le cinquième le plus haut, ou au-dessus',
  'Too few comparables': 'Trop peu de voitures comparables',
  'fewer than {n} other cars of the same base model':
    'moins de {n} autres voitures du même modèle de base',
  'Distance in doubt': 'Distance douteuse',
  'no car of its age can have driven the distance that is listed':
    'aucune voiture de son âge n’a pu parcourir la distance annoncée',
  'No estimate': 'Pas d’estimation',
  'the market was too small to learn from': 'le marché était trop petit pour apprendre',
  'How a price is rated': 'Comment un prix est noté',
  'The 90% interval is cut in five equal parts; the part in which the asking price lies is its rating. A price on a cut belongs to the cheaper part. Nobody can pay for a better one.':
    'L’intervalle à 90 % est coupé en cinq parts égales ; celle où tombe le prix demandé est sa note. Un prix sur une coupure va à la part la moins chère. Personne ne peut payer pour une meilleure.',
  '{rated} of {cars} cars are rated ({share}); the model learnt from {learnt} of {offered}.':
    '{rated} voitures sur {cars} sont notées ({share}) ; le modèle a appris de {learnt} sur {offered}.',
  'No car of this market is rated.': 'Aucune voiture de ce marché n’est notée.',
  Rating: 'Note',
  'Where the price lies': 'Où se trouve le prix',
  '{from} to {to} lakh': '{from} à {to} lakh',
  '{from} lakh and more': '{from} lakh et plus',
  'Does the interval hold, dear and cheap?': 'L’intervalle tient-il, cher ou pas ?',
  'Does the interval hold, young and old?': 'L’intervalle tient-il, récente ou ancienne ?',
  'How it was measured': 'Comment elle a été mesurée',
  'Ten-fold cross-validation on the {cars} cars of {source}, prices of {year}: everything is fitted and calibrated inside the training folds, {n} near duplicate stays in the fold of its twin. Means over the seeds {seeds}; below them the lowest and highest.':
    'Validation croisée en dix parts sur les {cars} voitures de {source}, prix de {year} : tout est ajusté et calibré dans les parts d’apprentissage, {n} quasi-doublon reste dans la part de son jumeau. Moyennes sur les graines {seeds} ; au-dessous, la plus basse et la plus haute.',
  'Ten-fold cross-validation on the {cars} cars of {source}, prices of {year}: everything is fitted and calibrated inside the training folds, {n} near duplicates stay in the fold of their twin. Means over the seeds {seeds}; below them the lowest and highest.':
    'Validation croisée en dix parts sur les {cars} voitures de {source}, prix de {year} : tout est ajusté et calibré dans les parts d’apprentissage, {n} quasi-doublons restent dans la part de leur jumeau. Moyennes sur les graines {seeds} ; au-dessous, la plus basse et la plus haute.',
  'Errors in % of the asking price': 'Erreurs en % du prix demandé',
  'Errors in % of the asking price, measured on {date}':
    'Erreurs en % du prix demandé, mesurées le {date}',
  Method: 'Méthode',
  'Mean error (MAPE)': 'Erreur moyenne (MAPE)',
  'Median error': 'Erreur médiane',
  'This model': 'Ce modèle',
  'Median of the same trim and year': 'Médiane de la même finition et année',
  'what a careful reader could do': 'ce que ferait un lecteur attentif',
  'This model, trims never seen': 'Ce modèle, finitions jamais vues',
  'folds by trim, one seed': 'parts par finition, une graine',
  'On trims never seen the interval holds {share}: it is wider there. Training took {seconds} s for {columns} columns.':
    'Pour des finitions jamais vues, l’intervalle contient {share} : il y est plus large. L’apprentissage a pris {seconds} s pour {columns} colonnes.',
  'It holds {low} to {high} of the prices, {all} overall.':
    'Il contient de {low} à {high} des prix, {all} en tout.',
  'Share of prices inside the 90% interval: mean over the seeds (dot), lowest and highest (bar); the grey figure counts the cars.':
    'Part des prix dans l’intervalle à 90 % : moyenne sur les graines (point), la plus basse et la plus haute (barre) ; le chiffre gris compte les voitures.',
  'Share of prices inside the 90% interval': 'Part des prix dans l’intervalle à 90 %',
  'How it works': 'Comment elle fonctionne',
  'A ridge regression on the logarithm of the price. Each fact about a car adds to the logarithm or takes from it: in rupees that is a factor, which is why the explanation of an estimate adds up. What a fact is worth may depend on another one: age counts for more in some models than in others, distance and gearbox likewise, and an old diesel loses more in the states whose law shortens its life. The ridge keeps every such effect small unless many cars speak for it.':
    'Une régression ridge sur le logarithme du prix. Chaque fait sur une voiture ajoute au logarithme ou en retire : en roupies, c’est un facteur, et c’est pourquoi l’explication d’une estimation tombe juste. Ce que vaut un fait peut dépendre d’un autre : l’âge compte plus pour certains modèles que pour d’autres, le kilométrage et la boîte de même, et un vieux diesel perd davantage dans les États dont la loi abrège sa vie. La régularisation garde chaque effet petit, sauf si beaucoup de voitures parlent pour lui.',
  'The interval is conformal. Every car of the market is estimated by a model that has not seen its price; how far those estimates miss, compared with how far cars of that kind usually miss, sets the width that holds nine prices in ten. It is wider for old, dear and rare cars. No assumption about the shape of the errors is made.':
    'L’intervalle est conforme. Chaque voiture du marché est estimée par un modèle qui n’a pas vu son prix ; l’écart de ces estimations, comparé à l’écart habituel des voitures de ce genre, fixe la largeur qui contient neuf prix sur dix. Il est plus large pour les voitures anciennes, chères et rares. Aucune hypothèse n’est faite sur la forme des erreurs.',
  'It learns inside the import, from at most 50,000 cars drawn by a fixed seed, and is published and stored with the snapshot: the same file gives the same estimates on every database. A car is never rated by an estimate that has seen its own price.':
    'Il apprend pendant l’import, de 50 000 voitures au plus, tirées avec une graine fixe, et il est publié et conservé avec le relevé : le même fichier donne les mêmes estimations sur chaque base. Une voiture n’est jamais notée par une estimation qui a vu son propre prix.',
  'What goes in': 'Ce qui y entre',
  Used: 'Utilisé',
  'brand, base model, trim and its words, make year, distance, fuel, gearbox, owners, engine size, spare key, state of first registration':
    'marque, modèle de base, finition et ses mots, année, kilométrage, carburant, boîte, propriétaires, cylindrée, double de clé, État de première immatriculation',
  'Never used': 'Jamais utilisé',
  'the monthly cost, and whatever is computed from the price':
    'la mensualité, et tout ce qui est calculé d’après le prix',
  'The monthly cost is the price in disguise: it would look like knowledge.':
    'La mensualité est le prix déguisé : elle passerait pour du savoir.',
  'Not in the file': 'Absent du fichier',
  'condition, accidents, service history, colour, photos, where it stands':
    'état, accidents, entretien, couleur, photos, lieu de vente',
  Code: 'Code',
  'Measured by': 'Mesuré par',
  Licence: 'Licence',
  'Where it fails': 'Où elle échoue',
  'Its columns were chosen on the same file that it was measured on, with other seeds: the figures are a little too good.':
    'Ses colonnes ont été choisies sur le fichier même où elle est mesurée, avec d’autres graines : les chiffres sont un peu trop bons.',
  'There are few cars of 13 years and more; their intervals hold fewer than nine in ten.':
    'Il y a peu de voitures de 13 ans et plus ; leurs intervalles contiennent moins de neuf prix sur dix.',
  'Beyond the ages, distances and engines that the market has, a value is brought to the edge of what was seen, the interval is widened, and the answer says so.':
    'Au-delà des âges, des kilométrages et des moteurs du marché, une valeur est ramenée au bord de ce qui a été vu, l’intervalle est élargi, et la réponse le dit.',
  'It knows what sellers ask, not what buyers pay, and nothing about the condition of a car. A price far below its interval may have a reason that the file does not say.':
    'Elle sait ce que demandent les vendeurs, pas ce que paient les acheteurs, et rien de l’état d’une voiture. Un prix bien au-dessous de son intervalle peut avoir une raison que le fichier ne dit pas.',
  'Prices of another year are not corrected: each import learns its own market.':
    'Les prix d’une autre année ne sont pas corrigés : chaque import apprend son propre marché.',
  'Half of the estimates miss the asking price by less than {share}':
    'La moitié des estimations manquent le prix demandé de moins de {share}',
  Market: 'Marché',
  'It estimates what a car like this asks on this market, with prices of {year}. It never says what a car is worth.':
    'Elle estime ce qui est demandé pour une telle voiture sur ce marché, aux prix de {year}. Elle ne dit jamais ce que vaut une voiture.',
  'The file with the measured figures, docs/model-report.json, is not part of this installation. The figures of this market stand below.':
    'Le fichier des mesures, docs/model-report.json, ne fait pas partie de cette installation. Les chiffres de ce marché sont plus bas.',
  'of the variation explained (R²)': 'de la variation expliquée (R²)',
  'mean error (MAPE)': 'erreur moyenne (MAPE)',
  'median error': 'erreur médiane',
  'of prices inside the 90% interval': 'des prix dans l’intervalle à 90 %',
  'to either side: the median interval': 'de part et d’autre : l’intervalle médian',
  'mean error on trims never seen': 'erreur moyenne, finitions jamais vues',
  'cars it was measured on': 'voitures pour la mesure',
  'Median asking price (dot) and middle half (bar) by distance driven.':
    'Prix demandé médian (point) et moitié centrale (barre) selon le kilométrage.',
  'The last bar holds all above.': 'La dernière barre contient tout ce qui est au-dessus.',
  'Cars that were driven further are older too, so this is not what distance alone does.':
    'Les voitures qui ont plus roulé sont aussi plus anciennes : ce n’est pas l’effet du seul kilométrage.',
  'What distance does to the price': 'Ce que le kilométrage fait au prix',
  'Asking price by distance driven, {sign}': 'Prix demandé selon le kilométrage, en {sign}',
  'Brand by brand': 'Marque par marque',
  'Asking price by brand, {sign}': 'Prix demandé par marque, en {sign}',
  '{dearest} asks more than {cheapest}: {high} against {low}.':
    'Plus cher : {dearest}, {high} ; moins cher : {cheapest}, {low}.',
  'Of {n} brands {dearest} asks the most, {cheapest} the least: {high} against {low}.':
    'Sur {n} marques, la plus chère est {dearest}, la moins chère {cheapest} : {high} contre {low}.',
  'Asking price by base model, {sign}': 'Prix demandé par modèle de base, en {sign}',
  'The {dearest} asks more than the {cheapest}: {high} against {low}.':
    'Plus cher : {dearest}, {high} ; moins cher : {cheapest}, {low}.',
  'Median asking price (dot) and middle half (bar); the grey figure counts the cars.':
    'Prix demandé médian (point) et moitié centrale (barre) ; le chiffre gris compte les voitures.',
  '{n} with fewer cars is not drawn.': '{n} autre, avec moins de voitures, n’est pas dessiné.',
  '{n} with fewer cars are not drawn.': '{n} autres, avec moins de voitures, ne sont pas dessinés.',
  'The table holds the {n} with most cars.':
    'Le tableau donne les {n} qui ont le plus de voitures.',
  'State of first registration': 'État de première immatriculation',
  'Cars and median asking price by state of first registration, {sign}':
    'Voitures et prix demandé médian par État de première immatriculation, en {sign}',
  'City of the registration office': 'Ville du bureau d’immatriculation',
  'Cars and median asking price by city of the registration office, {sign}':
    'Voitures et prix demandé médian par ville du bureau d’immatriculation, en {sign}',
  'Cars by the office on their plate: where they were first registered, not where they are sold.':
    'Voitures selon le bureau de leur plaque : le lieu de la première immatriculation, pas celui de la vente.',
  'For each base model and make year with at least {n} first-owner cars and {n} of later owners: the median price of the later ones by that of the first. The bar is the median of those, weighed by their cars.':
    'Pour chaque modèle de base et année avec au moins {n} voitures de première main et {n} de mains suivantes : le prix médian des suivantes rapporté à celui des premières. La barre est la médiane de ces rapports, pondérée par leurs voitures.',
  'Trim and distance differ, too, so this is more than the owner alone.':
    'Finition et kilométrage diffèrent aussi : ce n’est pas l’effet du seul propriétaire.',
  'What another owner takes off': 'Ce qu’enlève un propriétaire de plus',
  'Price relative to first owners of the same base model and make year':
    'Prix rapporté à la première main, à modèle de base et année égaux',
  'Cars compared': 'Voitures comparées',
  'Models and years': 'Modèles et années',
  'Of the first owner’s price': 'Du prix de première main',
  'below {price}': 'moins de {price}',
  'from {price}': 'à partir de {price}',
  'Where good deals are, by price': 'Où sont les bonnes affaires, par prix',
  'Rated cars by price and deal': 'Voitures notées par prix et affaire',
  'Where good deals are, by brand': 'Où sont les bonnes affaires, par marque',
  'Rated cars by brand and deal': 'Voitures notées par marque et affaire',
  'Rated cars whose price lies in the lowest two fifths of their 90% interval or below it: dark is great, light is good.':
    'Voitures notées dont le prix est dans les deux cinquièmes les plus bas de leur intervalle à 90 %, ou au-dessous : foncé, très bonne affaire ; clair, bonne affaire.',
  '{n} with fewer than {enough} rated cars is left out.':
    '{n} groupe de moins de {enough} voitures notées est laissé de côté.',
  '{n} with fewer than {enough} rated cars are left out.':
    '{n} groupes de moins de {enough} voitures notées sont laissés de côté.',
  'Median place in the interval': 'Place médiane dans l’intervalle',
  '{share} of {n}': '{share} de {n}',
}
