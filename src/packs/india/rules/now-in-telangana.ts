import type { Rule } from '../../rule.ts'

export const nowInTelangana: Rule = {
  id: 'now-in-telangana',
  text: 'The plate says Andhra Pradesh; its office is in Telangana today',
  action: 'flag',
  check(listing) {
    return listing.registration?.note === 'telangana'
      ? `${listing.registration_mark} is an office of Telangana today`
      : null
  },
}
