import { IntlMessageFormat } from 'intl-messageformat'
import type { Language } from './language.ts'
import french from './locales/fr.json' with { type: 'json' }
import { numbersLocale, reader } from './reader.ts'
import { typeset } from './typeset.ts'

/** What stands in the holes of a sentence. A message in it is said in the same language. */
export type Values = Readonly<Record<string, string | number | Message>>

/** Something to say, as a value: kept, sent and stored, and put into words only for somebody who reads it. */
export type Message = Readonly<{ sentence: string; values?: Values }>

/**
 * A message for later: an error, the reason of a rejected row. `sentence` is English in ICU MessageFormat and has to be a
 * literal, so that the test that looks for untranslated ones can see it.
 */
export const message = (sentence: string, values?: Values): Message => ({
  sentence,
  ...(values && { values }),
})

/** Marks a sentence that waits in a table until somebody reads it: `t(LABELS.brand)`. */
export const sentence = (text: string): string => text

/**
 * A sentence in the reader's language: `t('{n, plural, one {# car} other {# cars}}', { n: 2804 })`. The English sentence
 * is its own key, so that a view can be read. Numbers that `#` and `{x, number}` stand for are written as in the market.
 */
export const t = (sentence: string, values?: Values): string =>
  write(sentence, values, { language: reader().language, locale: numbersLocale() })

/** A message in the reader's language. */
export const say = ({ sentence, values }: Message): string => t(sentence, values)

/**
 * What was stored as English text with its message. Without one (older records), or with a sentence that this version does
 * not have, it is the text.
 */
export const sayStored = (stored: Message | undefined, text: string): string =>
  stored && DICTIONARIES.fr.has(stored.sentence) ? say(stored) : text

/** A message for programs and logs. */
export const inEnglish = ({ sentence, values }: Message): string => write(sentence, values, ENGLISH)

/** Messages come back from stores and workers as plain data. */
export function isMessage(value: unknown): value is Message {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof Reflect.get(value, 'sentence') === 'string'
  )
}

/** An error whose words are a message; `message` says it in English. */
export class MessageError extends Error {
  constructor(
    readonly words: Message,
    options?: ErrorOptions,
  ) {
    super(inEnglish(words), options)
  }
}

/** A sentence without a translation stays English (a test finds it). */
const DICTIONARIES: Record<Language, ReadonlyMap<string, string>> = {
  en: new Map(),
  fr: typeset(new Map(Object.entries(french))),
}

type Written = { language: Language; locale: string }
const ENGLISH: Written = { language: 'en', locale: 'en' }

/** Parsing a sentence is slow, so each is kept, by the locale whose numbers it writes. */
const compiled = new Map<string, Map<string, IntlMessageFormat>>()

/** What says the same every time, by locale. */
const constant = new Map<string, Map<string, string>>()

function write(sentence: string, values: Values | undefined, as: Written): string {
  if (values === undefined) {
    const texts = constant.get(as.locale) ?? new Map<string, string>()
    constant.set(as.locale, texts)
    const known = texts.get(sentence) ?? String(formatOf(sentence, as).format())
    texts.set(sentence, known)
    return known
  }
  return String(formatOf(sentence, as).format(wordsOf(values, as)))
}

function formatOf(sentence: string, { language, locale }: Written): IntlMessageFormat {
  const formats = compiled.get(locale) ?? new Map<string, IntlMessageFormat>()
  compiled.set(locale, formats)
  const known = formats.get(sentence)
  if (known) return known
  const words = DICTIONARIES[language].get(sentence) ?? sentence
  const made = new IntlMessageFormat(words, locale, undefined, { ignoreTag: true })
  formats.set(sentence, made)
  return made
}

function wordsOf(values: Values, as: Written): Record<string, string | number> {
  const words: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(values)) {
    words[name] = typeof value === 'object' ? write(value.sentence, value.values, as) : value
  }
  return words
}
