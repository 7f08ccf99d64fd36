import type { Message } from '../platform/language/message.ts'
import type { Car, Fuel, Transmission } from './car.ts'

/**
 * A row as it stands in the file: `line` is the physical line on which it begins, `raw` its exact text. `repaired`: its
 * quotation marks were read in another way than they are meant.
 */
export type RawRecord = {
  line: number
  raw: string
  fields: string[]
  problem: Message | null
  repaired?: boolean
}

/** What a column of a file can mean. */
export const FIELDS = [
  'brand',
  'model',
  'transmission',
  'year',
  'registered_on',
  'fuel',
  'engine_cc',
  'km',
  'owners',
  'price',
  'emi',
  'insured',
  'spare_key',
  'registration_mark',
  'title',
] as const
export type Field = (typeof FIELDS)[number]

/** Where each field stands in a row (−1: the file has no such column), and what the file calls it. */
export type Columns = {
  at: Record<Field, number>
  names: Partial<Record<Field, string>>
  header: string[]
  /** how its cells are meant; absent: as the market's settings say */
  form?: Form
  /** places of the columns that say the currency of the prices, the unit of the distances, and the series of a model */
  beside?: Partial<Record<Field, number>>
  /** columns that say by yes or no whether a car has the fuel of their name; absent: one column says it in words */
  oneHot?: readonly { at: number; value: Fuel }[]
  /** place of the column that holds brand and model together, for rows whose own column of them is blank */
  whole?: number
  /** columns that hold no field of a car, and what they say beyond it */
  extras?: readonly Extra[]
  /** places of columns that only number the rows */
  numbering?: readonly number[]
}

/** A column of attributes: `key` as in listing/attribute.ts, `name` as in the file, `unit` where its name says one. */
export type Extra = { at: number; key: string; name: string; unit: string | null }

export type DistanceUnit = 'km' | 'mi'
/** The mark before decimals; null: each cell is read by its own form. */
export type DecimalMark = '.' | ',' | null

/** How the cells of a file are meant. */
export type Form = {
  distance: { unit: DistanceUnit; scale: number; decimal: DecimalMark }
  /**
   * `currency`: ISO code of the file's prices, null where nothing is known; `signs`: others that mean it here, lower
   * case; `rate`: units of the market's currency for one
   */
  price: {
    currency: string | null
    signs: string[]
    scale: number
    decimal: DecimalMark
    rate: number
  }
  engine: { unit: 'cc' | 'l' | null }
  dates: 'dmy' | 'mdy'
  /** words in the file's own sense, by their letters and digits in lower case */
  words: {
    transmission: Record<string, Transmission>
    fuel: Record<string, Fuel>
    owners: Record<string, number>
  }
  /** makers that the file itself repeats, in lower case, where brand and model share a column */
  brands: string[]
}

/** Where a car was first registered, never where it is sold. `note`: why its mark says less, or says it by an old code. */
export type Registration = {
  /** two letters, today's code */
  state: string | null
  state_name: string | null
  office: string | null
  city: string | null
  note: string | null
}

/** A row on its way to a car: cleaned, not yet accepted. */
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

/** The bit of `blank` that stands for a field. */
export const bitOf = (field: Field): number => BITS[field]
const BITS = Object.fromEntries(FIELDS.map((field, place) => [field, 1 << place])) as Record<
  Field,
  number
>

export function isBlankCell(listing: Pick<Listing, 'blank'>, field: Field): boolean {
  return (listing.blank & BITS[field]) !== 0
}

/** A value as a reason quotes it. */
export const quoted = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text)

/** Years since the year of make, at least 0. */
export function ageOf(listing: { year: number | null }, context: { as_of_year: number }): number {
  return Math.max(0, context.as_of_year - (listing.year ?? context.as_of_year))
}
