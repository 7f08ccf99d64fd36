import { quoted } from '../../listing/row.ts'
import type { Rule } from '../../packs/rule.ts'
import { message } from '../../platform/language/message.ts'

export const kmInvalid: Rule = {
  id: 'km-invalid',
  text: 'The distance driven is blank, negative or cannot be read',
  action: 'reject',
  check(listing) {
    const { km } = listing
    if (km !== null) return km < 0 ? message('Distance {km} km is negative', { km }) : null
    const text = listing.unreadable.km
    return text === undefined
      ? message('Distance is blank')
      : message('Distance "{km}" cannot be read', { km: quoted(text) })
  },
}
