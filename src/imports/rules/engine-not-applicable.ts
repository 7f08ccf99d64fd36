import { message } from '../../platform/language/message.ts'
import type { Rule } from './rule.ts'

export const engineNotApplicable: Rule = {
  id: 'engine-not-applicable',
  text: 'An electric car has no engine size',
  action: 'flag',
  pack: 'any',
  check(listing, { columns }) {
    const blank = listing.engine_cc === null && listing.fuel === 'electric'
    return blank && columns.at.engine_cc >= 0
      ? message('Electric: an engine size does not apply')
      : null
  },
}
