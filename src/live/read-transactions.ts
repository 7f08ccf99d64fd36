import type { Deps } from '../deps.ts'
import { type Note, type Story, storiesOf } from '../transactions/car-state.ts'
import type { Recorded } from '../transactions/transaction.ts'
import {
  conditionOf,
  type Filter,
  type Listed,
  readCursor,
  searchOf,
  writeCursor,
} from './query.ts'

type Readers = Pick<Deps, 'cars' | 'transactions'>
/** Rows read at once for a file of all of them */
const BATCH = 500

/** One page, newest first, with the ways on and back as the rest of an address. */
export async function readPage(
  deps: Readers,
  query: Filter & { cursor?: string | undefined },
  limit: number,
  more: Record<string, string | undefined> = {},
) {
  const at = readCursor(query)
  const condition = conditionOf(query)
  const [page, total] = await Promise.all([
    deps.transactions.list({ ...condition, limit, ...(at && { at }) }),
    deps.transactions.count(condition),
  ])
  const { items, before, after } = page
  const to = (towards: 'next' | 'prev', edge: Recorded | undefined) =>
    edge ? searchOf(query, { ...more, cursor: writeCursor(query, towards, edge.id) }) : null
  return {
    items: await listed(deps, items),
    total,
    self: searchOf(query, { ...more, cursor: at ? query.cursor : undefined }),
    next: after ? to('next', items.at(-1)) : null,
    prev: before ? to('prev', items[0]) : null,
  }
}

/** All of a filter, newest first, in batches. */
export async function* readAll(deps: Readers, filter: Filter): AsyncGenerator<Listed[]> {
  const condition = conditionOf(filter)
  for (let id: string | undefined; ; ) {
    const { items, after } = await deps.transactions.list({
      ...condition,
      limit: BATCH,
      ...(id !== undefined && { at: { towards: 'next' as const, id } }),
    })
    if (items.length > 0) yield await listed(deps, items)
    id = items.at(-1)?.id
    if (!after || id === undefined) return
  }
}

/** Transactions with what is odd about them. */
export async function listed(
  { cars, transactions }: Readers,
  items: readonly Recorded[],
): Promise<Listed[]> {
  if (items.length === 0) return []
  const ids = [...new Set(items.map(({ car_id }) => car_id))]
  const snapshot = await cars.current()
  const [known, all] = await Promise.all([
    snapshot ? cars.among(snapshot, {}, ids) : new Set<string>(),
    transactions.ofCars(ids),
  ])
  const stories = storiesOf(all)
  return items.map((item) => toListed(item, noteOf(item, stories, known)))
}

function noteOf(
  { id, car_id }: Recorded,
  stories: ReadonlyMap<string, Story>,
  known: ReadonlySet<string>,
): Note | null {
  return known.has(car_id) ? (stories.get(car_id)?.notes.get(id) ?? null) : 'unknown_car'
}

function toListed(
  { version: _, partition: __, offset: ___, ...rest }: Recorded,
  note: Note | null,
): Listed {
  return { ...rest, note }
}
