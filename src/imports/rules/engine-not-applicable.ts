import type { Rule } from '../../packs/rule.ts'
import { message } from '../../platform/language/message.ts'

export const engineNotApplicable: Rule = {
  id: 'engine-not-applicable',
  text: 'An electric car has no engine size',
  action: 'flag',
  check(listing, { columns }) {
    const blank = listing.engine_cc === null && listing.fuel === 'electric'
    return blank && columns.at.engine_cc >= 0
      ? message('Electric: an engine size does not apply')
      : null
  },
}
