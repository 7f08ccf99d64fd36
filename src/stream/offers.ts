import type { MarketReader, Snapshot } from '../snapshots/read.ts'
import { type CarState, storiesOf } from '../transactions/car-state.ts'
import type { TransactionReader } from '../transactions/store.ts'
import type { Offered } from './make-up.ts'

/** Cars that a simulator deals with; a market may have a million */
const MOST = 20_000
/** Cars asked about at once */
const CHUNK = 500

export type Offers = { cars: Offered[]; states: Map<string, CarState> }

/** The cars of a snapshot as a simulator knows them, and what has happened to them. */
export async function offersOf(
  market: MarketReader,
  transactions: TransactionReader,
  snapshot: Snapshot,
): Promise<Offers> {
  const offers: Offers = { cars: [], states: new Map() }
  for await (const batch of market.scan(snapshot, {})) {
    for (let at = 0; at < batch.length; at += CHUNK) {
      const cars = batch.slice(at, at + CHUNK)
      const ids = cars.map(({ id }) => id)
      const { first, later } = await market.arrivals(ids, snapshot.version + 1)
      for (const { id, brand, title, price } of cars) {
        offers.cars.push({ id, brand, title, price, listed_at: later.get(id) ?? first })
      }
      for (const [id, { state }] of storiesOf(await transactions.ofCars(ids))) {
        offers.states.set(id, state)
      }
    }
    if (offers.cars.length >= MOST) break
  }
  return offers
}
