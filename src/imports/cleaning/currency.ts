import table from './words/currencies.json'

const CURRENCIES = new Map(Object.entries(table))
const NO_SIGNS: ReadonlySet<string> = new Set()
const SIGNS = new Map<string, ReadonlySet<string>>(
  [...CURRENCIES].map(([code, { signs }]) => [code, new Set([...signs, code.toLowerCase()])]),
)

/** How prices in a currency are marked, lower case: ₹, rs, inr. Of one that is not in the table, its code. */
export const signsOf = (code: string): ReadonlySet<string> =>
  SIGNS.get(code) ?? (code === '' ? NO_SIGNS : new Set([code.toLowerCase()]))

/** The currency that a sign stands for: the market's own where it may, else the one that uses it most. */
export function currencyOf(sign: string, market: string | null): string | null {
  if (market !== null && signsOf(market).has(sign)) return market
  if (sign === '$') return 'USD'
  if (sign === '£') return 'GBP'
  return [...SIGNS].find(([, signs]) => signs.has(sign))?.[0] ?? null
}

/** Where the median of a list of used cars lies, in whole units of a currency; null: it is not in the table. */
export function usualMedian(code: string): { least: number; most: number } | null {
  const currency = CURRENCIES.get(code)
  if (currency === undefined) return null
  // US$600 to US$150,000: lists of wrecks and of sports cars lie within.
  return { least: 600 * currency.dollar, most: 150_000 * currency.dollar }
}

/** Where distances are told in miles. */
export const usesMiles = (code: string): boolean => code === 'USD' || code === 'GBP'
