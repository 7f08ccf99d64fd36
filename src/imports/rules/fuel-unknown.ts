import { isBlankCell } from '../cleaning/clean.ts'
import { quoted } from '../pipeline/listing.ts'
import type { Rule } from './rule.ts'

export const fuelUnknown: Rule = {
  id: 'fuel-unknown',
  text: 'The fuel is blank or an unknown word',
  action: 'flag',
  pack: 'any',
  check(listing, { columns }) {
    const text = listing.unreadable.fuel
    if (text !== undefined) return `Fuel ${quoted(text)} is not known`
    return columns.at.fuel >= 0 && isBlankCell(listing, 'fuel') ? 'Fuel is blank' : null
  },
}
