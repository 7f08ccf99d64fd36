import { quoted } from '../../listing/row.ts'
import type { Rule } from '../../packs/rule.ts'
import { message } from '../../platform/language/message.ts'

export const gearboxUnknown: Rule = {
  id: 'gearbox-unknown',
  text: 'The gearbox is blank or an unknown word',
  action: 'flag',
  check(listing, { columns }) {
    if (listing.transmission !== null || columns.at.transmission < 0) return null
    const text = listing.unreadable.transmission
    return text === undefined
      ? message('Gearbox is blank')
      : message('Gearbox "{text}" is not known', { text: quoted(text) })
  },
}
