import type { DistanceUnit } from '../../listing/row.ts'

/** What is known of the market that a file is read for. `currency` null: prices are not asked about. */
export type Market = { currency: string | null; unit: DistanceUnit; pack: string }

/** A file as far as it was read: how it is written, and its first rows. */
export type Sight = {
  encoding: { name: string; sure: boolean }
  delimiter: string
  quote: string
  header: readonly string[]
  rows: readonly (readonly string[])[]
  /** whether the header stands in the file, and its names where their cells do */
  headed: 'yes' | 'no' | 'shifted'
  /** whether only carriage returns end its lines */
  carriageReturns: boolean
}
