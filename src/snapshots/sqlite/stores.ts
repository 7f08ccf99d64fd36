import type { Database } from 'bun:sqlite'
import { tellingAway } from '../../platform/stores/away.ts'
import { sqliteTransactions } from '../../transactions/sqlite/store.ts'
import { Derived } from '../derived.ts'
import { indexFolder } from '../index-files.ts'
import { indexedCars } from '../indexed.ts'
import { Indexes } from '../indexes.ts'
import type { ImportLedger } from '../ledger.ts'
import type { StoreSettings, Stores } from '../stores.ts'
import { REMOVAL_GRACE } from '../write.ts'
import { sqliteArchive } from './archive.ts'
import { sqliteRows } from './cars.ts'
import { SqliteImportLedger } from './ledger.ts'
import { one } from './rows.ts'
import { snapshotsOf } from './snapshots.ts'
import { sqliteWriter } from './write.ts'

/** @param path of its file, beside which the indexes lie, or `:memory:` */
export function sqliteStores(
  db: Database,
  path: string,
  { grace = REMOVAL_GRACE }: StoreSettings = {},
): Stores {
  const rows = sqliteRows(db)
  const filed =
    path === ':memory:'
      ? null
      : { files: indexFolder(`${path}.index`), databaseUrl: `sqlite:${path}` }
  const indexes = new Indexes(rows, filed)
  return tellingAway({
    indexes: indexes.counts,
    about: `SQLite at ${path}`,
    cars: tellingAway({
      derived: new Derived(),
      ...snapshotsOf(db, grace),
      ...indexedCars(rows, indexes),
    }),
    imports: tellingAway<ImportLedger>(new SqliteImportLedger(db)),
    snapshots: tellingAway(sqliteWriter(db, grace, indexes)),
    archive: tellingAway(sqliteArchive(db, grace, indexes)),
    transactions: tellingAway(sqliteTransactions(db)),
    async ping() {
      one(db, 'SELECT 1')
    },
    async close() {
      db.close()
    },
  })
}
