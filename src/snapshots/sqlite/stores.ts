import type { Database } from 'bun:sqlite'
import type { StoreSettings, Stores } from '../stores.ts'
import { REMOVAL_GRACE } from '../write.ts'
import { sqliteArchive } from './archive.ts'
import { carsOf } from './cars.ts'
import { countsOf } from './counts.ts'
import { SqliteImportLedger } from './ledger.ts'
import { one } from './rows.ts'
import { snapshotsOf } from './snapshots.ts'
import { sqliteWriter } from './write.ts'

/** @param path for the log */
export function sqliteStores(
  db: Database,
  path: string,
  { grace = REMOVAL_GRACE }: StoreSettings = {},
): Stores {
  return {
    about: `SQLite at ${path}`,
    cars: { ...snapshotsOf(db, grace), ...carsOf(db), ...countsOf(db) },
    imports: new SqliteImportLedger(db),
    snapshots: sqliteWriter(db, grace),
    archive: sqliteArchive(db, grace),
    async ping() {
      one(db, 'SELECT 1')
    },
    async close() {
      db.close()
    },
  }
}
