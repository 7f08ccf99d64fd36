import { Neighbours } from '../pricing/index.ts'
import type { MarketReader, Snapshot } from './read.ts'

/** How many cars of a snapshot can be compared with a car. */
export function neighboursOf(cars: MarketReader, snapshot: Snapshot): Promise<Neighbours> {
  return cars.derived.once(snapshot, 'neighbours', async () => {
    const by = ['brand', 'base_model', 'year'] as const
    const neighbours = new Neighbours()
    for (const { keys, count } of await cars.group(
      snapshot,
      {},
      { of: 'price', by, quantiles: [] },
    )) {
      const [brand, base_model, year] = keys
      neighbours.add({ brand: `${brand}`, base_model: `${base_model}`, year: Number(year) }, count)
    }
    return neighbours
  })
}
