import type { Config } from '../config.ts'
import type { Log } from '../platform/log.ts'
import type { MarketReader } from '../snapshots/read.ts'
import type { Stores } from '../snapshots/stores.ts'
import { type Importer, ImportRunning } from './importer.ts'
import { recover } from './recover.ts'

type Parts = { config: Config; stores: Stores; importer: Importer; log: Log }

/** What a start imports: the configured source every time, the bundled sample only where there is nothing to lose. */
export async function sourceAtStart(
  { dataSource }: Pick<Config, 'dataSource'>,
  cars: MarketReader,
): Promise<string | null> {
  return dataSource ?? ((await cars.current()) === null ? 'sample' : null)
}

export async function importAtStart({ config, stores, importer, log }: Parts): Promise<void> {
  // An import that was killed must not say running for ever, also where nothing is imported now.
  await recover(stores)
  const source = await sourceAtStart(config, stores.cars)
  if (source === null) return
  if (config.dataSource === null) log.info('the store is empty: importing the bundled sample')
  try {
    await importer.start([source])
  } catch (error) {
    // The importer has said what went wrong; readers go on with what there is.
    if (error instanceof ImportRunning) log.info(error.message)
  }
}
