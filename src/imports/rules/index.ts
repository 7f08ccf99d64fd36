import type { Pack } from '../../packs/pack.ts'
import type { Rule } from '../../packs/rule.ts'
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
import { ownersUnknown } from './owners-unknown.ts'
import { priceImplausible } from './price-implausible.ts'
import { priceMissing } from './price-missing.ts'
import { registrationBeforeMake } from './registration-before-make.ts'
import { rowMalformed } from './row-malformed.ts'
import { rowRepaired } from './row-repaired.ts'
import { sameCarOtherPrice } from './same-car-other-price.ts'
import { textDamaged } from './text-damaged.ts'
import { yearImplausible } from './year-implausible.ts'

/** About a row and the car that it describes, in the order in which they are asked: a reject keeps the first reason. */
const ABOUT_THE_CAR = [
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
  rowRepaired,
  textDamaged,
]

/** Those of every market. */
export const COMMON_RULES: readonly Rule[] = [...ABOUT_THE_CAR, sameCarOtherPrice]

/** The rules of a market in the order in which they are asked. */
export function rulesOf({ rules }: Pick<Pack, 'rules'>): Rule[] {
  return [...ABOUT_THE_CAR, ...rules.plate, sameCarOtherPrice, ...rules.cost]
}
