import type { RulePack } from '../pipeline/listing.ts'
import { dateUnreadable } from './date-unreadable.ts'
import { engineFromTwins } from './engine-from-twins.ts'
import { engineImplausible } from './engine-implausible.ts'
import { engineMissing } from './engine-missing.ts'
import { engineNotApplicable } from './engine-not-applicable.ts'
import { exactDuplicate } from './exact-duplicate.ts'
import { fuelContradictsModel } from './fuel-contradicts-model.ts'
import { fuelUnknown } from './fuel-unknown.ts'
import { gearboxContradictsModel } from './gearbox-contradicts-model.ts'
import { gearboxUnknown } from './gearbox-unknown.ts'
import { identityBlank } from './identity-blank.ts'
import { kmImplausible } from './km-implausible.ts'
import { kmInvalid } from './km-invalid.ts'
import { loanMonthsDiffer } from './loan-months-differ.ts'
import { monthlyCostDiffers } from './monthly-cost-differs.ts'
import { nowInTelangana } from './now-in-telangana.ts'
import { officeUnknown } from './office-unknown.ts'
import { officeUnverified } from './office-unverified.ts'
import { ownersUnknown } from './owners-unknown.ts'
import { priceImplausible } from './price-implausible.ts'
import { priceMissing } from './price-missing.ts'
import { registrationBeforeMake } from './registration-before-make.ts'
import { registrationUnknown } from './registration-unknown.ts'
import { rowMalformed } from './row-malformed.ts'
import type { Rule } from './rule.ts'
import { sameCarOtherPrice } from './same-car-other-price.ts'
import { yearImplausible } from './year-implausible.ts'

export type { Rule } from './rule.ts'

/** In the order in which they are asked: a reject keeps the first reason. */
export const RULES: readonly Rule[] = [
  rowMalformed,
  identityBlank,
  priceMissing,
  priceImplausible,
  yearImplausible,
  kmInvalid,
  exactDuplicate,
  engineFromTwins,
  engineMissing,
  engineNotApplicable,
  engineImplausible,
  gearboxUnknown,
  fuelUnknown,
  ownersUnknown,
  gearboxContradictsModel,
  fuelContradictsModel,
  dateUnreadable,
  registrationBeforeMake,
  kmImplausible,
  registrationUnknown,
  officeUnknown,
  officeUnverified,
  nowInTelangana,
  sameCarOtherPrice,
  monthlyCostDiffers,
  loanMonthsDiffer,
]

/** The rules that an import counts under a pack. */
export function rulesOf(pack: RulePack): Rule[] {
  return RULES.filter((rule) => rule.pack === 'any' || rule.pack === pack)
}
