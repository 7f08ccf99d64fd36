import type { Listing } from '../../listing/row.ts'
import type { Rule } from '../../packs/rule.ts'
import { message } from '../../platform/language/message.ts'

/** Distances from here on are often told in steps: what many cars share tells none of them. km */
const TOLD_IN_STEPS = { from: 50_000, of: 5_000 }
/** A distance to the last kilometres, or a mark: of cars that share round figures nobody can tell which is which. */
const identifies = ({ km, registration_mark: mark }: Listing) =>
  mark !== null || (km ?? 0) < TOLD_IN_STEPS.from || (km ?? 0) % TOLD_IN_STEPS.of !== 0

export const sameCarOtherPrice: Rule = {
  id: 'same-car-other-price',
  text: 'The same car is listed at another price',
  action: 'flag',
  check(listing) {
    const others = listing.other_prices
    return others.length === 0 || !identifies(listing)
      ? null
      : message('Also listed at {prices}', { prices: others.join(', ') })
  },
}
