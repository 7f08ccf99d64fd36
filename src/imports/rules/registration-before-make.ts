import type { Rule } from '../../packs/rule.ts'
import { message } from '../../platform/language/message.ts'

export const registrationBeforeMake: Rule = {
  id: 'registration-before-make',
  text: 'The car was registered before its year of make',
  action: 'flag',
  check(listing) {
    const { registered_on, year } = listing
    if (registered_on === null || year === null) return null
    return Number(registered_on.slice(0, 4)) < year
      ? message('Registered on {date}, made in {year}', { date: registered_on, year })
      : null
  },
}
