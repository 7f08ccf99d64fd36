import type { Config } from '../../config.ts'
import type { Log } from '../../platform/log.ts'
import type { MarketReader } from '../../snapshots/read.ts'
import type { Stores } from '../../snapshots/stores.ts'
import { type Importer, ImportRunning } from './importer.ts'
import { recover } from './recover.ts'

type Parts = {
  config: Pick<Config, 'dataSource'>
  stores: Pick<Stores, 'cars' | 'imports'>
  importer: Pick<Importer, 'start'>
  log: Log
}

/** What a start imports: the configured source every time, the bundled sample only where there is nothing to lose. */
export async function sourceAtStart(
  { dataSource }: Pick<Config, 'dataSource'>,
  cars: MarketReader,
): Promise<string | null> {
  return dataSource ?? ((await cars.current()) === null ? 'sample' : null)
}

/** Never throws: readers are served what there is, whatever becomes of the import. */
export async function importAtStart({ config, stores, importer, log }: Parts): Promise<void> {
  try {
    // An import that was killed must not say running for ever, also where nothing is imported now.
    await recover(stores)
    const source = await sourceAtStart(config, stores.cars)
    if (source === null) return
    if (config.dataSource === null) log.info('the store is empty: importing the bundled sample')
    await importer.start([source], { confined: false })
  } catch (error) {
    if (error instanceof ImportRunning) return log.info(error.message)
    const [why] = (error instanceof Error ? error.message : String(error)).split('\n')
    log.error(`nothing could be imported at the start: ${why}`)
  }
}
