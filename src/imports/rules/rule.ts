import type { Message } from '../../platform/language/message.ts'
import type { Context, Listing } from '../pipeline/listing.ts'

/** A named business rule. Every import counts every rule of its pack, also those that nothing met. */
export type Rule = {
  id: string
  /** what it says, in words */
  text: string
  action: 'reject' | 'drop' | 'repair' | 'flag'
  /** `india`: off where the market is another one */
  pack: 'any' | 'india'
  /** null, or why the listing meets the rule, naming the value */
  check(listing: Listing, context: Context): Message | null
  /** what a repair changes */
  repair?(listing: Listing, context: Context): Partial<Listing>
}
