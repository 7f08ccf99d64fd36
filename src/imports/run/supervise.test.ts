import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { constants, getPriority } from 'node:os'
import { join } from 'node:path'
import { childrenOf } from '../../../tests/support/children.ts'
import { inEveryFormat } from '../../../tests/support/list-formats.ts'
import { ROOT, temporaryFolder } from '../../../tests/support/server.ts'
import { createLog } from '../../platform/log.ts'
import type { Import } from '../../snapshots/import.ts'
import type { Stores } from '../../snapshots/stores.ts'
import { openStores } from '../../stores.ts'
import { claim, tryClaim } from './claim.ts'
import { failedAs } from './failure-record.ts'
import { ImportRunning } from './importer.ts'
import { backgroundImporter } from './in-background.ts'
import { IMPORT_LEASE } from './recover.ts'
import type { ImportSettings } from './settings.ts'
import { supervise } from './supervise.ts'

const folder = temporaryFolder()
const small = join(folder.path, 'small.csv')
/** Its model takes some seconds to learn. */
const large = join(folder.path, 'large.csv')
const endless = join(folder.path, 'endless.csv')
let databaseUrl = ''
let stores: Stores
let databases = 0

beforeAll(async () => {
  for (const [path, rows] of [
    [small, '300'],
    [large, '4500'],
  ] as const) {
    const args = ['src/tools/sample/main.ts', '--rows', rows, '--seed', '7', '--out', path]
    expect(Bun.spawnSync([process.execPath, ...args], { cwd: ROOT }).exitCode).toBe(0)
  }
  const writer = Bun.file(endless).writer()
  writer.write('brand,model,year,km,price\nMaruti,Swift,2020,1000,500000\n')
  const block = 'x'.repeat(8 * 1024 * 1024)
  for (let n = 0; n < 60; n += 1) {
    writer.write(block)
    await writer.flush()
  }
  await writer.end()
}, 60_000)
beforeEach(async () => {
  databases += 1
  databaseUrl = `sqlite:${join(folder.path, `market-${databases}.db`)}`
  stores = await openStores(databaseUrl)
})
afterEach(() => stores.close())
afterAll(() => folder.remove())

const settingsOf = (source: string): ImportSettings => ({
  sources: [source],
  asOf: 'latest',
  rulePack: 'india',
  keep: 5,
  distanceUnit: 'km',
})
const announced = (source: string) => ({ source, rulePack: 'india' })
const importerOf = () =>
  backgroundImporter(
    {
      databaseUrl,
      asOf: 'latest',
      rulePack: 'india',
      snapshotKeep: 5,
      distanceUnit: 'km',
      importFolders: [folder.path],
    },
    stores,
    createLog('silent'),
  )
async function until(id: number, holds: (record: Import) => boolean): Promise<Import> {
  for (;;) {
    const record = await stores.imports.find(id)
    if (record && holds(record)) return record
    await Bun.sleep(5)
  }
}

describe('the lease of an import', () => {
  test('outlives a training that is longer than its life, and a second importer waits', async () => {
    const ttl = 1_600
    const first = await claim(stores, announced('large'), {}, ttl)
    const seen: { phase: string; at: number }[] = []
    const working = supervise(stores, databaseUrl, settingsOf(large), first, {
      onProgress: ({ phase }) => seen.push({ phase, at: performance.now() }),
    })
    let waited = 0
    const onWait = () => {
      waited += 1
    }
    const second = claim(stores, announced('large'), { onWait }, ttl)
    const published = await working
    const next = await second
    const again = await supervise(stores, databaseUrl, settingsOf(large), next)

    expect([published.status, again.status]).toEqual(['published', 'unchanged'])
    expect(waited).toBe(1)
    const learning =
      (seen.find(({ phase }) => phase === 'publishing')?.at ?? 0) - (seen[0]?.at ?? 0)
    expect(learning).toBeGreaterThan(ttl)
    expect(Date.parse(again.started_at)).toBeGreaterThanOrEqual(
      Date.parse(published.finished_at ?? ''),
    )
  }, 120_000)

  test('is given back, whatever becomes of the import', async () => {
    const absent = await claim(stores, announced('absent'))
    const settings = settingsOf(join(folder.path, 'absent.csv'))
    await expect(supervise(stores, databaseUrl, settings, absent)).rejects.toThrow('does not exist')
    const lease = await stores.imports.lease(IMPORT_LEASE, 1_000)
    expect(lease).not.toBeNull()
    await lease?.release()
  }, 20_000)
})

describe('cancelling ends an import within a second', () => {
  test.each([
    ['while a model is learnt', () => large, 'estimating', 900],
    ['in the middle of a line without end', () => endless, 'surveying', 0],
    ['while rows are read', () => large, 'surveying', 0],
  ] as const)(
    '%s',
    async (_, file, phase, rest) => {
      const importer = importerOf()
      const { id } = await importer.start([file()], { confined: true })
      await until(id, ({ progress }) => progress.phase === phase)
      // Long enough for the rows to be through, and the learning to go on.
      await Bun.sleep(rest)
      const asked = performance.now()
      expect(await stores.imports.requestCancellation(id)).toBe(true)
      const ended = await until(id, ({ status }) => status !== 'running')
      expect(ended.status).toBe('cancelled')
      expect(ended.finished_at).not.toBeNull()
      expect(performance.now() - asked).toBeLessThan(10_000)
      expect(await stores.cars.current()).toBeNull()
      // The next one may begin at once, and nothing of this one is in its way.
      const next = await tryClaimSoon()
      const settings = settingsOf(small)
      expect((await supervise(stores, databaseUrl, settings, next)).status).toBe('published')
      expect(await stores.cars.snapshots()).toHaveLength(1)
    },
    60_000,
  )

  test('and so does stopping the process that runs it', async () => {
    const importer = importerOf()
    const { id } = await importer.start([large], { confined: true })
    await Bun.sleep(600)
    const asked = performance.now()
    await importer.stop()
    expect(performance.now() - asked).toBeLessThan(10_000)
    expect((await stores.imports.find(id))?.status).toBe('cancelled')
  }, 30_000)

  const tryClaimSoon = () => claim(stores, announced('small'))
})

describe.skipIf(process.platform !== 'linux')('an import is a process of its own', () => {
  const child = async (parent = process.pid): Promise<number> => {
    for (;;) {
      const [pid] = childrenOf(parent, 'import-process')
      if (pid !== undefined) return pid
      await Bun.sleep(5)
    }
  }
  const isThere = (pid: number) => {
    try {
      return process.kill(pid, 0)
    } catch {
      return false
    }
  }

  test('and leaves the core to the readers where both want it', async () => {
    const importer = importerOf()
    await importer.start([small], { confined: true })
    const { PRIORITY_BELOW_NORMAL } = constants.priority
    expect(getPriority(await child())).toBeGreaterThanOrEqual(PRIORITY_BELOW_NORMAL)
    await importer.stop()
  }, 30_000)

  test.each([['surveying'], ['estimating']] as const)(
    'and when that is killed while %s, its record says so and nothing is published',
    async (phase) => {
      const { id } = await importerOf().start([large], { confined: true })
      await until(id, ({ progress }) => progress.phase === phase)
      process.kill(await child(), 'SIGKILL')
      const ended = await until(id, ({ status }) => status !== 'running')
      expect(ended).toMatchObject({
        status: 'failed',
        snapshot: null,
        error:
          'The import stopped: its process was ended from outside (SIGKILL), by somebody or because memory ran out',
      })
      expect(ended.finished_at).not.toBeNull()
      expect(await stores.cars.current()).toBeNull()
      // Nothing of it is in the way of the next one.
      const next = await claim(stores, announced('small'))
      const settings = settingsOf(small)
      expect((await supervise(stores, databaseUrl, settings, next)).status).toBe('published')
    },
    60_000,
  )

  test('which ends with the process that started it', async () => {
    const etl = Bun.spawn([process.execPath, 'sidecars/etl/main.ts', large], {
      cwd: ROOT,
      env: { PATH: process.env.PATH, DATABASE_URL: databaseUrl },
      stdout: 'ignore',
      stderr: 'ignore',
    })
    const pid = await child(etl.pid)
    etl.kill('SIGKILL')
    await etl.exited
    // It hears of it when it next listens: between two batches, or after the learning.
    for (let waited = 0; isThere(pid) && waited < 20_000; waited += 20) await Bun.sleep(20)
    expect(isThere(pid)).toBe(false)
    expect(await stores.cars.current()).toBeNull()
  }, 60_000)

  test('and reads what is piped into the one that started it', async () => {
    const etl = Bun.spawn([process.execPath, 'sidecars/etl/main.ts', '-'], {
      cwd: ROOT,
      env: { PATH: process.env.PATH, DATABASE_URL: databaseUrl },
      stdin: Bun.file(small),
      stdout: 'ignore',
      stderr: 'ignore',
    })
    expect(await etl.exited).toBe(0)
    expect((await stores.cars.current())?.cars).toBeGreaterThan(200)
  }, 60_000)
})

test('a record keeps no password', async () => {
  const source = 'https://ada:lovelace@cars.example/list.csv?token=verysecret'
  const begun = await claim(stores, announced(source))
  await expect(supervise(stores, databaseUrl, settingsOf(source), begun)).rejects.toThrow()
  const kept = JSON.stringify(await stores.imports.find(begun.record.id))
  expect(kept).toContain('cars.example')
  expect(kept).not.toMatch(/lovelace|verysecret/)
  const words = failedAs(new Error(`no answer from ${source}`))
  expect(JSON.stringify(words)).not.toMatch(/lovelace|verysecret/)
}, 20_000)

describe('of several that are started at once', () => {
  test('the first runs, and all others are told so at once', async () => {
    const importer = importerOf()
    const started = performance.now()
    const all = await Promise.allSettled(
      Array.from({ length: 6 }, () => importer.start([large], { confined: true })),
    )
    expect(performance.now() - started).toBeLessThan(10_000)
    const [first, ...others] = all
    expect(first?.status).toBe('fulfilled')
    const running = first?.status === 'fulfilled' ? first.value : null
    expect(running?.status).toBe('running')
    for (const other of others) {
      expect(other.status).toBe('rejected')
      const { reason } = other as PromiseRejectedResult
      expect(reason).toBeInstanceOf(ImportRunning)
      expect(reason.id).toBe(running?.id)
    }
    expect((await stores.imports.list({ limit: 9 })).total).toBe(1)
    await importer.stop()
  }, 30_000)

  test('so is whoever comes while another process is only about to begin', async () => {
    const lease = await stores.imports.lease(IMPORT_LEASE, 60_000)
    const late = importerOf().start([small], { confined: true })
    await expect(late).rejects.toThrow('Another import is about to run')
    await lease?.release()
    expect(await tryClaim(stores, announced('small'))).not.toBeNull()
  })
})

describe('a database that goes away', () => {
  test('leaves no record that says running for ever', async () => {
    const begun = await claim(stores, announced('small'))
    let away = true
    const flaky = new Proxy(stores.imports, {
      get(target, name) {
        const own = Reflect.get(target, name)
        if (typeof own !== 'function') return own
        return (...given: unknown[]) => {
          if (away && (name === 'update' || name === 'find')) throw new Error('connection closed')
          return Reflect.apply(own, target, given)
        }
      },
    })
    const settings = settingsOf(join(folder.path, 'absent.csv'))
    const ended = supervise(
      { ...stores, cars: stores.cars, imports: flaky },
      databaseUrl,
      settings,
      begun,
    )
    setTimeout(() => {
      away = false
    }, 900)
    await expect(ended).rejects.toThrow('does not exist')
    const record = await stores.imports.find(begun.record.id)
    expect(record).toMatchObject({ status: 'failed', snapshot: null })
    expect(record?.error).toContain('absent.csv does not exist')
  }, 20_000)
})

test('a damaged file that sends its reader round and round ends its own import, and nothing else', async () => {
  const rows = Array.from({ length: 40 }, (_, n) => [
    'Maruti',
    `Swift ${n}`,
    2010 + (n % 10),
    20_000 + n,
    400_000 + n,
  ])
  const [, whole] =
    inEveryFormat(['brand', 'model', 'year', 'km', 'price'], rows).find(
      ([name]) => name === 'cars.parquet',
    ) ?? []
  const bytes = Uint8Array.from(whole ?? [])
  // A count in its description that never comes to an end.
  bytes[578] = 240
  const path = join(folder.path, 'round.parquet')
  await Bun.write(path, bytes)
  const claimed = await claim(stores, announced(path))
  const work = supervise(stores, databaseUrl, settingsOf(path), claimed, {}, 8_000)
  await expect(work).rejects.toThrow(/nothing was heard of it for 8 s/)
  expect(await stores.imports.find(claimed.record.id)).toMatchObject({ status: 'failed' })
  expect(childrenOf(process.pid, 'import-process')).toEqual([])
}, 60_000)
