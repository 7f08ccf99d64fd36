import { message } from '../../../platform/language/message.ts'
import type { Rule } from '../../rule.ts'

export const officeUnknown: Rule = {
  id: 'office-unknown',
  text: 'The registration office is in no list: only the state is shown',
  action: 'flag',
  check(listing) {
    return listing.registration?.note === 'office-unknown'
      ? message('No list has the office {mark}', { mark: listing.registration_mark ?? '' })
      : null
  },
}
