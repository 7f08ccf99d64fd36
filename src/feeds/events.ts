import type { Car } from '../listing/car.ts'
import type { CarFilter } from '../listing/query.ts'
import { newsOf } from '../snapshots/news.ts'
import type { Change, MarketReader, Snapshot } from '../snapshots/read.ts'

export const MOST_ENTRIES = 100

/** A car that appeared or became cheaper, as it is in the current snapshot. Prices in the currency of the market. */
export type FeedEvent = {
  kind: 'new' | 'cheaper' | 'listed'
  car: Car
  /** The snapshot in which it happened */
  version: number
  /** ISO moment of that snapshot */
  at: string
  /** What it asked then */
  price: number
  /** Before it became cheaper; null for others */
  before: number | null
}
export type FeedContent = {
  snapshot: Snapshot
  filter: CarFilter
  /** Newest first; in one snapshot by id */
  events: FeedEvent[]
  /** No snapshot stood before this one: the events are what is listed, best deals first. */
  first: boolean
  /** There may be more than these */
  cut: boolean
}

export async function readFeed(
  cars: MarketReader,
  snapshot: Snapshot,
  filter: CarFilter,
): Promise<FeedContent> {
  const first = (await cars.changes(snapshot.version)) === null
  const { events, cut } = first
    ? await listed(cars, snapshot, filter)
    : await changed(cars, snapshot, filter)
  return { snapshot, filter, events, first, cut }
}

async function listed(cars: MarketReader, snapshot: Snapshot, filter: CarFilter) {
  const sort = snapshot.estimates ? 'deal' : 'price'
  const { items, total } = await cars.page(snapshot, { filter, sort, limit: MOST_ENTRIES })
  const { version, published_at: at } = snapshot
  const events = items.map((car): FeedEvent => {
    return { kind: 'listed', car, version, at, price: car.price, before: null }
  })
  return { events, cut: total > items.length }
}

/** What happened in the snapshots that are kept, to cars that are still there and match. */
async function changed(cars: MarketReader, snapshot: Snapshot, filter: CarFilter) {
  const { changes, cut } = await newsOf(cars, snapshot, filter, { most: MOST_ENTRIES })
  const ids = [...new Set(changes.map(({ id }) => id))]
  const known = new Map(
    (await Promise.all(ids.map((id) => cars.find(snapshot, id))))
      .filter((car) => car !== null)
      .map((car) => [car.id, car]),
  )
  return { events: changes.flatMap((change) => eventOf(change, known.get(change.id))), cut }
}

function eventOf(change: Change, car: Car | undefined): FeedEvent[] {
  if (!car) return []
  const { kind, version, published_at: at, price_before: before, price_after } = change
  const price = price_after ?? car.price
  return kind === 'new'
    ? [{ kind: 'new', car, version, at, price, before: null }]
    : [{ kind: 'cheaper', car, version, at, price, before }]
}
