import { remembered } from '../remembered.ts'

/** The interface is written in English; other languages translate its sentences (`locales/`). */
export const LANGUAGES = { en: 'English', fr: 'Français' } as const
export type Language = keyof typeof LANGUAGES

export function isLanguage(code: string): code is Language {
  return Object.hasOwn(LANGUAGES, code)
}

/** Of `Accept-Language` and the reader's own choice (a cookie) the language to answer in. */
export function chooseLanguage(accepted: string | null, cookies: string | null): Language {
  const chosen = cookies?.match(/(?:^|;\s*)language=(\w+)/)?.[1]
  if (chosen !== undefined && isLanguage(chosen)) return chosen
  return accepted === null ? 'en' : preferred(accepted)
}

/** Browsers say the same few things. */
const preferred = remembered((accepted: string): Language => {
  const wishes = accepted
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
})
