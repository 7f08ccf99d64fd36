import { message } from '../../../platform/language/message.ts'
import type { Rule } from '../../rule.ts'

export const officeUnverified: Rule = {
  id: 'office-unverified',
  text: 'Lists disagree about the registration office: only the state is shown',
  action: 'flag',
  check(listing) {
    return listing.registration?.note === 'office-unverified'
      ? message('Lists disagree about the office {mark}', { mark: listing.registration_mark ?? '' })
      : null
  },
}
