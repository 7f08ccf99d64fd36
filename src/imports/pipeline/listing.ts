import type { Car, Fuel, Transmission } from '../../listing/car.ts'
import type { Registration } from '../../packs/india/registration.ts'
import type { Columns, Field } from '../reading/columns.ts'
import type { RawRecord } from '../reading/records.ts'

/** A market's own rules: plates, loans, registration limits, price bands, names of models. */
export type RulePack = 'india' | 'none'
export type DistanceUnit = 'km' | 'mi'

/** A row on its way through the pipeline: cleaned, not yet accepted. */
export type Listing = {
  file: string
  record: RawRecord
  title: string
  brand: string
  model: string
  base_model: string
  trim: string
  /** brand, base model and trim without case: equal for the same car */
  name_key: string
  /** brand and base model for a URL, with a hyphen at the end; may be empty */
  slug: string
  transmission: Transmission | null
  fuel: Fuel
  year: number | null
  registered_on: string | null
  engine_cc: number | null
  engine_cc_status: Car['engine_cc_status']
  /** km, whatever the unit of the source */
  km: number | null
  owners: number | null
  price: number | null
  emi: number | null
  insured: boolean | null
  spare_key: boolean | null
  registration_mark: string | null
  /** one bit a field of FIELDS: the cell says nothing */
  blank: number
  /** cells that say something that cannot be read */
  unreadable: Partial<Record<Field, string>>
  registration: Registration | null
  loan: Car['loan']
  /** the row that this one repeats in every column */
  repeats: { file: string; line: number } | null
  /** prices at which the same car is listed elsewhere in the source */
  other_prices: number[]
}

/** What a rule may know beside the listing itself. */
export type Context = {
  pack: RulePack
  columns: Columns
  /** year of the date that ages are counted to */
  as_of_year: number
  /** last year of make that can be true */
  latest_year: number
  /** engine size (cc) of the same base model, trim and fuel, where all that are listed agree */
  engineOfTwins(listing: Listing): number | null
}

/** A value as a reason quotes it. */
export const quoted = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text)

/** Years since the year of make, at least 0. */
export function ageOf(listing: { year: number | null }, context: { as_of_year: number }): number {
  return Math.max(0, context.as_of_year - (listing.year ?? context.as_of_year))
}
