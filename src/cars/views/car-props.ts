import type { Car, Lineage } from '../../listing/car.ts'
import type { StateNames } from '../../listing/words.ts'
import type { Explanation } from '../../pricing/index.ts'
import type { Change, Snapshot } from '../../snapshots/read.ts'
import type { Similar as SimilarCar } from '../../snapshots/similar.ts'
import type { RuleText } from './provenance.tsx'

/** How long the registration rule lets a car run, with the standing of the rule. All dates ISO. */
export type RegistrationTerm = {
  from: string
  until: string
  /** What the rule says for this car, as a sentence */
  text: string
  /** Who made it */
  source: string
  /** How it stands, and when that was looked up */
  status: string
  status_on: string
  /** ISO date of today, and the years that are left then */
  today: string
  left_today: number
}

export type CarPageProps = {
  car: Car
  snapshot: Pick<Snapshot, 'version' | 'as_of' | 'published_at' | 'estimates'>
  lineage: Lineage | null
  /** Changes of this car, oldest first */
  history: Change[]
  /** Texts of the rules in `car.flags` */
  rules: RuleText[]
  similar: SimilarCar[]
  /** The other cars of its model within two years, cheapest first; empty where they are too many to be drawn */
  others: Pick<Car, 'id' | 'title' | 'price'>[]
  /** How many other cars of its model within two years are listed */
  comparables: number
  /** Why the estimate is what it is; null where there is none */
  explanation: Explanation | null
  term: RegistrationTerm | null
  /** what the market calls its states */
  states: StateNames
}
