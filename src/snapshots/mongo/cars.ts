import type { Db } from 'mongodb'
import type { Car, Lineage } from '../../listing/car.ts'
import { type CarFilter, type Position, type Sort, sortValue } from '../../listing/query.ts'
import type { CarReader, Snapshot } from '../read.ts'
import { byId } from './batches.ts'
import { beyond, match, order, plain } from './filter.ts'
import { type CarDoc, carsIn, collectionsOf, READ, toCar } from './schema.ts'

export function carsOf(db: Db): CarReader {
  const stands = async (
    snapshot: Snapshot,
    filter: CarFilter,
    sort: Sort,
    car: Car,
    towards: Position['towards'],
  ) => {
    const place = { towards, value: sortValue(car, sort), id: car.id }
    const condition = match(filter, undefined, [beyond(sort, place)])
    return (await carsIn(db, snapshot).findOne(condition, { projection: { _id: 1 } })) !== null
  }

  return {
    async page(snapshot, { filter, sort, limit, at }) {
      const backwards = at?.towards === 'prev'
      const condition = match(filter, undefined, at ? [beyond(sort, at)] : [])
      const [total, docs] = await Promise.all([
        countOf(db, snapshot, filter),
        carsIn(db, snapshot)
          .find(condition, { projection: READ })
          .sort(order(sort, backwards))
          .limit(limit + 1)
          .toArray(),
      ])
      const more = docs.length > limit
      const items = docs.slice(0, limit).map(toCar)
      if (backwards) items.reverse()
      const edge = backwards ? items.at(-1) : items[0]
      const behind =
        at !== undefined &&
        (edge === undefined
          ? total > 0
          : await stands(snapshot, filter, sort, edge, backwards ? 'next' : 'prev'))
      return backwards
        ? { items, total, before: more, after: behind }
        : { items, total, before: behind, after: more }
    },

    async find(snapshot, id) {
      const condition = { _id: { $eq: plain(id) } }
      const found = await carsIn(db, snapshot).findOne(condition, { projection: READ })
      return found && toCar(found)
    },

    async lineage(snapshot, id) {
      const condition = { _id: { $eq: plain(id) } }
      const found = await carsIn(db, snapshot).findOne(condition, { projection: { lineage: 1 } })
      return found ? (found.lineage as Lineage) : null
    },

    async among(snapshot, filter, ids) {
      const these = { _id: { $in: ids.map(plain) } }
      const found = await carsIn(db, snapshot)
        .find(match(filter, undefined, [these]), { projection: { _id: 1 } })
        .toArray()
      return new Set(found.map(({ _id }) => _id))
    },

    async *scan(snapshot, filter) {
      const found = byId<CarDoc>(carsIn(db, snapshot), match(filter), READ)
      for await (const docs of found) yield docs.map(toCar)
      await assertWhole(db, snapshot)
    },
  }
}

export async function countOf(db: Db, snapshot: Snapshot, filter: CarFilter): Promise<number> {
  const condition = match(filter)
  if (Object.keys(condition).length === 0) return snapshot.cars
  return carsIn(db, snapshot).countDocuments(condition)
}

/** A reader who is behind by more than the grace time must hear it, not take a part for the whole. */
export async function assertWhole(db: Db, { version, import_id }: Snapshot): Promise<void> {
  const found = await collectionsOf(db).published.findOne({ _id: { $eq: version } })
  if (found?.import_id === import_id && !found.dropped) return
  throw new Error(`snapshot ${version} was removed while it was read`)
}
