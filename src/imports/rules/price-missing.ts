import { quoted } from '../../listing/row.ts'
import type { Rule } from '../../packs/rule.ts'
import { message } from '../../platform/language/message.ts'

export const priceMissing: Rule = {
  id: 'price-missing',
  text: 'The price is blank or cannot be read',
  action: 'reject',
  check(listing) {
    if (listing.price !== null) return null
    const { price } = listing.unreadable
    return price === undefined
      ? message('Price is blank')
      : message('Price "{price}" cannot be read', { price: quoted(price) })
  },
}
