import type { SampleFuel } from './catalogue.ts'
import { LATEST_YEAR } from './pricing.ts'

const TEN_YEAR_DIESEL = ['DL', 'HR', 'UP']
const CAP_YEARS = { petrol: 15, electric: 15, diesel: 14, cng: 13 }

/** The age in years at which the lender wants its money back. */
function capYears(fuel: SampleFuel, state: string): number {
  return fuel === 'diesel' && TEN_YEAR_DIESEL.includes(state) ? 10 : CAP_YEARS[fuel]
}

/** The oldest year of make that still gets a loan of a year. */
export const oldestYear = (fuel: SampleFuel, state: string) =>
  LATEST_YEAR - capYears(fuel, state) + 1

/** Months of the loan: min(6, cap − age) years. */
export function loanMonths(fuel: SampleFuel, state: string, year: number): number {
  return 12 * Math.min(6, capYears(fuel, state) - (LATEST_YEAR - year))
}

const factors = new Map<number, number>()

/** Monthly instalment in ₹, unrounded, on all of `price`: 11 % a year from ₹8 lakh, else 12 %. */
export function instalment(price: number, months: number): number {
  return price * factor(price >= 800_000 ? 11 : 12, months)
}

function factor(rate: number, months: number): number {
  const key = rate * 1000 + months
  const known = factors.get(key)
  if (known !== undefined) return known
  const monthly = rate / 1200
  let growth = 1
  for (let month = 0; month < months; month++) growth *= 1 + monthly
  const value = (monthly * growth) / (growth - 1)
  factors.set(key, value)
  return value
}
