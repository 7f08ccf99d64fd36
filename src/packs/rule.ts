import type { Columns, Listing } from '../listing/row.ts'
import type { Message } from '../platform/language/message.ts'

/** Both inclusive. */
export type Range = { least: number; most: number }

/** What can be true of a car on a market. */
export type Bounds = {
  /** whole units of the currency */
  price: Range
  /** cm³ */
  engine: Range
  /** earliest year of make */
  earliest_year: number
}

/** What a rule may know beside the listing itself. */
export type Context = {
  bounds: Bounds
  columns: Columns
  /** year of the date that ages are counted to */
  as_of_year: number
  /** last year of make that can be true */
  latest_year: number
  /** engine size (cc) of the same base model, trim and fuel, where all that are listed agree */
  engineOfTwins(listing: Listing): number | null
}

/** A named business rule. Every import counts every rule of its market, also those that nothing met. */
export type Rule = {
  id: string
  /** what it says, in words */
  text: string
  action: 'reject' | 'drop' | 'repair' | 'flag'
  /** null, or why the listing meets the rule, naming the value */
  check(listing: Listing, context: Context): Message | null
  /** what a repair changes */
  repair?(listing: Listing, context: Context): Partial<Listing>
}
