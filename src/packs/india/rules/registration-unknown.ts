import { quoted } from '../../../listing/row.ts'
import { message } from '../../../platform/language/message.ts'
import type { Rule } from '../../rule.ts'

export const registrationUnknown: Rule = {
  id: 'registration-unknown',
  text: 'The registration prefix is malformed or names no state',
  action: 'flag',
  check(listing) {
    const { registration_mark: mark, registration } = listing
    return mark !== null && registration?.note === 'unknown'
      ? message('Registration "{mark}" names no state', { mark: quoted(mark) })
      : null
  },
}
