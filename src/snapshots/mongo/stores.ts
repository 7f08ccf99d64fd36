import type { Mongo } from '../../platform/stores/mongo.ts'
import { indexedCars } from '../indexed.ts'
import { Indexes } from '../indexes.ts'
import type { StoreSettings, Stores } from '../stores.ts'
import { REMOVAL_GRACE } from '../write.ts'
import { mongoArchive } from './archive.ts'
import { mongoRows } from './cars.ts'
import { gridFiles } from './index-files.ts'
import { MongoImportLedger } from './ledger.ts'
import { snapshotsOf } from './snapshots.ts'
import { mongoWriter } from './write.ts'

/** ms */
const PING = 2000

export function mongoStores(
  { db, url, about, close }: Pick<Mongo, 'db' | 'url' | 'about' | 'close'>,
  { grace = REMOVAL_GRACE }: StoreSettings = {},
): Stores {
  const rows = mongoRows(db)
  const indexes = new Indexes(rows, { files: gridFiles(db), databaseUrl: url })
  return {
    about,
    cars: { ...snapshotsOf(db, grace), ...indexedCars(rows, indexes) },
    imports: new MongoImportLedger(db),
    snapshots: mongoWriter(db, grace, indexes),
    archive: mongoArchive(db, grace, indexes),
    async ping() {
      const late = Bun.sleep(PING).then(() => Promise.reject(new Error('MongoDB does not answer')))
      await Promise.race([db.command({ ping: 1 }), late])
    },
    close,
  }
}
