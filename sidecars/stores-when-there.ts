import { type Config, exitWith } from '../src/config.ts'
import type { Log } from '../src/platform/log.ts'
import { DatabaseUnavailable } from '../src/platform/stores/database.ts'
import { redactUrl } from '../src/platform/stores/mongo.ts'
import type { Stores } from '../src/snapshots/stores.ts'
import { openStores } from '../src/stores.ts'
import { pauseAfter } from '../src/stream/bus/backoff.ts'
import { SIGNALS } from './small-service.ts'

/**
 * The database of a program that has nothing to do without it: waited for, as it may still be made on a fresh cluster.
 * SIGTERM and SIGINT end the waiting, exit 0; an address that can never lead anywhere ends the program, exit 2.
 */
export async function storesWhenThere(
  name: string,
  { databaseUrl }: Config,
  log: Log,
): Promise<Stores> {
  const leave = () => process.exit(0)
  for (const signal of SIGNALS) process.once(signal, leave)
  for (let failures = 0; ; failures++) {
    try {
      const stores = await openStores(databaseUrl)
      for (const signal of SIGNALS) process.off(signal, leave)
      return stores
    } catch (error) {
      const words = `DATABASE_URL=${redactUrl(databaseUrl)}: ${(error as Error).message}`
      if (!(error instanceof DatabaseUnavailable)) return exitWith(name, words)
      if (failures === 0) log.warn(words)
      await Bun.sleep(pauseAfter(failures))
    }
  }
}
