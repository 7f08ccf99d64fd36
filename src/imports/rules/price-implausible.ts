import type { Rule } from '../../packs/rule.ts'
import { message } from '../../platform/language/message.ts'

export const priceImplausible: Rule = {
  id: 'price-implausible',
  text: 'The price is not that of a car',
  action: 'reject',
  check(listing, { bounds }) {
    const { price } = listing
    if (price === null) return null
    const { least, most } = bounds.price
    return price >= least && price <= most
      ? null
      : message('Price {price} is outside {least} to {most}', { price, least, most })
  },
}
