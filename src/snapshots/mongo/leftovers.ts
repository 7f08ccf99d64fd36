import type { Db } from 'mongodb'
import { retrying, WITHOUT_TIMEOUT } from '../../platform/stores/mongo.ts'
import type { Indexes } from '../indexes.ts'
import { drop } from './batches.ts'
import { carsIn, collectionsOf, nameOf } from './schema.ts'

/** What killed imports left above the pointer, and collections that no readable snapshot names. */
export async function removeLeftovers(
  db: Db,
  version: number,
  grace: number,
  indexes: Indexes,
): Promise<void> {
  const { published, differences, held } = collectionsOf(db)
  const above = { $gt: version }
  await retrying(() => differences.deleteMany({ version: above }, WITHOUT_TIMEOUT))
  await retrying(() => published.deleteMany({ _id: above }))
  await dropRemoved(db, grace, indexes)
  const readable = await published.find({ dropped: false }).toArray()
  const waiting = await held.find({}).toArray()
  const names = new Set([
    ...readable.map(({ import_id }) => nameOf(import_id)),
    ...waiting.map(({ _id }) => nameOf(_id)),
  ])
  const all = await db.listCollections({}, { nameOnly: true }).toArray()
  for (const { name } of all) {
    if (/^cars_\d+$/.test(name) && !names.has(name)) await drop(db.collection(name))
  }
}

/** Cars of snapshots that were removed longer than `grace` ago, and files of their indexes. */
export async function dropRemoved(db: Db, grace: number, indexes: Indexes): Promise<void> {
  const { published, held } = collectionsOf(db)
  const over = { removed_at: { $ne: null, $lte: Date.now() - grace }, dropped: false }
  for (const { _id, import_id } of await published.find(over).toArray()) {
    await retrying(() => published.updateOne({ _id }, { $set: { dropped: true } }))
    await drop(carsIn(db, { import_id }))
  }
  const readable = await published.find({ dropped: false }).toArray()
  const waiting = await held.find({}).toArray()
  await indexes.retain([
    ...readable.map(({ import_id }) => import_id),
    ...waiting.map(({ _id }) => _id),
  ])
}
