import { quoted } from '../../listing/row.ts'
import type { Rule } from '../../packs/rule.ts'
import { message } from '../../platform/language/message.ts'

export const dateUnreadable: Rule = {
  id: 'date-unreadable',
  text: 'The date of registration cannot be read or does not exist',
  action: 'flag',
  check(listing) {
    const text = listing.unreadable.registered_on
    return text === undefined
      ? null
      : message('Date "{date}" cannot be read', { date: quoted(text) })
  },
}
