import type { Fuel } from '../../../listing/car.ts'
import { ageOf } from '../../../listing/row.ts'
import { message } from '../../../platform/language/message.ts'
import type { Rule } from '../../rule.ts'

/** Months that a lender gives for a fuel, a state and an age in years; null: it gives none. */
type Terms = (fuel: Fuel, state: string | null, age: number) => number | null

export const loanMonthsDiffer = (expectedMonths: Terms): Rule => ({
  id: 'loan-months-differ',
  text: 'The term of the loan is not the one that the age and fuel of the car give',
  action: 'flag',
  check(listing, context) {
    const months = listing.loan?.months ?? null
    if (months === null) return null
    const state = listing.registration?.state ?? null
    const expected = expectedMonths(listing.fuel, state, ageOf(listing, context))
    return expected === null || expected === months
      ? null
      : message('{months} months where its age and fuel give {expected}', { months, expected })
  },
})
