import type { Config } from '../config.ts'
import type { Log } from '../platform/log.ts'
import type { Stores } from '../stores.ts'
import { type Importer, ImportRunning } from './importer.ts'

type Parts = { config: Config; stores: Stores; importer: Importer; log: Log }

/** A configured source is imported at every start; the bundled sample only where there is nothing to lose. */
export async function importAtStart({ config, stores, importer, log }: Parts): Promise<void> {
  const empty = (await stores.cars.current()) === null
  const source = config.dataSource ?? (empty ? 'sample' : null)
  if (source === null) return
  if (config.dataSource === null) log.info('the store is empty: importing the bundled sample')
  try {
    await importer.start([source])
  } catch (error) {
    // The importer has said what went wrong; readers go on with what there is.
    if (error instanceof ImportRunning) log.info(error.message)
  }
}
