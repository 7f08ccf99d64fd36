import { quoted } from '../../listing/row.ts'
import type { Rule } from '../../packs/rule.ts'
import { message } from '../../platform/language/message.ts'

export const ownersUnknown: Rule = {
  id: 'owners-unknown',
  text: 'The number of owners is blank or cannot be read',
  action: 'flag',
  check(listing, { columns }) {
    if (listing.owners !== null || columns.at.owners < 0) return null
    const text = listing.unreadable.owners
    return text === undefined
      ? message('Owners are blank')
      : message('Owners "{text}" cannot be read', { text: quoted(text) })
  },
}
