import type { Rule } from '../../packs/rule.ts'
import { message } from '../../platform/language/message.ts'

export const engineMissing: Rule = {
  id: 'engine-missing',
  text: 'The engine size is not stated, and no twin tells it',
  action: 'flag',
  check(listing, { columns }) {
    const missing = listing.engine_cc === null && listing.fuel !== 'electric'
    return missing && columns.at.engine_cc >= 0 ? message('Engine size is not stated') : null
  },
}
