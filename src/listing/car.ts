import { z } from 'zod'
import { Attribute } from './attribute.ts'

export const FUELS = ['petrol', 'diesel', 'cng', 'electric', 'lpg', 'hybrid', 'other'] as const
export const TRANSMISSIONS = ['manual', 'automatic'] as const
export const ENGINE_STATUSES = ['listed', 'repaired', 'missing', 'not_applicable'] as const
export const ENGINE_CATEGORIES = ['small', 'medium', 'large', 'electric'] as const
export const USAGE_CATEGORIES = ['low', 'average', 'high'] as const
export const OWNERSHIP_CATEGORIES = ['first', 'second', 'third_or_more'] as const
export const PRICE_CATEGORIES = ['budget', 'middle', 'upper', 'luxury'] as const

/** From the cheapest part of the estimate's interval to the dearest. */
export const DEALS = ['great', 'good', 'fair', 'high', 'overpriced'] as const

export type Deal = (typeof DEALS)[number]
export type Fuel = (typeof FUELS)[number]
export type Transmission = (typeof TRANSMISSIONS)[number]

const about = <T extends z.ZodType>(schema: T, description: string) => schema.meta({ description })

/** The instalment recovered from the listed monthly cost. `rate` is % a year, amounts are in the currency of the price. */
export const Loan = z
  .object({
    rate: about(
      z.number().nullable(),
      'Yearly rate in %; null when none reproduces the monthly cost',
    ),
    months: about(z.int().nullable(), 'Number of instalments'),
    total_interest: about(z.int().nullable(), 'emi × months − price'),
    reconciles: about(z.boolean(), 'Whether a rate and term reproduce the monthly cost'),
  })
  .meta({ id: 'Loan' })

/** What a car like this asks on this market, with the interval that holds nine in ten of them; ₹. */
export const Estimate = z
  .object({
    price: z.int(),
    low: z.int(),
    high: z.int(),
  })
  .meta({ id: 'Estimate' })

/** A listing that passed the checks. The same names in JSON, CSV, NDJSON and as filters. */
export const Car = z
  .object({
    id: about(
      z.string(),
      'Stable from one snapshot to the next; made from everything but the price',
    ),
    title: about(z.string(), 'Year, brand and model as listed'),
    brand: z.string(),
    model: about(z.string(), "The file's string, cleaned"),
    base_model: about(z.string(), 'The model without its trim'),
    trim: about(z.string(), 'What follows the base model, in capitals; may be empty'),
    transmission: about(z.enum(TRANSMISSIONS).nullable(), 'null: not stated'),
    fuel: z.enum(FUELS),
    year: about(z.int(), 'Year of make'),
    registered_on: about(z.iso.date().nullable(), 'First registration; null: not stated'),
    engine_cc: about(z.int().nullable(), 'Engine size in cm³'),
    engine_cc_status: about(
      z.enum(ENGINE_STATUSES),
      'Where engine_cc comes from, or why it is null',
    ),
    km: about(z.int(), 'Distance driven, km'),
    owners: about(z.int().nullable(), 'Owners so far; null: not stated'),
    price: about(z.int(), 'Asking price, whole units of the currency (₹)'),
    emi: about(z.int().nullable(), 'Listed monthly cost, ₹'),
    loan: Loan.nullable(),
    insured: z.boolean().nullable(),
    spare_key: z.boolean().nullable(),
    registration_mark: about(
      z.string().nullable(),
      'Office prefix of the plate, as listed: HR26, DL7C',
    ),
    state: about(
      z.string().nullable(),
      'Two letters: where it was first registered, not where it is sold',
    ),
    state_name: z.string().nullable(),
    office: about(z.string().nullable(), 'Registration office'),
    city: z.string().nullable(),
    age_years: about(z.int(), 'Year of as_of − year of make'),
    km_per_year: about(z.int(), 'km ÷ age, the first year counted whole'),
    price_per_km: about(z.number().nullable(), 'Price ÷ km; null at 0 km'),
    engine_category: z.enum(ENGINE_CATEGORIES).nullable(),
    usage_category: z.enum(USAGE_CATEGORIES),
    ownership_category: z.enum(OWNERSHIP_CATEGORIES).nullable(),
    price_category: z.enum(PRICE_CATEGORIES).nullable(),
    years_left: about(
      z.number().nullable(),
      'Years left under the 10/15-year registration rule at as_of',
    ),
    estimate: Estimate.nullable(),
    deal: about(
      z.enum(DEALS).nullable(),
      'Place of the asking price in the interval; null: see deal_reason',
    ),
    deal_reason: about(z.string().nullable(), 'Why the price is not rated'),
    flags: about(z.array(z.string()), 'Ids of the rules that flagged or repaired this listing'),
    attributes: about(z.array(Attribute), 'What the list says beyond these fields'),
  })
  .meta({ id: 'Car' })
export type Car = z.infer<typeof Car>

/** Where the asking price lies in the 90 % interval: 0 at its lower end, 1 at its upper; null where it is not rated. */
export function dealPosition({ price, estimate, deal }: Car): number | null {
  if (estimate === null || deal === null) return null
  return (price - estimate.low) / Math.max(1, estimate.high - estimate.low)
}

/** Where a car stands in its source: what a figure is traced back to. */
export type Lineage = { file: string; line: number; raw: string }

/** What an import hands to a store: the car and the row that it was read from. */
export type StoredCar = Car & { lineage: Lineage }

/**
 * The words of a text as they are searched: lower case, without accents, split at everything that is neither letter
 * nor digit. Every store keeps the words of the title in this form, so that `q` finds the same cars everywhere.
 */
export function words(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? []
}

const ASCII = /^[\0-\x7f]*$/

/** Case and accents removed: the form in which filter values are compared on every store. */
export function fold(text: string): string {
  // Most text has neither accents nor other scripts.
  if (ASCII.test(text)) return text.toLowerCase()
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
