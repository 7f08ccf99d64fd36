import { KM_IMPLAUSIBLE } from '../../listing/flags.ts'
import { ageOf } from '../../listing/row.ts'
import type { Rule } from '../../packs/rule.ts'
import { message } from '../../platform/language/message.ts'

/** km in a year of age, the first counted whole: 200 a day on 300 days. */
const MOST_KM_A_YEAR = 60_000
/** km in the life of a car. */
const MOST_KM = 1_000_000
/** A car of five years and more with at most so many km was read with digits missing. */
const LEAST_KM = { km: 50, years: 5 }

export const kmImplausible: Rule = {
  id: KM_IMPLAUSIBLE,
  text: 'The distance driven is more, or far less, than a car of its age can have',
  action: 'flag',
  check(listing, context) {
    const { km } = listing
    if (km === null) return null
    const years = Math.max(1, ageOf(listing, context))
    const tooFew = km <= LEAST_KM.km && years >= LEAST_KM.years
    return tooFew || km > MOST_KM_A_YEAR * years || km > MOST_KM
      ? message('{km} km in {n, plural, one {# year} other {# years}}', { km, n: years })
      : null
  },
}
