import type { Deps } from '../deps.ts'
import type { Car } from '../listing/car.ts'
import { fuelWords } from '../listing/words.ts'
import type { Pack, RegistrationLimit } from '../packs/pack.ts'
import { t } from '../platform/language/message.ts'
import { explain, YEARS_APART } from '../pricing/index.ts'
import { modelOf } from '../snapshots/model.ts'
import { neighboursOf } from '../snapshots/neighbours.ts'
import type { MarketReader, Snapshot } from '../snapshots/read.ts'
import { similarCars } from '../snapshots/similar.ts'
import type { CarPageProps, RegistrationTerm } from './views/car-props.ts'

const SIMILAR_SHOWN = 7
const MOST_DRAWN = 200

/** Everything that the page of a car shows, or null when there is no such car. */
export async function readCarPage(
  { cars, imports, pack }: Deps,
  snapshot: Snapshot,
  id: string,
): Promise<CarPageProps | null> {
  const car = await cars.find(snapshot, id)
  if (!car) return null
  const comparables = (await neighboursOf(cars, snapshot)).near(car) - 1
  const [lineage, history, similar, others, model, run] = await Promise.all([
    cars.lineage(snapshot, id),
    cars.history(id),
    similarCars(cars, snapshot, car, SIMILAR_SHOWN),
    comparables < MOST_DRAWN ? othersOf(cars, snapshot, car) : [],
    modelOf(cars, snapshot),
    imports.find(snapshot.import_id),
  ])
  return {
    car,
    snapshot,
    lineage,
    history,
    rules: run?.rules.filter(({ id }) => car.flags.includes(id)) ?? [],
    similar,
    others,
    comparables,
    explanation: model && car.estimate ? explain(model, car, car.estimate.price) : null,
    term: termOf(car, pack, Date.now()),
    states: pack.stateNames,
  }
}

/** The cars that its estimate can be compared with, cheapest first. */
async function othersOf(cars: MarketReader, snapshot: Snapshot, { id, ...car }: Car) {
  const filter = {
    brand: [car.brand],
    base_model: [car.base_model],
    year_min: Math.max(0, car.year - YEARS_APART),
    year_max: car.year + YEARS_APART,
  }
  const { items } = await cars.page(snapshot, { filter, sort: 'price', limit: MOST_DRAWN })
  return items.filter((other) => other.id !== id)
}

/** The registration rule as it applies to a car; null where the market has none. */
function termOf(car: Car, pack: Pack, now: number): RegistrationTerm | null {
  const limit =
    car.years_left === null
      ? null
      : pack.registrationLimit(car.fuel, car.state, car.registration_mark)
  if (limit === null) return null
  const listed = car.registered_on !== null && car.registered_on >= `${car.year}-01-01`
  const from = listed && car.registered_on ? car.registered_on : `${car.year}-01-01`
  const until = `${Number(from.slice(0, 4)) + limit.years}${from.slice(4)}`
  return {
    from,
    until,
    text: limitWords(car, limit, listed),
    source: limit.source,
    status: limit.status,
    status_on: limit.as_of,
    today: new Date(now).toISOString().slice(0, 10),
    left_today: pack.yearsLeft(car, now) ?? 0,
  }
}

function limitWords(car: Car, { applies, years }: RegistrationLimit, listed: boolean): string {
  const since = listed
    ? t('its registration')
    : t('the start of its year of make, the earliest possible')
  if (!applies.fuels) {
    return t('A private car may stay registered for {years} years, counted from {since}.', {
      years,
      since,
    })
  }
  const fuel = fuelWords(car.fuel)
  return applies.states && car.state_name
    ? t(
        'A {fuel} car registered in {state} may stay registered for {years} years, counted from {since}.',
        { fuel, state: car.state_name, years, since },
      )
    : t('A {fuel} car may stay registered for {years} years, counted from {since}.', {
        fuel,
        years,
        since,
      })
}
