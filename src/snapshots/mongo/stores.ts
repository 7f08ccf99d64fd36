import { DatabaseAway, tellingAway } from '../../platform/stores/away.ts'
import type { Mongo } from '../../platform/stores/mongo.ts'
import { mongoTransactions } from '../../transactions/mongo/store.ts'
import { Derived } from '../derived.ts'
import { indexedCars } from '../indexed.ts'
import { Indexes } from '../indexes.ts'
import type { ImportLedger } from '../ledger.ts'
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
  return tellingAway({
    indexes: indexes.counts,
    about,
    cars: tellingAway({
      derived: new Derived(),
      ...snapshotsOf(db, grace),
      ...indexedCars(rows, indexes),
    }),
    imports: tellingAway<ImportLedger>(new MongoImportLedger(db)),
    snapshots: tellingAway(mongoWriter(db, grace, indexes)),
    archive: tellingAway(mongoArchive(db, grace, indexes)),
    transactions: tellingAway(mongoTransactions(db)),
    async ping() {
      const late = Bun.sleep(PING).then(() => Promise.reject(new DatabaseAway('no answer in time')))
      await Promise.race([db.command({ ping: 1 }), late])
    },
    close,
  })
}
