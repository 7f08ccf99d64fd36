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
