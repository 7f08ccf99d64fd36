import { isBlankCell, quoted } from '../../listing/row.ts'
import type { Rule } from '../../packs/rule.ts'
import { message } from '../../platform/language/message.ts'

export const fuelUnknown: Rule = {
  id: 'fuel-unknown',
  text: 'The fuel is blank or an unknown word',
  action: 'flag',
  check(listing, { columns }) {
    const text = listing.unreadable.fuel
    if (text !== undefined) return message('Fuel "{text}" is not known', { text: quoted(text) })
    return columns.at.fuel >= 0 && isBlankCell(listing, 'fuel') ? message('Fuel is blank') : null
  },
}
