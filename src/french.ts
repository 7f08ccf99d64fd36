import { french as about } from './about/fr.ts'
import { french as calculators } from './calculators/fr.ts'
import { french as cars } from './cars/fr.ts'
import { french as compare } from './compare/fr.ts'
import { french as estimates } from './estimates/fr.ts'
import { french as feeds } from './feeds/fr.ts'
import { french as imports } from './imports/fr.ts'
import { french as login } from './login/fr.ts'
import { french as market } from './market/fr.ts'
import { french as marketPages } from './market/market-fr.ts'
import { french as interfaceWords } from './platform/ui/fr.ts'
import { type Dictionary, setDictionary } from './platform/ui/language.ts'
import { french as reports } from './reports/fr.ts'
import { french as statistics } from './statistics/fr.ts'

/** What belongs to no feature: errors, and the page of the API. */
const pages: Dictionary = {
  'The API, to read and to try': 'L’API, à lire et à essayer',
  'The same query as the pages, the same names everywhere, and one shape for every error.':
    'La même requête que les pages, les mêmes noms partout, et une seule forme d’erreur.',
  Routes: 'Routes',
  'The interactive page needs JavaScript; the document itself is here:':
    'La page interactive a besoin de JavaScript ; le document lui-même est ici :',
  'Overview of the market': 'Vue d’ensemble du marché',
  'API documentation': 'Documentation de l’API',
  'Bad request': 'Demande mal formée',
  'Not signed in': 'Non connecté',
  'Not allowed': 'Non autorisé',
  'Not found': 'Introuvable',
  'Method not allowed': 'Méthode non admise',
  Conflict: 'Conflit',
  'Too large': 'Trop volumineux',
  'Unsupported media type': 'Type de contenu non pris en charge',
  'Not acceptable as it is': 'Inacceptable en l’état',
  'Too many requests': 'Trop de demandes',
  'Something broke': 'Quelque chose s’est cassé',
  'Not ready yet': 'Pas encore prêt',
  'This is our fault. It is in the log as {instance}.':
    'C’est notre faute. C’est noté dans le journal sous {instance}.',
  'There is nothing at {address}.': 'Il n’y a rien à l’adresse {address}.',
  'There is no {method} at {address}: it takes {allow}.':
    'Il n’y a pas de {method} à l’adresse {address} : elle accepte {allow}.',
  'There is no car {id} on the market.': 'Il n’y a pas de voiture {id} sur le marché.',
  '{car} was on the market until snapshot {snapshot} and is listed no more.':
    '{car} était sur le marché jusqu’au relevé {snapshot} et n’y est plus.',
  'There is no import {id}.': 'Il n’y a pas d’import {id}.',
  'Import {id} is {status}; only a running one can be cancelled.':
    'L’import {id} n’est plus en cours ({status}) ; seul un import en cours peut être annulé.',
  'There are no words in {language}.': 'Il n’y a pas de textes en {language}.',
  'Another site may not send this form.': 'Un autre site n’a pas le droit d’envoyer ce formulaire.',
  'Send the admin token as Authorization: Bearer ….':
    'Envoyez le jeton d’administration ainsi : Authorization: Bearer ….',
  'Changes need ADMIN_TOKEN, or a browser on the machine that runs Forecourt.':
    'Pour modifier, il faut ADMIN_TOKEN, ou un navigateur sur la machine qui fait tourner Forecourt.',
}

/** Each feature brings its own words; the same sentence is said the same way everywhere (a test checks). */
export const DICTIONARIES: Record<string, Dictionary> = {
  interfaceWords,
  about,
  calculators,
  cars,
  compare,
  estimates,
  imports,
  login,
  market,
  marketPages,
  statistics,
  feeds,
  reports,
  pages,
}

export function speakFrench(): void {
  setDictionary('fr', typeset(Object.assign({}, ...Object.values(DICTIONARIES))))
}
speakFrench()

/** The spaces that must not break, and the apostrophe of print: dictionaries are typed as on any keyboard. */
function typeset(words: Dictionary): Dictionary {
  const fixed = '\u00a0'
  const set = (text: string) =>
    text
      .replace(/ (?=[:;?!%»])/g, fixed)
      .replace(/« /g, `«${fixed}`)
      .replace(/([}\d]) (?=(?:km|ms|cm³|lakh|crore|₹)(?!\p{L}))/gu, `$1${fixed}`)
      .replace(/(lakh|crore) (?=\{sign\})/g, `$1${fixed}`)
      .replace(/(?<=\p{L})'(?=\p{L})/gu, '’')
  return Object.fromEntries(Object.entries(words).map(([english, text]) => [english, set(text)]))
}
