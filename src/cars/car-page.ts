import type { Deps } from '../deps.ts'
import { registrationLimit } from '../imports/registration-rule.ts'
import { RULES } from '../imports/rules/index.ts'
import type { Car } from './car.ts'
import { similarCars } from './similar.ts'
import type { Snapshot } from './store.ts'
import type { CarPageProps, RegistrationTerm } from './views/car-page.tsx'

const SIMILAR_SHOWN = 7

/** Everything that the page of a car shows, or null when there is no such car. */
export async function readCarPage(
  { cars }: Deps,
  snapshot: Snapshot,
  id: string,
): Promise<CarPageProps | null> {
  const car = await cars.find(snapshot, id)
  if (!car) return null
  const [lineage, history, similar] = await Promise.all([
    cars.lineage(snapshot, id),
    cars.history(id),
    similarCars(cars, snapshot, car, SIMILAR_SHOWN),
  ])
  return {
    car,
    snapshot,
    lineage,
    history,
    rules: RULES.filter(({ id }) => car.flags.includes(id)),
    similar: similar.map(({ car }) => car),
    term: termOf(car),
  }
}

/** The registration rule as it applies to a car; null where the market has none. */
function termOf(car: Car): RegistrationTerm | null {
  if (car.years_left === null) return null
  const limit = registrationLimit(car.fuel, car.state)
  const listed = car.registered_on !== null && car.registered_on >= `${car.year}-01-01`
  const from = listed && car.registered_on ? car.registered_on : `${car.year}-01-01`
  const until = `${Number(from.slice(0, 4)) + limit.years}${from.slice(4)}`
  const where = limit.applies.states && car.state_name ? ` registered in ${car.state_name}` : ''
  const since = listed ? 'its registration' : 'the start of its year of make, the earliest possible'
  return {
    from,
    until,
    text: `A ${limit.applies.fuels ? `${car.fuel} car` : 'private car'}${where} may stay registered for ${limit.years} years, counted from ${since}.`,
    source: limit.source,
    status: limit.status,
    status_on: limit.as_of,
  }
}
