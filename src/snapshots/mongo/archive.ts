import type { Db } from 'mongodb'
import type { Lineage } from '../../listing/car.ts'
import { retrying, WITHOUT_TIMEOUT } from '../../platform/stores/mongo.ts'
import type { MarketArchive } from '../archive.ts'
import type { Indexes } from '../indexes.ts'
import { byId } from './batches.ts'
import { assertWhole } from './cars.ts'
import { countUpTo, insertImport, ledgerIn } from './ledger.ts'
import { removeLeftovers } from './leftovers.ts'
import {
  type CarDoc,
  carsIn,
  collectionsOf,
  publishedVersion,
  READ,
  toCar,
  toSnapshot,
} from './schema.ts'
import { beginDraft } from './write.ts'

/** @param grace ms that the cars of a removed snapshot stay readable */
export function mongoArchive(db: Db, grace: number, indexes: Indexes): MarketArchive {
  const collections = collectionsOf(db)
  const { pointers, published } = collections
  return {
    async snapshots() {
      const upTo = await publishedVersion(collections)
      const found = await published
        .find({ _id: { $lte: upTo } })
        .sort({ _id: 1 })
        .toArray()
      return found.map((doc) => ({
        ...toSnapshot(doc),
        changes: doc.changes,
        removed: doc.removed_at !== null,
        model: doc.model ?? null,
      }))
    },

    async *stored(snapshot) {
      const found = byId<CarDoc>(carsIn(db, snapshot), {}, { ...READ, lineage: 1 })
      for await (const docs of found) {
        yield docs.map((doc) => ({ ...toCar(doc), lineage: doc.lineage as Lineage }))
      }
      await assertWhole(db, snapshot)
    },

    async restoreImport({ id, ...record }) {
      await insertImport(db, id, record)
      await countUpTo(db, id)
    },

    async restoreSnapshot(record, cars, changes) {
      const newest = await publishedVersion(collections)
      if (record.version <= newest) {
        throw new Error(`snapshot ${record.version} cannot be put before snapshot ${newest}`)
      }
      const draft = await beginDraft(db, record.import_id, grace, indexes)
      if (!record.removed) for await (const batch of cars) await draft.write(batch)
      await draft.putBack(record, changes)
    },

    async erase() {
      await retrying(() => pointers.deleteMany({}))
      await retrying(() => collectionsOf(db).held.deleteMany({}))
      await removeLeftovers(db, 0, grace, indexes)
      const { imports, refused, counters } = ledgerIn(db)
      await retrying(() => refused.deleteMany({}, WITHOUT_TIMEOUT))
      await retrying(() => imports.deleteMany({}, WITHOUT_TIMEOUT))
      await retrying(() => counters.deleteMany({}))
    },
  }
}
