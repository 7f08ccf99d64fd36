import type { Dictionary } from '../platform/ui/language.ts'

const rules: Dictionary = {
  'The date of registration cannot be read or does not exist':
    'La date d’immatriculation est illisible ou n’existe pas',
  'A blank engine size is filled in where all cars of the same base model, trim and fuel agree':
    'Une cylindrée vide est remplie si toutes les voitures de mêmes modèle de base, finition et carburant s’accordent',
  'The engine size is not that of a car, or cannot be read':
    'La cylindrée n’est pas celle d’une voiture, ou est illisible',
  'The engine size is not stated, and no twin tells it':
    'La cylindrée n’est pas précisée, et aucune voiture jumelle ne la donne',
  'An electric car has no engine size': 'Une voiture électrique n’a pas de cylindrée',
  'The row repeats another one in every column': 'La ligne en répète une autre en toutes colonnes',
  'The model names another fuel than the listing':
    'Le modèle nomme un autre carburant que l’annonce',
  'The fuel is blank or an unknown word': 'Le carburant est vide ou d’un nom inconnu',
  'The model names another gearbox than the listing':
    'Le modèle nomme une autre boîte que l’annonce',
  'The gearbox is blank or an unknown word': 'La boîte est vide ou d’un nom inconnu',
  'Brand, model or year of make is blank; all three in a row of totals':
    'La marque, le modèle ou l’année de fabrication est vide ; les trois dans une ligne de totaux',
  'The distance driven is more, or far less, than a car of its age can have':
    'Le kilométrage dépasse, ou est loin d’atteindre, ce que peut avoir une voiture de cet âge',
  'The distance driven is blank, negative or cannot be read':
    'Le kilométrage est vide, négatif ou illisible',
  'The term of the loan is not the one that the age and fuel of the car give':
    'La durée du prêt n’est pas celle que donnent l’âge et le carburant de la voiture',
  'No rate and term of the lender reproduce the monthly cost':
    'Aucun taux ni aucune durée du prêteur ne redonnent la mensualité',
  'The plate says Andhra Pradesh; its office is in Telangana today':
    'La plaque dit Andhra Pradesh ; son bureau est aujourd’hui au Telangana',
  'The registration office is in no list: only the state is shown':
    'Le bureau d’immatriculation n’est dans aucune liste : seul l’État est montré',
  'Lists disagree about the registration office: only the state is shown':
    'Les listes se contredisent sur le bureau d’immatriculation : seul l’État est montré',
  'The number of owners is blank or cannot be read':
    'Le nombre de propriétaires est vide ou illisible',
  'The price is not that of a car': 'Le prix n’est pas celui d’une voiture',
  'The price is blank or cannot be read': 'Le prix est vide ou illisible',
  'The car was registered before its year of make':
    'La voiture a été immatriculée avant son année de fabrication',
  'The registration prefix is malformed or names no state':
    'Le début de plaque est mal formé ou ne désigne aucun État',
  'The row has another number of fields than the header, or its quotation marks do not match':
    'La ligne n’a pas autant de champs que l’en-tête, ou ses guillemets ne vont pas par deux',
  'The same car is listed at another price': 'La même voiture est proposée à un autre prix',
  'The year of make is not between 1980 and next year, or cannot be read':
    'L’année de fabrication n’est pas entre 1980 et l’an prochain, ou est illisible',
}

export const french: Dictionary = {
  ...rules,
  'Import {id}, {status}': 'Import {id}, {status}',
  'Import {id} of {source}: {status}': 'Import {id} de {source} : {status}',
  'Data quality': 'Qualité des données',
  '{read} rows read, {published} published, {rejected} rejected, {duplicates}':
    '{read} lignes lues, {published} publiées, {rejected} au rebut, {duplicates}',
  '{read} rows read = {published} published + {rejected} rejected + {duplicates}.':
    '{read} lignes lues = {published} publiées + {rejected} au rebut + {duplicates}.',
  '{n} duplicate': '{n} doublon',
  '{n} duplicates': '{n} doublons',
  'Every run of the pipeline, what it read and what it refused':
    'Chaque import, ce qu’il a lu et ce qu’il a refusé',
  'Import {id}': 'Import {id}',
  'What the rules have found so far': 'Ce que les règles ont trouvé jusqu’ici',
  'What each rule found': 'Ce que chaque règle a trouvé',
  'In the first {n} row': 'Dans la première ligne ({n})',
  'In the first {n} rows': 'Dans les {n} premières lignes',
  'In {n} row': 'Dans {n} ligne',
  'In {n} rows': 'Dans {n} lignes',
  'Look again': 'Regarder de nouveau',
  'Cancel the import': 'Annuler l’import',
  'This page refreshes its figures by itself where scripts run.':
    'Cette page rafraîchit ses chiffres toute seule si les scripts sont actifs.',
  'Cancelling publishes nothing; the next import starts from the first row.':
    'L’annulation ne publie rien ; l’import suivant repart de la première ligne.',
  'See the cars': 'Voir les voitures',
  'All imports': 'Tous les imports',
  'row read': 'ligne lue',
  'rows read': 'lignes lues',
  'published row': 'ligne publiée',
  'published rows': 'lignes publiées',
  'rejected row': 'ligne rejetée',
  'rejected rows': 'lignes rejetées',
  duplicate: 'doublon',
  duplicates: 'doublons',
  'Against the snapshot before: {added} new, {gone} gone, {price} at another price.':
    'Depuis le relevé précédent, nouvelles : {added} ; disparues : {gone} ; à un autre prix : {price}.',
  'Download the {n} row that was not published as CSV':
    'Télécharger en CSV la ligne non publiée ({n})',
  'Download the {n} rows that were not published as CSV':
    'Télécharger en CSV les {n} lignes non publiées',
  Source: 'Source',
  Files: 'Fichiers',
  '{n} byte': '{n} octet',
  '{n} bytes': '{n} octets',
  Size: 'Taille',
  'Read as': 'Lu comme',
  '{n} column': '{n} colonne',
  '{n} columns': '{n} colonnes',
  Started: 'Début',
  Took: 'Durée',
  'Rule pack': 'Jeu de règles',
  'Readers see': 'Ce que l’on voit',
  'the last snapshot, whole': 'le dernier relevé, entier',
  'nothing yet': 'rien encore',
  'The source': 'La source',
  'Ages counted to': 'Âges comptés au',
  'known when all rows are read': 'connu quand toutes les lignes seront lues',
  '31 December of the latest make year': '31 décembre de l’année de fabrication la plus récente',
  comma: 'virgule',
  semicolon: 'point-virgule',
  tab: 'tabulation',
  'Nothing was imported yet': 'Rien n’a encore été importé',
  '{n} import': '{n} import',
  '{n} imports': '{n} imports',
  'An import reads a file of listings, checks every row and publishes a snapshot, whole or not at all.':
    'Un import lit un fichier d’annonces, vérifie chaque ligne et publie un relevé, entier ou pas du tout.',
  Newer: 'Plus récents',
  Older: 'Plus anciens',
  Newest: 'Les plus récents',
  Oldest: 'Les plus anciens',
  'Import a file': 'Importer un fichier',
  'File, folder pattern or address, as the server sees it':
    'Fichier, motif de dossier ou adresse, vu du serveur',
  'Start the import': 'Lancer l’import',
  'The same file again changes nothing. A file that is no list of cars is refused before anything changes.':
    'Le même fichier une seconde fois ne change rien. Un fichier qui n’est pas une liste de voitures est refusé avant tout changement.',
  'How to begin': 'Pour commencer',
  'Type this in the folder of the project, with the path of your file:':
    'Tapez ceci dans le dossier du projet, avec le chemin de votre fichier :',
  'This page lists the import as soon as it runs.': 'L’import apparaît ici dès qu’il démarre.',
  'Newest first': 'Du plus récent au plus ancien',
  'Imports, newest first': 'Imports, du plus récent au plus ancien',
  'Rows read = published + rejected + duplicates': 'Lignes lues = publiées + rejetées + doublons',
  Import: 'Import',
  'Rows read': 'Lignes lues',
  'Rows published': 'Lignes publiées',
  'Rows rejected': 'Lignes rejetées',
  Duplicates: 'Doublons',
  Survey: 'Repérage',
  'not started': 'pas commencé',
  'the whole file, once, to learn its size':
    'tout le fichier, une fois, pour en connaître la taille',
  Estimate: 'Estimation',
  'all prices, from all cars': 'tous les prix, d’après toutes les voitures',
  'Read, clean, check, enrich': 'Lecture, nettoyage, contrôle, enrichissement',
  'waits for the survey': 'attend le repérage',
  'row by row': 'ligne par ligne',
  'waits for the last row': 'attend la dernière ligne',
  Publish: 'Publication',
  'all rows at once': 'toutes les lignes d’un coup',
  Reading: 'Lecture en cours',
  'About {share} read': 'Environ {share} lus',
  '{n} of {all} bytes': '{n} octets sur {all}',
  'rows read of {all}': 'lignes lues sur {all}',
  'accepted so far': 'acceptées jusqu’ici',
  'rejected so far': 'rejetées jusqu’ici',
  'duplicates so far': 'doublons jusqu’ici',
  '{said}, {n} row rejected.': '{said}, {n} ligne rejetée.',
  '{said}, {n} rows rejected.': '{said}, {n} lignes rejetées.',
  done: 'terminé',
  '{n} rows in, and every one accounted for': '{n} lignes lues, toutes comptées',
  '{n} rows in, and not all are accounted for': '{n} lignes lues, et le compte n’y est pas',
  'Import {id} of {source}, published as snapshot {snapshot} on {date}.':
    'Import {id} de {source}, publié comme relevé {snapshot} le {date}.',
  'Import {id} of {source}, published as snapshot {snapshot}.':
    'Import {id} de {source}, publié comme relevé {snapshot}.',
  'Nothing is thrown away: what failed is listed below with its line and its reason.':
    'Rien n’est jeté : ce qui n’a pas passé figure plus bas, avec sa ligne et sa raison.',
  Rows: 'Lignes',
  'one car each,': 'une voiture chacune,',
  'all of them here': 'toutes ici',
  'no row failed': 'aucune ligne en défaut',
  'no row came twice': 'aucune ligne en double',
  'kept,': 'conservée,',
  'all kept,': 'toutes conservées,',
  'line {line}': 'ligne {line}',
  'listed below': 'plus bas',
  'Of {n} published car {repaired} were repaired and {flagged} flagged; a car can be both.':
    'Sur {n} voiture publiée, réparées : {repaired}, signalées : {flagged} ; une voiture peut être les deux.',
  'Of {n} published cars {repaired} were repaired and {flagged} flagged; a car can be both.':
    'Sur {n} voitures publiées, réparées : {repaired}, signalées : {flagged} ; une voiture peut être les deux.',
  '{n} published as listed': 'publiées telles quelles : {n}',
  '{n} repaired': 'réparées : {n}',
  '{n} flagged': 'signalées : {n}',
  '{n} flagged, {both} of them repaired too': 'signalées : {n}, dont {both} aussi réparées',
  'Of {n} published car: {parts}': 'Sur {n} voiture publiée : {parts}',
  'Of {n} published cars: {parts}': 'Sur {n} voitures publiées : {parts}',
  'A car can meet several rules. A flag never changes a value; a repair is marked on the car.':
    'Plusieurs règles peuvent s’appliquer à une voiture. Un signalement ne change jamais une valeur ; une réparation est indiquée sur la voiture.',
  'No row met a rule: the file is clean, as far as these rules can see.':
    'Aucune règle ne s’est appliquée : le fichier est propre, autant que ces règles puissent le voir.',
  'One rule that found nothing': 'Une règle qui n’a rien trouvé',
  '{n} rules that found nothing': '{n} règles qui n’ont rien trouvé',
  'Checked on every row, and met by none': 'Vérifiées sur chaque ligne, sans en trouver une',
  Rule: 'Règle',
  Id: 'Identifiant',
  'No checksum in the file': 'Pas de somme de contrôle dans le fichier',
  'The checksum agrees': 'La somme de contrôle est exacte',
  'The checksum does not agree': 'La somme de contrôle est inexacte',
  'File, SHA-256': 'Fichier, SHA-256',
  "Total in the file's totals row": 'Total inscrit dans le fichier',
  'Sum of its listings': 'Somme de ses annonces',
  'A totals row read as a car would double the market. It is rejected, and used as proof that no price was lost on the way.':
    'Une ligne de totaux lue comme une voiture doublerait le marché. Elle est rejetée, et sert à prouver qu’aucun prix ne s’est perdu en route.',
  'A price was lost, added or changed before the file reached us. Ask whoever made it for the rows behind the total.':
    'Un prix a été perdu, ajouté ou modifié avant que le fichier nous parvienne. Demandez à qui l’a fait les lignes derrière ce total.',
  'Files with a row of totals are checked against it. This one has none, so nothing proves that it is whole.':
    'Un fichier doté d’une ligne de totaux est vérifié grâce à elle. Celui-ci n’en a pas : rien ne prouve qu’il est entier.',
  'The same file again changes nothing, and the import says so.':
    'Le même fichier une seconde fois ne change rien, et l’import le dit.',
  'No row was rejected or dropped': 'Aucune ligne rejetée ni retirée',
  'Every row of the file is a car in the market.':
    'Chaque ligne du fichier est une voiture du marché.',
  'Rejected and dropped rows': 'Lignes rejetées et retirées',
  'Download as CSV': 'Télécharger en CSV',
  '{shown} of {n} row, as they stand in the file. Repair them in the CSV and import it again.':
    '{shown} sur {n} ligne, telles qu’elles sont dans le fichier. Réparez-les dans le CSV et importez-le de nouveau.',
  '{shown} of {n} rows, as they stand in the file. Repair them in the CSV and import it again.':
    '{shown} sur {n} lignes, telles qu’elles sont dans le fichier. Réparez-les dans le CSV et importez-le de nouveau.',
  Line: 'Ligne',
  Reason: 'Raison',
  Action: 'Action',
  'Raw text': 'Texte brut',
  'Blank values in the {n} listing as read.':
    'Valeurs vides dans {n} annonce telle qu’elle a été lue.',
  'Blank values in the {n} listings as read.':
    'Valeurs vides dans les {n} annonces telles qu’elles ont été lues.',
  'The other {n} column has none.': 'L’autre colonne n’en a aucune ({n}).',
  'The other {n} columns have none.': 'Les {n} autres colonnes n’en ont aucune.',
  'Where the file is silent': 'Là où le fichier se tait',
  'No listing leaves a column blank.': 'Aucune annonce ne laisse de colonne vide.',
  'Blank values by column': 'Valeurs vides par colonne',
  Column: 'Colonne',
  Blank: 'Vides',
  Share: 'Part',
  'Share as a bar': 'Part, en barre',
  'Of {blank} {electric}, {repaired} were repaired, {missing} stay blank: three different things, never one.':
    'Sur {blank}, {electric} ; réparées : {repaired} ; restées vides : {missing}. Trois choses différentes, jamais confondues.',
  '{n} blank engine size': '{n} cylindrée vide',
  '{n} blank engine sizes': '{n} cylindrées vides',
  '{n} belongs to an electric car': '{n} vient d’une voiture électrique',
  '{n} belong to electric cars': '{n} viennent de voitures électriques',
  'Every rule, in words': 'Toutes les règles, en clair',
  '{n} rule: what it says, what it does, and how many rows of this file met it.':
    '{n} règle : ce qu’elle dit, ce qu’elle fait, et combien de lignes de ce fichier elle a trouvées.',
  '{n} rules: what they say, what they do, and how many rows of this file met them.':
    '{n} règles : ce qu’elles disent, ce qu’elles font, et combien de lignes de ce fichier elles ont trouvées.',
  'What it says': 'Ce qu’elle dit',
  off: 'inactive',
  'Its page says what it found.': 'Sa page dit ce qu’il a trouvé.',
  'The market is not open yet': 'Le marché n’est pas encore ouvert',
  'Its first import has not begun. This page opens the market as soon as there is one.':
    'Son premier import n’a pas commencé. Cette page ouvrira le marché dès qu’il y en aura un.',
  'This page refreshes by itself where scripts run.':
    'Cette page se rafraîchit toute seule si les scripts sont actifs.',
  Waiting: 'En attente',
  Running: 'En cours',
  Held: 'Retenu',
  Published: 'Publié',
  Unchanged: 'Inchangé',
  Failed: 'Échoué',
  Cancelled: 'Annulé',
  Interrupted: 'Interrompu',
  'Rolled back': 'Retiré',
  Reject: 'Rejet',
  Drop: 'Retrait',
  Repair: 'Réparation',
  Flag: 'Signalement',
  India: 'Inde',
  none: 'aucun',
  'standard input': 'entrée standard',
  'the bundled sample': 'l’échantillon fourni',
  'Brand, model and year are blank beside a price of {price}: a row of totals':
    'Marque, modèle et année vides à côté d’un prix de {price} : une ligne de totaux',
  'Blank: {columns}': 'Vide : {columns}',
  'Price is blank': 'Prix vide',
  'Price "{price}" cannot be read': 'Prix « {price} » illisible',
  'Price {price} is outside {least} to {most}': 'Le prix {price} n’est pas entre {least} et {most}',
  'Distance {km} km is negative': 'Le kilométrage {km} km est négatif',
  'Distance is blank': 'Kilométrage vide',
  'Distance "{km}" cannot be read': 'Kilométrage « {km} » illisible',
  'Year "{year}" cannot be read': 'Année « {year} » illisible',
  'Year {year} is outside {least} to {most}': 'L’année {year} n’est pas entre {least} et {most}',
  'The row cannot be read: a quotation mark opens and never closes':
    'Ligne illisible : un guillemet s’ouvre et ne se ferme jamais',
  'The row cannot be read: quotation marks stand inside a field':
    'Ligne illisible : des guillemets se trouvent dans un champ',
  'The row cannot be read: it is longer than 64 kB, of which the first are kept':
    'Ligne illisible : elle dépasse 64 ko, dont les premiers sont gardés',
  'The row cannot be read: a cell is longer than 4 kB':
    'Ligne illisible : une cellule dépasse 4 ko',
  '{fields} fields where the header has {columns}':
    '{fields} champs, alors que l’en-tête en a {columns}',
  'Same as line {line} of {file} in every column':
    'Identique en toutes colonnes à la ligne {line} de {file}',
  'Same as line {line} in every column': 'Identique en toutes colonnes à la ligne {line}',
  'None of the {n} rows of {source} passes the rules (line {line}: {reason}): nothing was published':
    'Aucune des {n} lignes de {source} ne passe les règles (ligne {line} : {reason}) : rien n’a été publié',
  'None of the {n} rows of {source} passes the rules: nothing was published':
    'Aucune des {n} lignes de {source} ne passe les règles : rien n’a été publié',
  '{source} changed while it was read: import it again':
    '{source} a changé pendant la lecture : importez-le de nouveau',
  'The import was killed before it could publish':
    'L’import a été interrompu avant de pouvoir publier',
  'The import stopped: {reason}': 'L’import s’est arrêté : {reason}',
  '{file} cannot be read to its end: {reason}':
    '{file} ne peut pas être lu jusqu’au bout : {reason}',
  '{file} is not a car list: it is empty': '{file} n’est pas une liste de voitures : il est vide',
  '{file} is not a car list: it is not a text file':
    '{file} n’est pas une liste de voitures : ce n’est pas un fichier texte',
  '{source}: only paths, patterns and - (standard input) can be imported; download it first':
    '{source} : on n’importe que des chemins, des motifs et - (l’entrée standard) ; téléchargez-le d’abord',
  '{path} does not exist: check the path, or set DATA_SOURCE':
    '{path} n’existe pas : vérifiez le chemin, ou définissez DATA_SOURCE',
  '{path} does not exist: nothing can match {pattern}':
    '{path} n’existe pas : rien ne peut correspondre à {pattern}',
  "{path} is a folder: name a file in it, or a pattern such as '{pattern}'":
    '{path} est un dossier : nommez un fichier qu’il contient, ou un motif comme « {pattern} »',
  '{path} is not a file: pipe it into - instead':
    '{path} n’est pas un fichier : envoyez-le plutôt vers -',
  'No file matches {pattern}: check the pattern':
    'Aucun fichier ne correspond à {pattern} : vérifiez le motif',
  '{file} is not a car list: missing column {column}':
    '{file} n’est pas une liste de voitures : il manque la colonne {column}',
  '{file} is not a car list: missing columns {columns}':
    '{file} n’est pas une liste de voitures : il manque les colonnes {columns}',
  '{file}: the column {column} stands in the header twice; remove one':
    '{file} : la colonne {column} figure deux fois dans l’en-tête ; retirez-en une',
  'Import {id} is running; wait for it or cancel it.':
    'L’import {id} est en cours ; attendez-le ou annulez-le.',
  'Another import is about to run; wait for it or cancel it.':
    'Un autre import va commencer ; attendez-le ou annulez-le.',
  '{source} lies outside of the folders that may be imported from':
    '{source} se trouve hors des dossiers depuis lesquels on peut importer',
  'Standard input belongs to whoever started the server':
    'L’entrée standard appartient à qui a lancé le serveur',
  '{pattern} matches more than {n} files: narrow the pattern':
    '{pattern} correspond à plus de {n} fichiers : précisez le motif',
  'The import waits for its turn': 'L’import attend son tour',
  'Looking over the file: {read}': 'Repérage du fichier : {read}',
  'Looking over the file': 'Repérage du fichier',
  'Reading the file: {read}': 'Lecture du fichier : {read}',
  'Reading the file': 'Lecture du fichier',
  'Estimating the prices': 'Estimation des prix',
  'Publishing the cars': 'Publication des voitures',
  '{n} car published': '{n} voiture publiée',
  '{n} cars published': '{n} voitures publiées',
  'The same file: nothing changed': 'Le même fichier : rien n’a changé',
  'Held back, not published': 'Retenu, non publié',
  'The import failed': 'L’import a échoué',
  'The import was cancelled': 'L’import a été annulé',
  'The import was interrupted': 'L’import a été interrompu',
  'Published, then taken back': 'Publié, puis retiré',
  'Readers go on seeing the last snapshot, whole.':
    'On continue de voir le dernier relevé, entier.',
  'There is no snapshot yet: the market opens with the first import that is published.':
    'Il n’y a pas encore de relevé : le marché ouvre avec le premier import publié.',
  'Another import is at work. {readers}': 'Un autre import est à l’œuvre. {readers}',
  'Readers go on seeing the last snapshot until this one is whole.':
    'On continue de voir le dernier relevé jusqu’à ce que celui-ci soit entier.',
  'Pages open when it is published; until then readers see this progress instead of half a market.':
    'Les pages ouvrent quand il est publié ; d’ici là, on voit cette progression plutôt que la moitié d’un marché.',
  'They are snapshot {snapshot}, since {date}. {account}':
    'Elles forment le relevé {snapshot}, depuis le {date}. {account}',
  'They are snapshot {snapshot}. {account}': 'Elles forment le relevé {snapshot}. {account}',
  'What it holds is snapshot {snapshot} already, so that stays. Change the file or the settings to publish another.':
    'Son contenu est déjà le relevé {snapshot}, qui reste en place. Changez le fichier ou les réglages pour en publier un autre.',
  'It differs too much from the last snapshot to be published unseen. {readers}':
    'Il diffère trop du dernier relevé pour être publié sans contrôle. {readers}',
  '{readers} Put right what stands below, then import again.':
    '{readers} Corrigez ce qui est indiqué plus bas, puis importez de nouveau.',
  'Nothing of it was published. {readers} The next import starts from the first row.':
    'Rien n’en a été publié. {readers} L’import suivant repart de la première ligne.',
  'Its process ended before it was published; nothing of it is visible. {readers} Import again: the next run does the whole work.':
    'Son processus s’est terminé avant la publication ; rien n’en est visible. {readers} Importez de nouveau : tout sera refait.',
  'A later decision went back to an earlier snapshot. What it found is kept here.':
    'Une décision ultérieure a rétabli un relevé antérieur. Ce qu’il a trouvé est conservé ici.',
  'The market opens when its first import is published':
    'Le marché ouvre dès la publication de son premier import',
  '{first} to {last} of {all}': '{first} à {last} sur {all}',
  'Earlier rows': 'Lignes précédentes',
  'Later rows': 'Lignes suivantes',
  'First rows': 'Premières lignes',
  'Last rows': 'Dernières lignes',
  'What each rule found, import by import': 'Ce que chaque règle a trouvé, import par import',
  'Rows that met a rule; – where the rule was off or did not exist yet.':
    'Lignes qui répondent à une règle ; – là où la règle était inactive ou n’existait pas encore.',
  'Import {id}, {date}': 'Import {id}, {date}',
}
