import type { Config } from './config.ts'
import type { Pack } from './packs/pack.ts'
import type { Log } from './platform/log.ts'
import type { Database } from './platform/stores/database.ts'
import type { Site } from './platform/ui/page.tsx'
import type { IndexCounts } from './snapshots/indexes.ts'
import type { ImportLedger } from './snapshots/ledger.ts'
import type { MarketReader } from './snapshots/read.ts'
import type { TransactionReader } from './transactions/store.ts'

/** What every feature is given. */
export type Deps = {
  cars: MarketReader
  imports: ImportLedger
  transactions: TransactionReader
  indexes: Readonly<IndexCounts>
  database: Pick<Database, 'ping'>
  config: Config
  /** the market that this is */
  pack: Pack
  log: Log
  site: Site
}
