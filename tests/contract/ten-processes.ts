import { afterAll, describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { openStores } from '../../src/stores.ts'
import { ROOT, temporaryFolder } from '../support/server.ts'

/** Ten init containers that start at once: one imports, the others wait and find that nothing changed. */
export function tenProcesses(name: string, newDatabase: () => string) {
  describe(`ten processes on ${name}`, () => {
    const folder = temporaryFolder()
    afterAll(() => folder.remove())

    test('import a file once', async () => {
      const databaseUrl = newDatabase()
      const file = join(folder.path, 'cars.csv')
      const run = async (...command: string[]) => {
        const child = Bun.spawn([process.execPath, ...command], {
          cwd: ROOT,
          env: { PATH: process.env.PATH, DATABASE_URL: databaseUrl },
          stdout: 'pipe',
          stderr: 'pipe',
        })
        const said = await new Response(child.stderr).text()
        return { code: await child.exited, said }
      }
      await run('src/tools/sample/main.ts', '--rows', '200', '--seed', '5', '--out', file)
      const ended = await Promise.all(
        Array.from({ length: 10 }, () => run('sidecars/etl/main.ts', file)),
      )
      expect(ended.filter(({ code }) => code !== 0)).toEqual([])

      const stores = await openStores(databaseUrl)
      const { items } = await stores.imports.list({ limit: 20 })
      expect(items.map(({ id }) => id)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
      expect(items.filter(({ status }) => status === 'published')).toHaveLength(1)
      expect(items.filter(({ status }) => status === 'unchanged')).toHaveLength(9)
      expect(await stores.cars.snapshots()).toHaveLength(1)
      await stores.close()
    }, 120_000)
  })
}
