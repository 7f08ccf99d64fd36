import type { Config } from './config.ts'
import type { Pack } from './packs/pack.ts'
import type { Log } from './platform/log.ts'
import type { Site } from './platform/ui/page.tsx'
import type { ImportStore } from './snapshots/import-store.ts'
import type { CarStore } from './snapshots/store.ts'

/** What every feature is given. */
export type Deps = {
  cars: CarStore
  imports: ImportStore
  config: Config
  /** the market that this is */
  pack: Pack
  log: Log
  site: Site
}
