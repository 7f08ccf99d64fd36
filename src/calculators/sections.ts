import type { z } from 'zod'
import type { FieldError } from '../platform/http/errors.ts'
import { HttpError } from '../platform/http/errors.ts'
import { type OwnershipAssumptions, TRANSFER, USUAL_MONTHS, usualRate } from './assumptions.ts'
import { type Calculation, calculate } from './decimal.ts'
import { stepCurve, stepsFrom } from './depreciation.ts'
import { checkCalculation } from './fields.ts'
import { affordableLoan, emiOf, type Loan } from './loan.ts'
import { type Ownership, ownershipOf } from './ownership.ts'
import * as queries from './queries.ts'
import { type Transfer, transferOf } from './transfer.ts'

export const SECTIONS = ['emi', 'affordability', 'transfer', 'ownership', 'arithmetic'] as const
export type Section = (typeof SECTIONS)[number]

/** A form as it stands: what is in its fields, and the result or why there is none. */
export type Form<R> = {
  values: Record<string, string>
  errors: FieldError[]
  status: 200 | 400 | 422
  /** Query of the same question to the API; '' where it is refused */
  search: string
  result: R | null
}
export type Budget = { emi: number; rate: number; months: number; down_payment: number }
export type Affordable = Budget & { price: number }
export type Forms = {
  emi: Form<Loan>
  affordability: Form<Affordable>
  transfer: Form<Transfer>
  ownership: Form<Ownership & { years: number; price: number }>
  arithmetic: Form<Calculation>
}

/** Median asking price of the listings in 2024, ₹: what a form begins with before there is a market. */
const TYPICAL_PRICE = 594_000

/** What the forms begin with: the median asking price of the market, ₹, and what it knows of keeping a car. */
export type Usual = { median: number | null; ownership: OwnershipAssumptions }

/** What a form shows before somebody fills it in. */
export function usualValues(
  section: Section,
  { median, ownership }: Usual,
): Record<string, string> {
  const price = Math.round(median ?? TYPICAL_PRICE)
  const loan = { rate: usualRate(price), months: USUAL_MONTHS }
  const assumed = (table: Record<string, { value: number }>) =>
    Object.fromEntries(Object.entries(table).map(([name, { value }]) => [name, value]))
  switch (section) {
    case 'emi':
      return strings({ principal: price, ...loan })
    case 'affordability': {
      const emi = Math.round(emiOf({ principal: price, ...loan }) / 1000) * 1000 || 1
      return strings({ emi, down_payment: 0, ...loan })
    }
    case 'transfer':
      return strings({
        price,
        state: 'other',
        financed: 'yes',
        fuel: 'petrol',
        age_years: 5,
        insurance: 0,
        road_tax: '',
        refund: 0,
        ...assumed(TRANSFER),
      })
    case 'ownership':
      return strings({
        price,
        age_years: 5,
        years: 5,
        new_price: '',
        down_payment: Math.round((price * 0.2) / 1000) * 1000,
        ...loan,
        ...assumed(ownership),
      })
    case 'arithmetic':
      return strings({ a: '0.1', operation: 'add', b: '0.2' })
  }
}

/** @param given what was sent; blank and absent fields are as usual */
export function readForm<S extends Section>(
  section: S,
  given: Record<string, string>,
  usual: Usual,
): Forms[S] {
  const values = { ...usualValues(section, usual), ...withoutBlanks(given) }
  return READERS[section](values, usual) as Forms[S]
}

/** Where a filled-in form lies: assumptions that are as usual are left out. */
export function addressOf(
  section: Section,
  values: Record<string, string>,
  { ownership }: Usual,
): string {
  const assumed: Record<string, { value: number }> = { ...TRANSFER, ...ownership }
  const kept = Object.entries(withoutBlanks(values)).filter(
    ([name, value]) => String(assumed[name]?.value) !== value,
  )
  return kept.length === 0
    ? `/calculators/${section}`
    : `/calculators/${section}?${new URLSearchParams(kept)}`
}

const READERS: { [S in Section]: (values: Record<string, string>, usual: Usual) => Forms[S] } = {
  emi: (values) => read(queries.EmiQuery, values, (loan) => loan),
  affordability: (values) =>
    read(queries.AffordabilityQuery, values, (budget) => ({
      ...budget,
      price: affordableLoan(budget) + budget.down_payment,
    })),
  transfer: (values) => read(queries.TransferQuery, values, transferOf),
  ownership: (values, usual) =>
    read(queries.OwnershipQuery, values, (query) => ({
      ...ownershipOf(query, stepCurve(stepsFrom(query, usual.ownership))),
      years: query.years,
      price: query.price,
    })),
  arithmetic: (values) =>
    read(queries.ArithmeticForm, values, ({ operation, a, b }) => calculate(operation, a, b)),
}

function read<S extends z.ZodObject, R>(
  schema: S,
  values: Record<string, string>,
  work: (query: z.infer<S>) => R,
): Form<R> {
  const refused = (status: 400 | 422, errors: FieldError[]): Form<R> => ({
    values,
    errors,
    status,
    search: '',
    result: null,
  })
  const { query, refusal } = checkCalculation(
    schema,
    new Request(`http://localhost/?${searchOf(values)}`),
  )
  if (refusal) return refused(refusal.status, refusal.errors)
  try {
    // As it was understood: ₹5,94,000 and 594000 are one question with one address.
    const understood = { ...values, ...strings(query as Record<string, string | number>) }
    const result = work(query as z.infer<S>)
    return { values: understood, errors: [], status: 200, search: searchOf(understood), result }
  } catch (error) {
    if (error instanceof HttpError && error.status === 422) {
      return refused(422, error.details.errors ?? [])
    }
    throw error
  }
}

const searchOf = (values: Record<string, string>) =>
  new URLSearchParams(withoutBlanks(values)).toString()
const strings = (values: Record<string, string | number | undefined>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value ?? '')]))
const withoutBlanks = (values: Record<string, string>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''))
