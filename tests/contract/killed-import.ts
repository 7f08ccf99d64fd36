import { afterAll, describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { openStores } from '../../src/stores.ts'
import { ROOT, temporaryFolder } from '../support/server.ts'
import { isLong } from '../support/tools.ts'

const KILLS = isLong() ? [250, 400, 550, 700, 850] : [400, 700]

/** kill -9 of the importer: readers keep a whole snapshot, and the next run does not wait for the dead. */
export function killedImport(name: string, newDatabase: () => string) {
  describe(`a killed import on ${name}`, () => {
    const folder = temporaryFolder()
    afterAll(() => folder.remove())

    test('leaves a whole snapshot, and the next run finishes', async () => {
      const databaseUrl = newDatabase()
      const start = (...command: string[]) =>
        Bun.spawn([process.execPath, ...command], {
          cwd: ROOT,
          env: { PATH: process.env.PATH, DATABASE_URL: databaseUrl },
          stdout: 'ignore',
          stderr: 'pipe',
        })
      const sample = async (rows: number) => {
        const out = join(folder.path, `${rows}.csv`)
        const made = start('src/tools/sample/main.ts', '--rows', String(rows), '--out', out)
        expect(await made.exited).toBe(0)
        return out
      }
      const [small, large] = [await sample(200), await sample(3000)]
      expect(await start('sidecars/etl/main.ts', small).exited).toBe(0)
      const stores = await openStores(databaseUrl)
      const first = await stores.cars.current()
      for (const after of KILLS) {
        const child = start('sidecars/etl/main.ts', large)
        await Bun.sleep(after)
        child.kill('SIGKILL')
        await child.exited
        const current = await stores.cars.current()
        if (!current) throw new Error('the snapshot is gone')
        if (current.version === first?.version) expect(current).toEqual(first)
        expect(await stores.cars.count(current, { km_min: 0 })).toBe(current.cars)
      }
      const next = start('sidecars/etl/main.ts', large)
      expect(await new Response(next.stderr).text()).not.toContain('waiting')
      expect(await next.exited).toBe(0)
      const last = await stores.cars.current()
      expect(last?.version).toBe(2)
      expect(await stores.imports.unfinished()).toEqual([])
      const { items } = await stores.imports.list({ limit: 20 })
      expect(items.filter(({ status }) => status === 'published')).toHaveLength(2)
      await stores.close()
    }, 120_000)
  })
}
