import { message } from '../../platform/language/message.ts'
import { quoted } from '../pipeline/listing.ts'
import type { Rule } from './rule.ts'

export const gearboxUnknown: Rule = {
  id: 'gearbox-unknown',
  text: 'The gearbox is blank or an unknown word',
  action: 'flag',
  pack: 'any',
  check(listing, { columns }) {
    if (listing.transmission !== null || columns.at.transmission < 0) return null
    const text = listing.unreadable.transmission
    return text === undefined
      ? message('Gearbox is blank')
      : message('Gearbox "{text}" is not known', { text: quoted(text) })
  },
}
