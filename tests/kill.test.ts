import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import type { Snapshot } from '../src/snapshots/read.ts'
import type { Stores } from '../src/snapshots/stores.ts'
import { openStores } from '../src/stores.ts'
import { ROOT, temporaryFolder } from './support/server.ts'

const LONG = process.env.FORECOURT_LONG === '1'
const ROWS = LONG ? 100_000 : 6_000
const KILLS = LONG ? 12 : 4

/** kill -9 of the ETL at any point: readers keep the last whole snapshot, and the next run finishes the work. */
describe('a killed import', () => {
  const folder = temporaryFolder()
  const databaseUrl = `sqlite:${join(folder.path, 'market.db')}`
  const small = join(folder.path, 'small.csv')
  const large = join(folder.path, 'large.csv')
  let stores: Stores
  let first: Snapshot
  let idsOfFirst: string

  const run = (...command: string[]) =>
    Bun.spawn([process.execPath, ...command], {
      cwd: ROOT,
      env: { PATH: process.env.PATH, DATABASE_URL: databaseUrl },
      stdout: 'pipe',
      stderr: 'pipe',
    })
  const finish = async (...command: string[]) => {
    const child = run(...command)
    const said = await new Response(child.stderr).text()
    if ((await child.exited) !== 0) throw new Error(said)
  }
  // The other list takes away every car, which is held where nobody accepts it.
  const etl = (file: string) => ['sidecars/etl/main.ts', '--accept', file]
  const idsOf = async (snapshot: Snapshot) => {
    const hash = new Bun.CryptoHasher('sha256')
    for await (const batch of stores.cars.scan(snapshot, {})) {
      for (const { id, price } of batch) hash.update(`${id} ${price}\n`)
    }
    return hash.digest('hex')
  }

  beforeAll(async () => {
    await finish('src/tools/sample/main.ts', '--rows', '500', '--seed', '1', '--out', small)
    await finish('src/tools/sample/main.ts', '--rows', String(ROWS), '--seed', '2', '--out', large)
    await finish(...etl(small))
    stores = await openStores(databaseUrl)
    first = (await stores.cars.current()) as Snapshot
    idsOfFirst = await idsOf(first)
  }, 120_000)
  afterAll(async () => {
    await stores.close()
    folder.remove()
  })

  test('leaves the last snapshot whole wherever it dies, and the next run publishes', async () => {
    const started = Date.now()
    const rehearsal = run(...etl(large))
    await untilProgress(0, rehearsal)
    rehearsal.kill('SIGKILL')
    await rehearsal.exited

    const died: string[] = []
    for (let kill = 0; kill < KILLS; kill++) {
      const child = run(...etl(large))
      // Spread over the whole run: early in the survey, in the middle of writing, while indexes are made.
      const share = (kill + 0.5) / KILLS
      await untilProgress(share, child)
      child.kill('SIGKILL')
      await child.exited
      const current = await stores.cars.current()
      if (current?.version !== first.version) break
      expect(current).toEqual(first)
      expect(await idsOf(first)).toBe(idsOfFirst)
      const [latest] = (await stores.imports.list({ limit: 1 })).items
      died.push(`${latest?.progress.phase} ${latest?.progress.rows}`)
    }
    expect(died.length).toBeGreaterThan(KILLS / 2)

    await finish(...etl(large))
    const current = (await stores.cars.current()) as Snapshot
    expect(current.version).toBe(first.version + 1)
    const record = await stores.imports.find(current.import_id)
    expect(record?.status).toBe('published')
    expect(record?.rows.read).toBe(ROWS)
    expect(record?.rows.published).toBe(current.cars)
    expect(await stores.cars.count(current, { km_min: 0 })).toBe(current.cars)
    expect(await stores.imports.unfinished()).toEqual([])
    expect(await idsOf(first)).toBe(idsOfFirst)
    const { items } = await stores.imports.list({ limit: 100 })
    const endings = Object.groupBy(items, ({ status }) => status)
    expect(endings.interrupted?.length).toBe(died.length + 1)
    console.log(`killed at: ${died.join(', ')}; ${Date.now() - started} ms`)
  }, 900_000)

  /** Waits until the newest import has done this share of its three passes, or is over. */
  async function untilProgress(share: number, child: ReturnType<typeof run>) {
    const passes = { surveying: 0, estimating: 0.3, reading: 0.6, publishing: 0.9 }
    const before = (await stores.imports.list({ limit: 1 })).items[0]?.id ?? 0
    for (;;) {
      if (child.exitCode !== null) return
      const [latest] = (await stores.imports.list({ limit: 1 })).items
      if (latest && latest.id > before) {
        const { phase, bytes, total_bytes } = latest.progress
        const done = passes[phase] + 0.3 * (total_bytes > 0 ? bytes / total_bytes : 0)
        if (done >= share) return
      }
      await Bun.sleep(2)
    }
  }
})
