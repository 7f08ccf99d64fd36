import type { Language } from './language.ts'
import { sentence, t } from './message.ts'
import { DATES, language, numbersLocale, reader } from './reader.ts'

const LAKH = { size: 1e5, name: 'lakh', written: sentence('{sign}{n} lakh') }
const CRORE = { size: 1e7, name: 'crore', written: sentence('{sign}{n} crore') }

export const currency = (): string => reader().market.currency

/** ₹, $ or €: what stands in a label, such as `Least, ₹`. */
export const currencySign = (): string =>
  writer('money')
    .formatToParts(0)
    .find(({ type }) => type === 'currency')?.value ?? reader().market.currency

/** 12,31,000 */
export const count = (value: number): string =>
  isPlain(value) ? String(value) : writer('count').format(value)

/** Nobody groups fewer than four digits: most counts of a page need no writer. */
const isPlain = (value: number): boolean => value >= 0 && value < 1000 && Number.isInteger(value)

/** Of a text that somebody typed: 40000 as 40,000; what is no whole number stays as it is. */
export const grouped = (text: string): string =>
  /^\d{4,15}$/.test(text) ? count(Number(text)) : text

/** ₹12,31,000 */
export const money = (value: number): string =>
  signed(value, writer('money').format(Math.abs(value)))

/** +₹1,56,000, −₹90,000: how far one price is from another. */
export const difference = (value: number): string =>
  value > 0 ? `+${money(value)}` : value < 0 ? money(value) : t('no difference')

/** ₹12.31 lakh, in sentences. Where nobody counts in lakh: the currency's own compact form. */
export function lakh(value: number): string {
  if (!countsInLakh()) return writer('compact').format(value)
  const amount = Math.abs(value)
  if (amount < LAKH.size) return money(value)
  const unit = amount < CRORE.size ? LAKH : CRORE
  const n = writer('two').format(amount / unit.size)
  return signed(value, t(unit.written, { sign: currencySign(), n }))
}

/** What a lakh is, for readers who do not count in it; blank for all others. */
export const lakhNote = (): string =>
  countsInLakh() && language() !== 'en'
    ? t('A lakh is {amount}.', { amount: money(LAKH.size) })
    : ''

/** 4.35–8.14 with its unit apart, so that the unit can be set small. */
export function lakhRange(from: number, to: number): { text: string; unit: string } {
  if (!countsInLakh() || from < LAKH.size) return { text: `${lakh(from)}–${lakh(to)}`, unit: '' }
  const { size, name } = to < CRORE.size ? LAKH : CRORE
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 }
  const write = (value: number) => writer('both', digits).format(value / size)
  return { text: `${write(from)}–${write(to)}`, unit: name }
}

/** Writes the ticks of an axis that reaches `most`: the unit only where `full` is asked for. */
export function moneyAxis(most: number): (value: number, full?: boolean) => string {
  if (!countsInLakh()) return (value) => writer('compact').format(value)
  if (most < LAKH.size) return (value) => money(value)
  const { size, name } = most < CRORE.size ? LAKH : CRORE
  const write = (value: number) => writer('short').format(value / size)
  return (value, full) => (value === 0 ? money(0) : full ? `${write(value)} ${name}` : write(value))
}

const SIZES = [
  { unit: 'kilobyte', size: 1e3, digits: 0 },
  { unit: 'megabyte', size: 1e6, digits: 1 },
  { unit: 'gigabyte', size: 1e9, digits: 1 },
  { unit: 'terabyte', size: 1e12, digits: 1 },
] as const

/** 369 kB, 1.2 MB: as file managers say it. */
export function fileSize(bytes: number): string {
  const { unit, size, digits } = SIZES.findLast(({ size }) => bytes >= size) ?? SIZES[0]
  const value = bytes === 0 ? 0 : Math.max(1, bytes / size)
  return writer(unit, { style: 'unit', unit, maximumFractionDigits: digits }).format(value)
}

/** 39,906 km */
export const distance = (km: number): string => t('{n} km', { n: count(km) })

/** 2.6, from 2.61: one digit behind the point. */
export const decimal = (value: number): string =>
  writer('one', { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value)

/** 74%; the share is between 0 and 1. */
export const percent = (share: number, digits = 0): string =>
  writer(`percent${digits}`, { style: 'percent', maximumFractionDigits: digits }).format(share)

/** 11%, from a rate that is already in percent. */
export const rate = (value: number): string => t('{n}%', { n: writer('short').format(value) })

const ORDINAL_RULES = {
  en: new Intl.PluralRules('en', { type: 'ordinal' }),
  fr: new Intl.PluralRules('fr', { type: 'ordinal' }),
}
const SUFFIXES: Record<Language, Record<string, string>> = {
  en: { one: 'st', two: 'nd', few: 'rd', other: 'th' },
  fr: { one: 'er', other: 'e' },
}
/** 1st, 2nd, 3rd, 11th; 1er, 2e */
export const ordinal = (value: number): string =>
  `${value}${SUFFIXES[language()][ORDINAL_RULES[language()].select(value)] ?? ''}`

const DAY = dateWriter({ day: 'numeric', month: 'long', year: 'numeric' })
const MONTH = dateWriter({ month: 'long', year: 'numeric' })
const MOMENT = dateWriter({
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

/** 20 November 2026, from an ISO date or moment (UTC). What is no date is left as it is. */
export const date = (iso: string): string => written(DAY, iso)
/** July 2022 */
export const month = (iso: string): string => written(MONTH, iso)
/** 20 November 2026 at 11:07 UTC */
export const moment = (iso: string): string => `${written(MOMENT, iso)} UTC`
/** 2024, from an ISO date */
export const yearOf = (iso: string): string => iso.slice(0, 4)

/** 7 years and 6 months, from 7.5 */
export function years(value: number): string {
  const months = Math.round(value * 12)
  const whole = Math.floor(months / 12)
  const rest = months % 12
  return list([
    ...(whole > 0 || rest === 0
      ? [t('{n, plural, one {# year} other {# years}}', { n: whole })]
      : []),
    ...(rest > 0 ? [t('{n, plural, one {# month} other {# months}}', { n: rest })] : []),
  ])
}

/** 4 seconds; 2 minutes and 5 seconds */
export function duration(ms: number): string {
  if (ms < 1000) return t('{n} ms', { n: Math.max(0, Math.round(ms)) })
  const seconds = Math.round(ms / 1000)
  const rest = t('{n, plural, one {# second} other {# seconds}}', { n: seconds % 60 })
  if (seconds < 60) return rest
  return list([
    t('{n, plural, one {# minute} other {# minutes}}', { n: Math.floor(seconds / 60) }),
    rest,
  ])
}

const LISTS = {
  en: new Intl.ListFormat('en-GB', { type: 'conjunction' }),
  fr: new Intl.ListFormat('fr-FR', { type: 'conjunction' }),
}
/** a, b and c */
export const list = (items: string[]): string => LISTS[language()].format(items)

/** First letter in upper case. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function countsInLakh(): boolean {
  return reader().market.currency === 'INR'
}

function signed(value: number, text: string): string {
  return value < 0 ? `−${text}` : text
}

const FORMS: Record<string, Intl.NumberFormatOptions> = {
  count: { maximumFractionDigits: 0 },
  money: { style: 'currency', maximumFractionDigits: 0 },
  compact: {
    style: 'currency',
    notation: 'compact',
    minimumFractionDigits: 0,
    maximumFractionDigits: 1,
  },
  short: { maximumFractionDigits: 2 },
  two: {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    trailingZeroDisplay: 'stripIfInteger',
  },
}

/** Making a writer is slow, so each is kept, by language and currency. */
const writers = new Map<string, Intl.NumberFormat>()

function writer(form: string, options = FORMS[form]): Intl.NumberFormat {
  const locale = numbersLocale()
  const { currency } = reader().market
  const key = `${locale} ${currency} ${form}`
  const known = writers.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(locale, {
    currency,
    currencyDisplay: 'narrowSymbol',
    ...options,
  })
  writers.set(key, made)
  return made
}

function dateWriter(options: Intl.DateTimeFormatOptions) {
  const make = (locale: string) => new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
  return { en: make(DATES.en), fr: make(DATES.fr) }
}

function written(writer: Record<Language, Intl.DateTimeFormat>, iso: string): string {
  const time = Date.parse(iso)
  if (Number.isNaN(time)) return iso
  const text = writer[language()].format(time)
  return language() === 'fr' ? text.replace(/^1 /, '1er\u00a0') : text
}
