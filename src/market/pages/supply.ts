import type { CarFilter } from '../../listing/query.ts'
import type { StateNames } from '../../listing/words.ts'
import { mostFirst } from '../../snapshots/spread.ts'
import type { CarStore, Distribution, Snapshot } from '../../snapshots/store.ts'
import type { Read } from './kept.ts'

export type Place = { key: string; name: string; count: number; median: number }
/** Where cars were first registered, most cars first; it is not where they are sold. */
export type Supply = {
  total: number
  by_state: Place[]
  by_city: Place[]
  /** cars whose plate does not say it */
  without_state: number
  without_city: number
}

/** @param stateNames what the market calls its states */
export const supplyReader =
  (stateNames: StateNames): Read<Supply> =>
  (cars, snapshot, filter) =>
    readSupply(cars, snapshot, filter, stateNames)

async function readSupply(
  cars: CarStore,
  snapshot: Snapshot,
  filter: CarFilter,
  stateNames: StateNames,
): Promise<Supply> {
  const by = (field: 'state' | 'city') =>
    cars.distribution(snapshot, filter, { of: 'price', by: field, quantiles: [0.5] })
  const [states, cities] = await Promise.all([by('state'), by('city')])
  return {
    total: states.reduce((sum, { count }) => sum + count, 0),
    by_state: places(states, (code) => stateNames.get(code) ?? code),
    by_city: places(cities, (city) => city),
    without_state: unknown(states),
    without_city: unknown(cities),
  }
}

function places(rows: Distribution[], nameOf: (key: string) => string): Place[] {
  const known = rows.filter(({ group }) => group !== null)
  return mostFirst(known).map(({ group, count, quantiles: [median = 0] }) => {
    const key = String(group)
    return { key, name: nameOf(key), count, median }
  })
}

const unknown = (rows: Distribution[]) => rows.find(({ group }) => group === null)?.count ?? 0
