import type { Config } from './config.ts'
import type { Importer } from './imports/importer.ts'
import type { Assets } from './platform/http/assets.ts'
import type { Log } from './platform/log.ts'
import type { ImportStore } from './snapshots/import-store.ts'
import type { CarStore } from './snapshots/store.ts'

/** What the features are given. Tests give their own. */
export type Deps = {
  cars: CarStore
  imports: ImportStore
  importer: Importer
  assets: Assets
  config: Config
  log: Log
  /** Tells this program from another: part of every ETag */
  build: string
}
