import { quoted } from '../../listing/row.ts'
import type { Rule } from '../../packs/rule.ts'

export const gearboxUnknown: Rule = {
  id: 'gearbox-unknown',
  text: 'The gearbox is blank or an unknown word',
  action: 'flag',
  check(listing, { columns }) {
    if (listing.transmission !== null || columns.at.transmission < 0) return null
    const text = listing.unreadable.transmission
    return text === undefined ? 'Gearbox is blank' : `Gearbox ${quoted(text)} is not known`
  },
}
