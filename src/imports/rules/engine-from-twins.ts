import type { Listing } from '../../listing/row.ts'
import type { Context, Rule } from '../../packs/rule.ts'
import { message } from '../../platform/language/message.ts'

function twinSize(listing: Listing, context: Context): number | null {
  const open = listing.engine_cc === null && listing.fuel !== 'electric'
  return open ? context.engineOfTwins(listing) : null
}

export const engineFromTwins: Rule = {
  id: 'engine-from-twins',
  text: 'A blank engine size is filled in where all cars of the same base model, trim and fuel agree',
  action: 'repair',
  check(listing, context) {
    const size = twinSize(listing, context)
    return size === null ? null : message('Engine size {cc} cc, as in all its twins', { cc: size })
  },
  repair(listing, context) {
    return { engine_cc: twinSize(listing, context), engine_cc_status: 'repaired' }
  },
}
