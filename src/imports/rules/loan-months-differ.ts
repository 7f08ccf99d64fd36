import { expectedMonths } from '../../packs/india/loan.ts'
import { message } from '../../platform/language/message.ts'
import { ageOf } from '../pipeline/listing.ts'
import type { Rule } from './rule.ts'

export const loanMonthsDiffer: Rule = {
  id: 'loan-months-differ',
  text: 'The term of the loan is not the one that the age and fuel of the car give',
  action: 'flag',
  pack: 'india',
  check(listing, context) {
    const months = listing.loan?.months ?? null
    if (months === null) return null
    const state = listing.registration?.state ?? null
    const expected = expectedMonths(listing.fuel, state, ageOf(listing, context))
    return expected === null || expected === months
      ? null
      : message('{months} months where its age and fuel give {expected}', { months, expected })
  },
}
