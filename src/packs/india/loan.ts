import type { Car, Fuel } from '../../listing/car.ts'
import { DIESEL_LIMIT_STATES } from './registration-limits.ts'

/** Yearly rates in %: the lower one from this price (₹) on. */
const LOAN_RATES = { from: 800_000, below: 12, above: 11 } as const
/** Terms that the lender offers, months. */
const LOAN_TERMS = [12, 24, 36, 48, 60, 72] as const
/** Age in years at which a loan has to be paid back. */
const LOAN_AGE_LIMITS = { petrol: 15, electric: 15, diesel: 14, cng: 13 } as const
const LOAN_AGE_LIMIT_DIESEL_CAPITAL = 10

/** ₹ by which an instalment may miss and still be the same loan. */
const TOLERANCE = 15
/** Listed prices are rounded to this many ₹; the instalment follows the price before that. */
const PRICE_STEP = 1_000

type Loan = NonNullable<Car['loan']>

/** Share of the price paid each month: the annuity i ÷ (1 − (1 + i)⁻ⁿ), i the monthly rate. */
function instalmentShare(rate: number, months: number): number {
  const monthly = rate / 1200
  return monthly / (1 - (1 + monthly) ** -months)
}

const OFFERS = [LOAN_RATES.below, LOAN_RATES.above].flatMap((rate) =>
  LOAN_TERMS.map((months) => ({ rate, months, share: instalmentShare(rate, months) })),
)

const UNEXPLAINED: Loan = { rate: null, months: null, total_interest: null, reconciles: false }

/**
 * The loan behind a monthly cost: on the whole price, at the lender's rate and one of its terms (₹). Where the price is
 * rounded to ₹1,000 the instalment of the price before rounding counts too; at exactly ₹800,000 either rate.
 */
export function recoverLoan(price: number, emi: number): Loan {
  const slack = price % PRICE_STEP === 0 ? PRICE_STEP / 2 : 0
  let best: (typeof OFFERS)[number] | null = null
  let miss = Number.POSITIVE_INFINITY
  for (const offer of OFFERS) {
    if (!applies(offer.rate, price)) continue
    const off = Math.abs(price * offer.share - emi)
    if (off < miss && off <= Math.max(TOLERANCE, slack * offer.share + 1)) {
      best = offer
      miss = off
    }
  }
  if (best === null) return UNEXPLAINED
  const { rate, months } = best
  return { rate, months, total_interest: emi * months - price, reconciles: true }
}

function applies(rate: number, price: number): boolean {
  if (price === LOAN_RATES.from) return true
  return (rate === LOAN_RATES.above) === price > LOAN_RATES.from
}

/** Months that the lender's rule gives: up to six years, until the car reaches the age limit of its fuel. */
export function expectedMonths(fuel: Fuel, state: string | null, age: number): number | null {
  const capital = fuel === 'diesel' && DIESEL_LIMIT_STATES.some((each) => each === state)
  const limit = capital
    ? LOAN_AGE_LIMIT_DIESEL_CAPITAL
    : (LOAN_AGE_LIMITS as Partial<Record<Fuel, number>>)[fuel]
  if (limit === undefined) return null
  return Math.max(0, Math.min(6, limit - age)) * 12
}
