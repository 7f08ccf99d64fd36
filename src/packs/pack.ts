import type { Car, Fuel } from '../listing/car.ts'
import type { Registration } from '../listing/row.ts'
import type { Bounds, Rule } from './rule.ts'

/** How long a private car may stay registered. `applies` null: all of them, but for those that stand before it. */
export type RegistrationLimit = {
  id: string
  applies: { fuels: readonly Fuel[] | null; states: readonly string[] | null }
  years: number
  source: string
  /** date up to which the status was followed */
  as_of: string
  status: string
}

/** Where a market's price categories end, exclusive, in whole units of its currency. */
export type PriceBands = { budget: number; middle: number; upper: number }

type Registered = Pick<Car, 'year' | 'registered_on' | 'fuel' | 'state'>

/**
 * A market as one value: all that is true of its cars, plates and lenders and of no other. A market is added as a
 * folder beside this file that makes such a value, and as a name in all/index.ts; nothing else asks which market it is.
 */
export type Pack = {
  /** as RULE_PACK names it */
  id: string
  /** as readers see it */
  name: string
  bounds: Bounds
  /** null: the market has no customary price categories */
  priceBands: PriceBands | null
  /** by their codes; empty where plates tell nothing */
  stateNames: ReadonlyMap<string, string>
  /** rows of their codes as they lie to each other, blank where none lies; empty: not known */
  stateMap: readonly (readonly string[])[]
  /** base models by the folded word for their body, as people search for it; empty: not known */
  bodies: ReadonlyMap<string, readonly string[]>
  /** the base models of a brand by their compact names (names.ts); null: of any brand, or of this one, none is known */
  baseModelsOf(brand: string): ReadonlyMap<string, string> | null
  /** What a listing calls its registration, as it is kept. */
  cleanMark(text: string): string
  /** Where a mark was issued; null: marks tell nothing. */
  lookUpRegistration(mark: string): Registration | null
  /** The loan behind a listed monthly cost; null: lenders tell nothing. */
  recoverLoan(price: number, emi: number): Car['loan']
  /** the first that applies decides; empty: no limit */
  registrationLimits: readonly RegistrationLimit[]
  /** The limit of a car, by its fuel, its state and its mark; null: none. */
  registrationLimit(
    fuel: Fuel,
    state: string | null,
    mark?: string | null,
  ): RegistrationLimit | null
  /** Years that a car may stay registered at `asOf` (ms since 1970), to one decimal; null: no limit. */
  yearsLeft(car: Registered, asOf: number): number | null
  /** Its own rules, where they are asked among those of every market: about the plate, and about the monthly cost. */
  rules: { plate: readonly Rule[]; cost: readonly Rule[] }
  /** Whether the calculators know what it costs there to transfer and to keep a car. */
  hasCosts: boolean
  /** Whether the figures of docs/model-report.json were measured on cars of it. */
  isMeasured: boolean
}
