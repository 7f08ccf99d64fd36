import { quoted } from '../../listing/row.ts'
import type { Rule } from '../../packs/rule.ts'

export const dateUnreadable: Rule = {
  id: 'date-unreadable',
  text: 'The date of registration cannot be read or does not exist',
  action: 'flag',
  check(listing) {
    const text = listing.unreadable.registered_on
    return text === undefined ? null : `Date ${quoted(text)} cannot be read`
  },
}
