import type { Database } from '../platform/stores/database.ts'
import type { TransactionStore } from '../transactions/store.ts'
import type { MarketArchive } from './archive.ts'
import type { IndexCounts } from './indexes.ts'
import type { ImportLedger } from './ledger.ts'
import type { MarketReader } from './read.ts'
import type { SnapshotWriter } from './write.ts'

/** An open database, by what is done with it. */
export type Stores = Database & {
  cars: MarketReader
  imports: ImportLedger
  snapshots: SnapshotWriter
  archive: MarketArchive
  transactions: TransactionStore
  indexes: Readonly<IndexCounts>
}

export type StoreSettings = {
  /** ms that the cars of a removed snapshot stay readable */
  grace?: number
}
