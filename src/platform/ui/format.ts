/** How numbers are written in one market. Set once when the application starts, read by every formatter. */
export type Market = { currency: string; locale: string }

/** Indian digits (12,31,000) go with rupees. */
export const marketOf = (currency: string): Market =>
  currency === 'INR' ? INDIA : { currency, locale: 'en' }

export const INDIA: Market = { currency: 'INR', locale: 'en-IN' }

const LAKH = 1e5
const CRORE = 1e7

let market = INDIA
let writers = writersOf(INDIA)

export function setMarket(next: Market): void {
  writers = writersOf(next)
  market = next
}

export const currency = (): string => market.currency

/** ₹, $ or €: what stands in a label, such as `Least, ₹`. */
export const currencySign = (): string =>
  writers.money.formatToParts(0).find(({ type }) => type === 'currency')?.value ?? market.currency

/** 12,31,000 */
export const count = (value: number): string => writers.count.format(value)

/** 1 car; 2,804 cars */
export const plural = (value: number, one: string, many: string): string =>
  `${count(value)} ${value === 1 ? one : many}`

/** ₹12,31,000 */
export const money = (value: number): string => signed(value, writers.money.format(Math.abs(value)))

/** +₹1,56,000, −₹90,000: how far one price is from another. */
export const difference = (value: number): string =>
  value > 0 ? `+${money(value)}` : value < 0 ? money(value) : 'no difference'

/** ₹12.31 lakh, in sentences. Where nobody counts in lakh: the currency's own compact form. */
export function lakh(value: number): string {
  if (!countsInLakh()) return writers.compact.format(value)
  const size = Math.abs(value)
  if (size < LAKH) return money(value)
  const [unit, name] = size < CRORE ? [LAKH, 'lakh'] : [CRORE, 'crore']
  return signed(value, `${currencySign()}${writers.two.format(size / unit)} ${name}`)
}

/** 4.35–8.14 with its unit apart, so that the unit can be set small. */
export function lakhRange(from: number, to: number): { text: string; unit: string } {
  if (!countsInLakh() || from < LAKH) return { text: `${lakh(from)}–${lakh(to)}`, unit: '' }
  const [unit, name] = to < CRORE ? [LAKH, 'lakh'] : [CRORE, 'crore']
  return { text: `${writers.two.format(from / unit)}–${writers.two.format(to / unit)}`, unit: name }
}

/** Writes the ticks of an axis that reaches `most`: the unit only where `full` is asked for. */
export function moneyAxis(most: number): (value: number, full?: boolean) => string {
  if (!countsInLakh()) return (value) => writers.compact.format(value)
  if (most < LAKH) return (value) => money(value)
  const [unit, name] = most < CRORE ? [LAKH, 'lakh'] : [CRORE, 'crore']
  const write = (value: number) => writers.short.format(value / unit)
  return (value, full) => (value === 0 ? money(0) : full ? `${write(value)} ${name}` : write(value))
}

/** 39,906 km */
export const distance = (km: number): string => `${count(km)} km`

/** 74%; the share is between 0 and 1. */
export const percent = (share: number, digits = 0): string =>
  new Intl.NumberFormat(market.locale, {
    style: 'percent',
    maximumFractionDigits: digits,
  }).format(share)

/** 11%, from a rate that is already in percent. */
export const rate = (value: number): string => `${writers.short.format(value)}%`

const ORDINAL_RULES = new Intl.PluralRules('en', { type: 'ordinal' })
const SUFFIXES: Record<string, string> = { one: 'st', two: 'nd', few: 'rd', other: 'th' }
/** 1st, 2nd, 3rd, 11th */
export const ordinal = (value: number): string =>
  `${value}${SUFFIXES[ORDINAL_RULES.select(value)] ?? 'th'}`

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
  const parts = [
    whole > 0 || rest === 0 ? plural(whole, 'year', 'years') : '',
    rest > 0 ? plural(rest, 'month', 'months') : '',
  ]
  return parts.filter((part) => part !== '').join(' and ')
}

/** 4 seconds; 2 minutes and 5 seconds */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`
  const seconds = Math.round(ms / 1000)
  const rest = plural(seconds % 60, 'second', 'seconds')
  if (seconds < 60) return rest
  return `${plural(Math.floor(seconds / 60), 'minute', 'minutes')} and ${rest}`
}

const LIST = new Intl.ListFormat('en-GB', { type: 'conjunction' })
/** a, b and c */
export const list = (items: string[]): string => LIST.format(items)

/** First letter in upper case. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function countsInLakh(): boolean {
  return market.currency === 'INR'
}

function signed(value: number, text: string): string {
  return value < 0 ? `−${text}` : text
}

function writersOf({ currency, locale }: Market) {
  const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const
  return {
    count: new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }),
    money: new Intl.NumberFormat(locale, { ...style, maximumFractionDigits: 0 }),
    compact: new Intl.NumberFormat(locale, {
      ...style,
      notation: 'compact',
      minimumFractionDigits: 0,
      maximumFractionDigits: 1,
    }),
    short: new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }),
    two: new Intl.NumberFormat(locale, {
      minimumFractionDigits: 2,
      maximumFractionDigits: 2,
      trailingZeroDisplay: 'stripIfInteger',
    }),
  }
}

function dateWriter(options: Intl.DateTimeFormatOptions) {
  return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' })
}

function written(writer: Intl.DateTimeFormat, iso: string): string {
  const time = Date.parse(iso)
  return Number.isNaN(time) ? iso : writer.format(time)
}
