import { type Car, dealPosition } from '../listing/car.ts'
import type { CarFilter } from '../listing/query.ts'
import { trust } from '../pricing/index.ts'
import { neighboursOf } from './neighbours.ts'
import type { MarketReader, Snapshot } from './read.ts'

/** Of those lowest in their intervals so many are weighed against each other. */
const WEIGHED = 100

/**
 * The best deals of a filter, best first: how far a price lies below the middle of its interval, in widths of the
 * interval, times the trust that its comparables deserve.
 */
export async function bestDeals(
  cars: MarketReader,
  snapshot: Snapshot,
  filter: CarFilter,
): Promise<Car[]> {
  const [{ items }, neighbours] = await Promise.all([
    cars.page(snapshot, { filter, sort: 'deal', limit: WEIGHED }),
    neighboursOf(cars, snapshot),
  ])
  const weighed = items.flatMap((car) => {
    const position = dealPosition(car)
    if (position === null) return []
    return [{ car, weight: (0.5 - position) * trust(neighbours.near(car) - 1) }]
  })
  return weighed.sort((a, b) => b.weight - a.weight).map(({ car }) => car)
}
