import { AsyncLocalStorage } from 'node:async_hooks'

/** The interface is written in English; other languages are dictionaries of its sentences. */
export const LANGUAGES = { en: 'English', fr: 'Français' } as const
export type Language = keyof typeof LANGUAGES
export type Dictionary = Readonly<Record<string, string>>

const reading = new AsyncLocalStorage<Language>()
const dictionaries: Partial<Record<Language, Dictionary>> = {}

/** The language of the reader for whom a page is being made. */
export const language = (): Language => reading.getStore() ?? 'en'

/** Everything that `work` writes is in this language. */
export function inLanguage<T>(chosen: Language, work: () => T): T {
  return reading.run(chosen, work)
}

/** Gives a language its words; a sentence without a translation stays English (a test finds it). */
export function setDictionary(of: Language, words: Dictionary): void {
  dictionaries[of] = words
}

/**
 * A sentence in the reader's language: `t('{cars} cars match', { cars: '160' })`. The English sentence is its own key,
 * so that a view can be read; it has to be a literal, so that the test that looks for untranslated ones can see it.
 */
export function t(
  sentence: string,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const written = dictionaries[language()]?.[sentence] ?? sentence
  return written.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole))
}

/** Marks a sentence that waits in a table until somebody reads it: `t(LABELS.brand)`. */
export const sentence = (text: string): string => text

/**
 * A sentence that was put into English elsewhere (the reason kept with a rejected row, the problem that the API names),
 * in the reader's language: the first of `sentences` that it was made from says it again. Its values may be such
 * sentences, too.
 */
export function retell(text: string, sentences: readonly string[]): string {
  if (language() === 'en') return text
  for (const each of sentences) {
    const found = patternOf(each).exec(text)
    if (!found) continue
    const values = Object.entries(found.groups ?? {})
    return t(
      each,
      Object.fromEntries(values.map(([name, value]) => [name, retell(value, sentences)])),
    )
  }
  return text
}

const patterns = new Map<string, RegExp>()

function patternOf(text: string): RegExp {
  const known = patterns.get(text)
  if (known) return known
  const literal = text.replace(/[.*+?^$()|[\]\\]/g, '\\$&')
  const made = new RegExp(`^${literal.replace(/\{(\w+)\}/g, '(?<$1>.+?)')}$`, 's')
  patterns.set(text, made)
  return made
}

/** Of `Accept-Language` and the reader's own choice (a cookie) the language to answer in. */
export function chooseLanguage(accepted: string | null, cookies: string | null): Language {
  const chosen = cookies?.match(/(?:^|;\s*)language=(\w+)/)?.[1]
  if (chosen !== undefined && isLanguage(chosen)) return chosen
  const wishes = (accepted ?? '')
    .split(',')
    .map((each) => {
      const [tag = '', quality] = each.trim().split(/\s*;\s*q=/)
      return {
        code: tag.slice(0, 2).toLowerCase(),
        quality: quality === undefined ? 1 : Number(quality),
      }
    })
    .filter(({ code, quality }) => isLanguage(code) && quality > 0)
    .sort((a, b) => b.quality - a.quality)
  return (wishes[0]?.code as Language | undefined) ?? 'en'
}

export function isLanguage(code: string): code is Language {
  return Object.hasOwn(LANGUAGES, code)
}
