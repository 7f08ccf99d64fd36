import { isBlankCell, quoted } from '../../listing/row.ts'
import type { Rule } from '../../packs/rule.ts'

export const fuelUnknown: Rule = {
  id: 'fuel-unknown',
  text: 'The fuel is blank or an unknown word',
  action: 'flag',
  check(listing, { columns }) {
    const text = listing.unreadable.fuel
    if (text !== undefined) return `Fuel ${quoted(text)} is not known`
    return columns.at.fuel >= 0 && isBlankCell(listing, 'fuel') ? 'Fuel is blank' : null
  },
}
