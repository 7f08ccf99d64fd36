import { message } from '../../platform/language/message.ts'
import { quoted } from '../pipeline/listing.ts'
import type { Rule } from './rule.ts'

export const priceMissing: Rule = {
  id: 'price-missing',
  text: 'The price is blank or cannot be read',
  action: 'reject',
  pack: 'any',
  check(listing) {
    if (listing.price !== null) return null
    const { price } = listing.unreadable
    return price === undefined
      ? message('Price is blank')
      : message('Price "{price}" cannot be read', { price: quoted(price) })
  },
}
