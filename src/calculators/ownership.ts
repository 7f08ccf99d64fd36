import type { Depreciation } from './depreciation.ts'
import { idvAt, impliedNewPrice } from './idv.ts'
import { scheduleOf } from './loan.ts'

export const TERMS = ['depreciation', 'interest', 'insurance', 'fuel'] as const
export type Term = (typeof TERMS)[number]

export type OwnershipQuery = {
  /** Asking price and what of it is paid at once, ₹ */
  price: number
  down_payment: number
  /** Years that the car is kept, and its age today */
  years: number
  age_years: number
  /** Listed price when it was new, ₹; undefined: taken from the asking price and the tariff's table */
  new_price?: number | undefined
  /** % a year, months */
  rate: number
  months: number
  km_year: number
  /** ₹ for a litre, kg or kWh, and km on one */
  fuel_price: number
  km_per_unit: number
  /** % of the insured value a year, ₹ a year, % on both */
  own_damage: number
  third_party: number
  premium_tax: number
}

/** Whole rupees, but for the year */
export type OwnershipYear = Record<Term, number> & {
  year: number
  value: number
  idv: number
  total: number
}
export type Ownership = {
  total: number
  per_month: number
  per_km: number | null
  value_after: number
  terms: Record<Term, number>
  items: OwnershipYear[]
}

/**
 * What a car costs its owner: the value it loses, the interest of the loan, insurance on the insured declared value, and
 * fuel. Each year is rounded to the rupee, so that years and terms add up. Servicing, tyres, repairs and parking are not
 * in it: nothing in the data says what they cost.
 */
export function ownershipOf(query: OwnershipQuery, depreciation: Depreciation): Ownership {
  const { price, years, age_years, km_year } = query
  const newPrice = query.new_price ?? impliedNewPrice(price, age_years)
  const interest = yearlyInterest(query)
  const fuel = Math.round((km_year / query.km_per_unit) * query.fuel_price)
  let value = price
  let idv = Number.POSITIVE_INFINITY
  const items = Array.from({ length: years }, (_, at): OwnershipYear => {
    const age = age_years + at
    // An agreed value above five years is not more than the year before it.
    idv = Math.min(idv, Math.round(idvAt(age, newPrice, value)))
    const lost = Math.round(value * depreciation(age))
    value -= lost
    const terms = {
      depreciation: lost,
      interest: interest[at] ?? 0,
      insurance: premium(query, idv),
      fuel,
    }
    return { year: at + 1, value, idv, ...terms, total: sum(Object.values(terms)) }
  })
  const terms = Object.fromEntries(
    TERMS.map((term) => [term, sum(items.map((item) => item[term]))]),
  ) as Record<Term, number>
  const total = sum(Object.values(terms))
  return {
    total,
    per_month: Math.round(total / (12 * years)),
    per_km: km_year === 0 ? null : Math.round((total / (km_year * years)) * 100) / 100,
    value_after: value,
    terms,
    items,
  }
}

function yearlyInterest({ price, down_payment, rate, months, years }: OwnershipQuery): number[] {
  const rows = scheduleOf({ principal: price - down_payment, rate, months })
  return Array.from({ length: years }, (_, at) =>
    sum(rows.slice(at * 12, at * 12 + 12).map(({ interest }) => interest)),
  )
}

function premium({ own_damage, third_party, premium_tax }: OwnershipQuery, idv: number): number {
  return Math.round(((idv * own_damage) / 100 + third_party) * (1 + premium_tax / 100))
}

const sum = (values: number[]) => values.reduce((all, value) => all + value, 0)
