import { AsyncLocalStorage } from 'node:async_hooks'
import { chooseLanguage, type Language } from './language.ts'

/** How numbers and prices are written in one market. `currency`: ISO 4217. */
export type Market = Readonly<{ currency: string; locale: string }>

/** Whom an answer is written for: never changed once made, one for each request. */
export type Reader = Readonly<{ language: Language; market: Market }>

export const INDIA: Market = { currency: 'INR', locale: 'en-IN' }

/** Indian digits (12,31,000) go with rupees. */
export const marketOf = (currency: string): Market =>
  currency === 'INR' ? INDIA : { currency, locale: 'en' }

/** The reader who sent a request: the language chosen on a page, else what the browser prefers. */
export const readerOf = (request: Request, market: Market): Reader => ({
  language: languageOf(request),
  market,
})

export const languageOf = ({ headers }: Request): Language =>
  chooseLanguage(headers.get('accept-language'), headers.get('cookie'))

const reading = new AsyncLocalStorage<Reader>()

/** Everything that `work` writes, also what it waits for, is for this reader. */
export function forReader<T>(reader: Reader, work: () => T): T {
  return reading.run(reader, work)
}

/** @throws Error outside of `forReader`: a page in the wrong currency would be worse than none */
export function reader(): Reader {
  const found = reading.getStore()
  if (!found) throw new Error('nobody is being written for: call forReader first')
  return found
}

export const language = (): Language => reader().language

/** English is written as in the market, French as in France: 12,31,000 and 1 231 000. */
export function numbersLocale(): string {
  const { language, market } = reader()
  return language === 'en' ? market.locale : DATES[language]
}

/** In which locale a language writes dates. */
export const DATES: Record<Language, string> = { en: 'en-GB', fr: 'fr-FR' }
