import type { Collection } from 'mongodb'
import { isDuplicate, retrying, WITHOUT_TIMEOUT } from '../../platform/stores/mongo.ts'
import { both, type Condition, type Direction } from './conditions.ts'

export const BATCH = 1000

/** A collection as far as `byId` needs it, whatever its documents. */
type Readable = {
  find(
    condition: object,
    options: object,
  ): { sort(by: Direction): { limit(most: number): { toArray(): Promise<unknown[]> } } }
}

/**
 * Documents by id. Each batch is a query of its own, which the driver may repeat, so that a long pass outlives
 * a change of primary and holds no cursor that a slow reader could let run out.
 */
export async function* byId<T extends { _id: string }>(
  collection: Readable,
  condition: Condition,
  projection: Condition = {},
): AsyncIterable<T[]> {
  let after: Condition[] = []
  for (;;) {
    const found = (await collection
      .find(both(...[condition].filter((part) => Object.keys(part).length > 0), ...after), {
        projection,
      })
      .sort({ _id: 1 })
      .limit(BATCH)
      .toArray()) as T[]
    const last = found.at(-1)
    if (last) yield found
    if (!last || found.length < BATCH) return
    after = [{ _id: { $gt: last._id } }]
  }
}

/** Two sequences in order of id, walked as one: null where a side has no such id. */
export async function* sideBySide<T extends { _id: string }>(
  left: AsyncIterable<T[]>,
  right: AsyncIterable<T[]>,
): AsyncIterable<[T | null, T | null]> {
  const [lefts, rights] = [singly(left), singly(right)]
  let [a, b] = [await lefts.next(), await rights.next()]
  while (!a.done || !b.done) {
    const order = a.done ? 1 : b.done ? -1 : compare(a.value._id, b.value._id)
    yield [order <= 0 && !a.done ? a.value : null, order >= 0 && !b.done ? b.value : null]
    if (order <= 0) a = await lefts.next()
    if (order >= 0) b = await rights.next()
  }
}

async function* singly<T>(batches: AsyncIterable<T[]>): AsyncGenerator<T, undefined> {
  for await (const batch of batches) yield* batch
}

/** As the database orders them: by their bytes. */
const compare = (a: string, b: string) =>
  a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b))

/** In batches, each acknowledged before the next is sent. */
export async function insert<T extends { _id: string | number }>(to: Collection<T>, docs: T[]) {
  for (let at = 0; at < docs.length; at += BATCH) {
    const batch = docs.slice(at, at + BATCH) as unknown as Parameters<typeof to.insertMany>[0]
    await retrying((before) =>
      to.insertMany(batch, { ordered: false }).catch((error) => {
        // An earlier attempt, of which no answer came, may have written some.
        if (before === 0 || !isDuplicate(error)) throw error
      }),
    )
  }
}

/** What is there already is left as it is. */
export const index = (
  collection: { createIndexes(specs: { key: Direction }[], options: object): Promise<unknown> },
  keys: Direction[],
) =>
  retrying(async () => {
    await collection.createIndexes(
      keys.map((key) => ({ key })),
      WITHOUT_TIMEOUT,
    )
  })

export const drop = (collection: { drop(options: object): Promise<boolean> }) =>
  retrying(async () => {
    await collection.drop(WITHOUT_TIMEOUT)
  })
