import { quoted } from '../../listing/row.ts'
import type { Rule } from '../../packs/rule.ts'

export const priceMissing: Rule = {
  id: 'price-missing',
  text: 'The price is blank or cannot be read',
  action: 'reject',
  check(listing) {
    if (listing.price !== null) return null
    const { price } = listing.unreadable
    return price === undefined ? 'Price is blank' : `Price ${quoted(price)} cannot be read`
  },
}
