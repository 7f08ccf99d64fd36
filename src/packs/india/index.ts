import { sentence } from '../../platform/language/message.ts'
import type { Pack } from '../pack.ts'
import { BODIES } from './bodies.ts'
import { baseModelsOf } from './catalogue.ts'
import { expectedMonths, recoverLoan } from './loan.ts'
import { cleanMark, lookUpRegistration, stateNames } from './registration.ts'
import { REGISTRATION_LIMITS } from './registration-limits.ts'
import { registrationLimit, yearsLeft } from './registration-rule.ts'
import { loanMonthsDiffer } from './rules/loan-months-differ.ts'
import { monthlyCostDiffers } from './rules/monthly-cost-differs.ts'
import { nowInTelangana } from './rules/now-in-telangana.ts'
import { officeUnknown } from './rules/office-unknown.ts'
import { officeUnverified } from './rules/office-unverified.ts'
import { registrationUnknown } from './rules/registration-unknown.ts'
import { stateMap } from './state-map.ts'

export const india: Pack = {
  id: 'india',
  name: sentence('India'),
  bounds: {
    // ₹10,000 to ₹10 crore
    price: { least: 10_000, most: 100_000_000 },
    // from the smallest city cars to the largest V12
    engine: { least: 500, most: 8_500 },
    earliest_year: 1980,
  },
  // ₹4, 8 and 15 lakh
  priceBands: { budget: 400_000, middle: 800_000, upper: 1_500_000 },
  stateNames,
  stateMap,
  bodies: BODIES,
  baseModelsOf,
  cleanMark,
  lookUpRegistration,
  recoverLoan,
  registrationLimits: REGISTRATION_LIMITS,
  registrationLimit,
  yearsLeft,
  rules: {
    plate: [registrationUnknown, officeUnknown, officeUnverified, nowInTelangana],
    cost: [monthlyCostDiffers, loanMonthsDiffer(expectedMonths)],
  },
  hasCosts: true,
  isMeasured: true,
}
