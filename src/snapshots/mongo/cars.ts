import type { Db } from 'mongodb'
import type { Lineage } from '../../listing/car.ts'
import type { Snapshot } from '../read.ts'
import { type CarRows, inOrderOf } from '../rows.ts'
import { byId } from './batches.ts'
import { plain } from './conditions.ts'
import { type CarDoc, carsIn, collectionsOf, READ, toCar } from './schema.ts'

export function mongoRows(db: Db): CarRows {
  return {
    async byIds(snapshot, ids) {
      if (ids.length === 0) return []
      const these = { _id: { $in: ids.map(plain) } }
      const found = await carsIn(db, snapshot).find(these, { projection: READ }).toArray()
      return inOrderOf(ids, found.map(toCar), snapshot)
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

    async *all(snapshot) {
      const found = byId<CarDoc>(carsIn(db, snapshot), {}, READ)
      for await (const docs of found) yield docs.map(toCar)
      await assertWhole(db, snapshot)
    },
  }
}

/** A reader who is behind by more than the grace time must hear it, not take a part for the whole. */
export async function assertWhole(db: Db, { version, import_id }: Snapshot): Promise<void> {
  const found = await collectionsOf(db).published.findOne({ _id: { $eq: version } })
  if (found?.import_id === import_id && !found.dropped) return
  throw new Error(`snapshot ${version} was removed while it was read`)
}
