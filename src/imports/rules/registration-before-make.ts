import type { Rule } from '../../packs/rule.ts'

export const registrationBeforeMake: Rule = {
  id: 'registration-before-make',
  text: 'The car was registered before its year of make',
  action: 'flag',
  check(listing) {
    const { registered_on, year } = listing
    if (registered_on === null || year === null) return null
    return Number(registered_on.slice(0, 4)) < year
      ? `Registered on ${registered_on}, made in ${year}`
      : null
  },
}
