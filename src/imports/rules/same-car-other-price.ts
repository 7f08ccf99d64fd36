import type { Listing } from '../../listing/row.ts'
import type { Rule } from '../../packs/rule.ts'
import { message } from '../../platform/language/message.ts'

/** A distance to the last kilometre, or a whole plate: of cars that share round figures nobody can tell which is which. */
const identifies = ({ km, registration_mark: mark }: Listing) =>
  (km ?? 0) % 1000 !== 0 || (mark?.length ?? 0) > 6

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
