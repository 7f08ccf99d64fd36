import { afterAll, describe, expect, test } from 'bun:test'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { aMarket, publish } from '../../../tests/support/cars.ts'
import { temporaryFolder } from '../../../tests/support/server.ts'
import { openStores } from '../../stores.ts'

const LOCKS = '/proc/locks'

/** Locks of this process on a file, as the kernel lists them: `POSIX ADVISORY READ pid 00:1f:inode from to`. */
const locksOn = async (path: string): Promise<number> => {
  const { ino } = statSync(path)
  const lines = (await Bun.file(LOCKS).text()).split('\n')
  return lines.filter(
    (line) => line.includes(` ${process.pid} `) && new RegExp(`:${ino} `).test(line),
  ).length
}

describe('the shared memory of a SQLite database', () => {
  const folder = temporaryFolder()
  afterAll(() => folder.remove())

  // Without it another process takes itself for the first, and cuts the file that this one has mapped: SIGBUS.
  test.skipIf(!existsSync(LOCKS))(
    'stays locked by this process, whatever is asked of the market (needs /proc/locks)',
    async () => {
      const path = join(folder.path, 'market.db')
      const stores = await openStores(`sqlite:${path}`)
      const snapshot = await publish(stores, 1, aMarket(20))
      expect(await locksOn(`${path}-shm`)).toBeGreaterThan(0)
      await stores.cars.current()
      expect(stores.cars.currentNow?.()?.version).toBe(snapshot.version)
      await stores.cars.page(snapshot, { filter: {}, sort: 'price', limit: 5 })
      await stores.cars.facets(snapshot, {}, ['brand'])
      await stores.imports.list({ limit: 5 })
      expect(await locksOn(`${path}-shm`)).toBeGreaterThan(0)
      const held = await locksOn(path)
      expect(held).toBeGreaterThan(0)
      const again = await openStores(`sqlite:${path}`)
      await again.cars.current()
      expect(await locksOn(path)).toBeGreaterThanOrEqual(held)
      await again.close()
      await stores.close()
    },
  )
})
