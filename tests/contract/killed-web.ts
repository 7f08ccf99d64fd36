import { describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { until } from '../support/checks.ts'
import { ready, startServer, temporaryFolder } from '../support/server.ts'
import { isLong } from '../support/tools.ts'

/** kill -9 of the web server: what it had acknowledged is there after the next start, and nothing half of what it had not. */
export function killedWeb(name: string, nextUrl: () => string) {
  describe(`the web server on ${name}`, () => {
    test('is killed in the middle of an import that it acknowledged, again and again', async () => {
      const folder = temporaryFolder()
      const large = join(folder.path, 'large.csv')
      const made = Bun.spawnSync([
        process.execPath,
        'src/tools/sample/main.ts',
        '--rows',
        '2000',
        '--seed',
        '5',
        '--out',
        large,
      ])
      expect(made.exitCode).toBe(0)
      const environment = {
        DATABASE_URL: nextUrl(),
        IMPORT_FOLDERS: folder.path,
        SIMULATOR: 'off',
      }
      let acknowledged = 0
      let market = ''
      for (const pause of isLong() ? [0, 40, 150, 400] : [40, 400]) {
        const server = await startServer(environment)
        await ready(server.url)
        const cars = await (await fetch(`${server.url}/api/cars?limit=500`)).text()
        if (market !== '') expect(cars).toBe(market)
        market = cars
        // On a busy machine the process of the killed one takes a moment to notice, and holds the lease so long.
        const answer = await until('nobody imports any more', async () => {
          const started = await fetch(`${server.url}/api/imports`, {
            method: 'POST',
            body: JSON.stringify({ source: large }),
          })
          expect([202, 409]).toContain(started.status)
          return started.status === 202 && started
        })
        for (let id = 1; id <= acknowledged; id++) {
          const { status } = (await (await fetch(`${server.url}/api/imports/${id}`)).json()) as {
            status: string
          }
          expect(['published', 'unchanged', 'interrupted']).toContain(status)
        }
        acknowledged = ((await answer.json()) as { id: number }).id
        await Bun.sleep(pause)
        server.process.kill('SIGKILL')
        await server.process.exited
        const after = await startServer(environment)
        await ready(after.url)
        const last = (await (await fetch(`${after.url}/api/imports/${acknowledged}`)).json()) as {
          status: string
        }
        expect(['published', 'interrupted', 'running']).toContain(last.status)
        if (last.status === 'published') market = ''
        await after.stop()
      }
      folder.remove()
    }, 120_000)
  })
}
