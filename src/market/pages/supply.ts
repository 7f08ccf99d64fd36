import type { CarFilter } from '../../listing/query.ts'
import type { StateNames } from '../../listing/words.ts'
import type { CarGroup, MarketReader, ReadFiltered, Snapshot } from '../../snapshots/read.ts'
import { mostFirst } from '../../snapshots/spread.ts'

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
  (stateNames: StateNames): ReadFiltered<Supply> =>
  (cars, snapshot, filter) =>
    readSupply(cars, snapshot, filter, stateNames)

async function readSupply(
  cars: MarketReader,
  snapshot: Snapshot,
  filter: CarFilter,
  stateNames: StateNames,
): Promise<Supply> {
  const by = (field: 'state' | 'city') =>
    cars.group(snapshot, filter, { of: 'price', by: [field], quantiles: [0.5] })
  const [states, cities] = await Promise.all([by('state'), by('city')])
  return {
    total: states.reduce((sum, { count }) => sum + count, 0),
    by_state: places(states, (code) => stateNames.get(code) ?? code),
    by_city: places(cities, (city) => city),
    without_state: unknown(states),
    without_city: unknown(cities),
  }
}

function places(rows: CarGroup[], nameOf: (key: string) => string): Place[] {
  const known = rows.filter(({ keys: [place] }) => place !== null)
  return mostFirst(known).map(({ keys: [place], count, quantiles: [median = 0] }) => {
    const key = String(place)
    return { key, name: nameOf(key), count, median }
  })
}

const unknown = (rows: CarGroup[]) => rows.find(({ keys: [place] }) => place === null)?.count ?? 0
