import { message } from '../../platform/language/message.ts'
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
    if (text !== undefined) return message('Fuel "{text}" is not known', { text: quoted(text) })
    return columns.at.fuel >= 0 && isBlankCell(listing, 'fuel') ? message('Fuel is blank') : null
  },
}
