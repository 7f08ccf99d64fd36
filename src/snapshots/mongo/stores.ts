import { DatabaseAway, tellingAway } from '../../platform/stores/away.ts'
import type { Mongo } from '../../platform/stores/mongo.ts'
import { Answers } from '../answers.ts'
import type { ImportLedger } from '../ledger.ts'
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
  const answers = new Answers()
  return tellingAway({
    about,
    cars: tellingAway({
      answers,
      ...snapshotsOf(db, grace),
      ...carsOf(db),
      ...countsOf(db, answers),
    }),
    imports: tellingAway<ImportLedger>(new MongoImportLedger(db)),
    snapshots: tellingAway(mongoWriter(db, grace)),
    archive: tellingAway(mongoArchive(db, grace)),
    async ping() {
      const late = Bun.sleep(PING).then(() => Promise.reject(new DatabaseAway('no answer in time')))
      await Promise.race([db.command({ ping: 1 }), late])
    },
    close,
  })
}
