import { message } from '../../platform/language/message.ts'
import { quoted } from '../pipeline/listing.ts'
import type { Rule } from './rule.ts'

export const kmInvalid: Rule = {
  id: 'km-invalid',
  text: 'The distance driven is blank, negative or cannot be read',
  action: 'reject',
  pack: 'any',
  check(listing) {
    const { km } = listing
    if (km !== null) return km < 0 ? message('Distance {km} km is negative', { km }) : null
    const text = listing.unreadable.km
    return text === undefined
      ? message('Distance is blank')
      : message('Distance "{km}" cannot be read', { km: quoted(text) })
  },
}
