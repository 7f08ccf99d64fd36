import type { Rule } from '../../packs/rule.ts'
import { message } from '../../platform/language/message.ts'

export const sameCarOtherPrice: Rule = {
  id: 'same-car-other-price',
  text: 'The same car is listed at another price',
  action: 'flag',
  check(listing) {
    const others = listing.other_prices
    return others.length === 0
      ? null
      : message('Also listed at {prices}', { prices: others.join(', ') })
  },
}
