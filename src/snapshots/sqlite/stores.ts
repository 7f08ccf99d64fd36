import type { Database } from 'bun:sqlite'
import { tellingAway } from '../../platform/stores/away.ts'
import { Answers } from '../answers.ts'
import type { ImportLedger } from '../ledger.ts'
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
  const answers = new Answers()
  return tellingAway({
    about: `SQLite at ${path}`,
    cars: tellingAway({
      answers,
      ...snapshotsOf(db, grace),
      ...carsOf(db),
      ...countsOf(db, answers),
    }),
    imports: tellingAway<ImportLedger>(new SqliteImportLedger(db)),
    snapshots: tellingAway(sqliteWriter(db, grace)),
    archive: tellingAway(sqliteArchive(db, grace)),
    async ping() {
      one(db, 'SELECT 1')
    },
    async close() {
      db.close()
    },
  })
}
