import type { Mongo } from '../../platform/stores/mongo.ts'
import type { StoreSettings, Stores } from '../stores.ts'
import { REMOVAL_GRACE } from '../write.ts'
import { mongoArchive } from './archive.ts'
import { carsOf } from './cars.ts'
import { countsOf } from './counts.ts'
import { MongoImportLedger } from './ledger.ts'
import { snapshotsOf } from './snapshots.ts'
import { mongoWriter } from './write.ts'

/** ms */
const PING = 2000

export function mongoStores(
  { db, about, close }: Pick<Mongo, 'db' | 'about' | 'close'>,
  { grace = REMOVAL_GRACE }: StoreSettings = {},
): Stores {
  return {
    about,
    cars: { ...snapshotsOf(db, grace), ...carsOf(db), ...countsOf(db) },
    imports: new MongoImportLedger(db),
    snapshots: mongoWriter(db, grace),
    archive: mongoArchive(db, grace),
    async ping() {
      const late = Bun.sleep(PING).then(() => Promise.reject(new Error('MongoDB does not answer')))
      await Promise.race([db.command({ ping: 1 }), late])
    },
    close,
  }
}
