import type { Rule } from '../../packs/rule.ts'

export const sameCarOtherPrice: Rule = {
  id: 'same-car-other-price',
  text: 'The same car is listed at another price',
  action: 'flag',
  check(listing) {
    const others = listing.other_prices
    return others.length === 0 ? null : `Also listed at ${others.join(', ')}`
  },
}
