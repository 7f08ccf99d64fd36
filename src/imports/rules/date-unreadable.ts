import { message } from '../../platform/language/message.ts'
import { quoted } from '../pipeline/listing.ts'
import type { Rule } from './rule.ts'

export const dateUnreadable: Rule = {
  id: 'date-unreadable',
  text: 'The date of registration cannot be read or does not exist',
  action: 'flag',
  pack: 'any',
  check(listing) {
    const text = listing.unreadable.registered_on
    return text === undefined
      ? null
      : message('Date "{date}" cannot be read', { date: quoted(text) })
  },
}
