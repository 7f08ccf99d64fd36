import type { Car } from '../listing/car.ts'
import { readCursor, writeCursor } from '../listing/cursor.ts'
import {
  type CarFilter,
  type CarQuery,
  DEFAULT_SORT,
  filterOf,
  PAGE_SIZE,
  toSearch,
} from '../listing/query.ts'
import { NoSnapshot, refusal } from '../platform/http/errors.ts'
import { message } from '../platform/language/message.ts'
import type { CarPage, MarketReader, Snapshot } from './read.ts'

/** @throws HttpError 503 before the first import */
export async function currentSnapshot(cars: MarketReader): Promise<Snapshot> {
  const snapshot = await cars.current()
  if (!snapshot) throw new NoSnapshot()
  return snapshot
}

export type Listing = CarPage & {
  /** Query strings; null at the ends */
  self: string
  next: string | null
  prev: string | null
  /** Number of the first of these cars, from 1 */
  first: number
}

/**
 * The snapshot that a query is answered from: the current one, or the one that its cursor began with.
 * @throws HttpError 400 where deals are asked for and it has none; 503 before the first import
 */
export async function snapshotFor(
  cars: MarketReader,
  query: CarQuery,
): Promise<{ snapshot: Snapshot; current: Snapshot }> {
  const version = readCursor(query)?.version
  const current = await currentSnapshot(cars)
  const older = version === undefined || version === current.version ? null : version
  const snapshot = (older !== null && (await cars.readable(older))) || current
  refuseDeals(query, snapshot)
  return { snapshot, current }
}

/**
 * One page of the market, with the ways to the next and the one before.
 * @param found the filter that finds the cars, where it is another than the one that was asked with
 */
export async function listCars(
  cars: MarketReader,
  query: CarQuery,
  snapshot: Snapshot,
  found: CarFilter = filterOf(query),
): Promise<Listing> {
  const cursor = readCursor(query)
  const { filter, sort, limit } = { ...query, filter: filterOf(query) }
  const at = cursor && { at: cursor.at }
  const page = await cars.page(snapshot, { filter: found, sort, limit, ...at })
  const search = (place?: string) => toSearch(filter, { ...shown(query), cursor: place })
  const [head, last] = [page.items[0], page.items.at(-1)]
  const shownHere = page.items.length
  const first =
    cursor === null ? 1 : cursor.at.towards === 'next' ? cursor.ordinal : cursor.ordinal - shownHere
  const cursorTo = (towards: 'next' | 'prev', edge: Car, ordinal: number) =>
    search(writeCursor(query, snapshot, towards, edge, ordinal))
  return {
    ...page,
    self: search(cursor ? query.cursor : undefined),
    next: page.after && last ? cursorTo('next', last, first + shownHere) : null,
    prev: page.before && head ? cursorTo('prev', head, first) : null,
    first,
  }
}

/** @throws HttpError 400 where deals are asked for and the market has no estimates */
export function refuseDeals(query: CarFilter & Partial<CarQuery>, { estimates }: Snapshot): void {
  if (estimates) return
  const unrated = message('deals are not rated: this market has no estimates')
  const errors = [
    ...(query.deal ? [{ parameter: 'deal', message: unrated }] : []),
    ...(query.sort?.endsWith('deal') ? [{ parameter: 'sort', message: unrated }] : []),
  ]
  if (errors.length > 0) throw refusal(400, errors)
}

/** Order and size of a query where they are not the usual ones. */
export function shown({ sort, limit }: CarQuery): { sort?: string; limit?: number } {
  return {
    ...(sort !== DEFAULT_SORT && { sort }),
    ...(limit !== PAGE_SIZE && { limit }),
  }
}

/** A few cars whose titles have these words; where none has, with fewer and fewer of them. */
export async function carsLike(cars: MarketReader, words: readonly string[]) {
  const snapshot = await cars.current()
  for (let used = words.length; snapshot && used > 1; used--) {
    const filter = { q: words.slice(0, used).join(' ') }
    const { items } = await cars.page(snapshot, { filter, sort: 'price', limit: 4 })
    if (items.length > 0) {
      return items.map(({ id, title }) => ({ href: `/cars/${id}`, label: title }))
    }
  }
  return []
}
