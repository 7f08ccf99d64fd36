import { quoted } from '../../listing/row.ts'
import type { Rule } from '../../packs/rule.ts'

export const kmInvalid: Rule = {
  id: 'km-invalid',
  text: 'The distance driven is blank, negative or cannot be read',
  action: 'reject',
  check(listing) {
    const { km } = listing
    if (km !== null) return km < 0 ? `Distance ${km} km is negative` : null
    const text = listing.unreadable.km
    return text === undefined ? 'Distance is blank' : `Distance ${quoted(text)} cannot be read`
  },
}
