import { message } from '../../platform/language/message.ts'
import { quoted } from '../pipeline/listing.ts'
import type { Rule } from './rule.ts'

export const registrationUnknown: Rule = {
  id: 'registration-unknown',
  text: 'The registration prefix is malformed or names no state',
  action: 'flag',
  pack: 'india',
  check(listing) {
    const { registration_mark: mark, registration } = listing
    return mark !== null && registration?.note === 'unknown'
      ? message('Registration "{mark}" names no state', { mark: quoted(mark) })
      : null
  },
}
