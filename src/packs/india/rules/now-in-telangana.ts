import { message } from '../../../platform/language/message.ts'
import type { Rule } from '../../rule.ts'

export const nowInTelangana: Rule = {
  id: 'now-in-telangana',
  text: 'The plate says Andhra Pradesh; its office is in Telangana today',
  action: 'flag',
  check(listing) {
    return listing.registration?.note === 'telangana'
      ? message('{mark} is an office of Telangana today', {
          mark: listing.registration_mark ?? '',
        })
      : null
  },
}
