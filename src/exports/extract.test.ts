import { afterAll, expect, setDefaultTimeout, test } from 'bun:test'
import { appendFileSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { aMarket, publish } from '../../tests/support/cars.ts'
import { temporaryFolder } from '../../tests/support/server.ts'
import type { MarketArchive } from '../snapshots/archive.ts'
import type { Snapshot } from '../snapshots/read.ts'
import type { Stores } from '../snapshots/stores.ts'
import { openStores } from '../stores.ts'
import { extract } from './extract.ts'
import { listExtractions } from './manifest.ts'
import {
  differences,
  extracted,
  fill,
  manifestOf,
  ONCE,
  RESTORE,
  run,
  settingsFor,
  spawn,
} from './market.testing.ts'
import { verify } from './verify.ts'

setDefaultTimeout(60_000)

const folder = temporaryFolder()
afterAll(() => folder.remove())
let names = 0
const fresh = () => join(folder.path, String(++names))
const databaseUrl = () => `sqlite:${fresh()}.db`
const inMemory = () => openStores('sqlite::memory:')
/** The same stores but for how cars are read. */
const reading = (stores: Stores, stored: MarketArchive['stored']): Stores => ({
  ...stores,
  archive: { ...stores.archive, stored },
})

test('an empty store has nothing to extract', async () => {
  const stores = await inMemory()
  expect(await extract(stores, settingsFor(fresh()))).toMatchObject({ result: 'empty' })
})

test('a snapshot is extracted whole, once, and nothing else is left in the folder', async () => {
  const stores = await inMemory()
  await fill(stores)
  const dir = fresh()
  const { path, name, manifest } = await extracted(stores, dir)
  expect(name).toMatch(/^3-[0-9a-f]{12}$/)
  expect(manifest).toMatchObject({ format_version: 2, engine: 'sqlite', snapshot: { version: 3 } })
  expect(manifest.files.map((file) => file.name)).toEqual(
    ['snapshots', 'imports', 'rejects', 'changes', 'cars-2', 'cars-3']
      .flatMap((each) => [`${each}.ndjson.gz`, `${each}.csv.gz`])
      .concat('cars-3.arrow', 'cars-3.parquet'),
  )
  const rows = (file: string) => manifest.files.find((each) => each.name === file)?.rows
  expect([rows('imports.csv.gz'), rows('rejects.ndjson.gz')]).toEqual([4, 2100])
  for (const ending of ['ndjson.gz', 'arrow', 'parquet'])
    expect(rows(`cars-3.${ending}`)).toBe(manifest.snapshot.cars)
  await verify(path, manifest)
  expect(readdirSync(dir).sort()).toEqual(['.lock-1', name])
  expect(readdirSync(path)).toHaveLength(manifest.files.length + 1)

  const again = await extract(stores, settingsFor(dir))
  expect([again.result, again.extracted?.manifest]).toEqual(['unchanged', manifest])
})

test('the last ones are kept, the oldest go', async () => {
  const stores = await inMemory()
  const dir = fresh()
  for (const version of [1, 2, 3, 4]) {
    await publish(stores, version, aMarket(3))
    await extract(stores, { ...settingsFor(dir), keep: 2 })
  }
  const kept = (await listExtractions(dir)).map(({ manifest }) => manifest.snapshot.version)
  expect(kept).toEqual([4, 3])
  expect(readdirSync(dir).filter((name) => !name.startsWith('.lock'))).toHaveLength(2)
})

test('a snapshot that is published meanwhile is the one that is extracted', async () => {
  const stores = await inMemory()
  await publish(stores, 1, aMarket(3))
  let published = false
  const moved = reading(stores, (snapshot: Snapshot) => {
    const late = published ? null : publish(stores, 2, aMarket(5), 1)
    published = true
    return (async function* () {
      await late
      yield* stores.archive.stored(snapshot)
    })()
  })
  const dir = fresh()
  const { manifest, path } = await extracted(moved, dir)
  expect(manifest.snapshot).toMatchObject({ version: 2, cars: 5 })
  await verify(path, manifest)
  expect(await listExtractions(dir)).toHaveLength(1)
})

test('what fails leaves the finished files for the next run, which redoes one that was damaged', async () => {
  const stores = await inMemory()
  await fill(stores)
  const dir = fresh()
  const broken = reading(stores, (snapshot: Snapshot) => {
    if (snapshot.version === 3) throw new Error('the network is away')
    return stores.archive.stored(snapshot)
  })
  await expect(extracted(broken, dir)).rejects.toThrow('the network is away')
  expect(await listExtractions(dir)).toEqual([])
  const [unfinished = ''] = readdirSync(dir).filter((name) => name.startsWith('.unfinished'))
  const inode = (name: string) => statSync(join(dir, unfinished, name)).ino
  const before = inode('cars-2.ndjson.gz')
  appendFileSync(join(dir, unfinished, 'rejects.csv.gz'), 'x')
  // As a kill in the middle of a line leaves it.
  appendFileSync(join(dir, unfinished, 'journal.ndjson'), '{"name":"cars-3.nd')

  const said: string[] = []
  const { extracted: done } = await extract(stores, settingsFor(dir), {
    say: (message) => said.push(message),
  })
  if (!done) throw new Error('nothing was extracted')
  await verify(done.path, done.manifest)
  expect(statSync(join(done.path, 'cars-2.ndjson.gz')).ino).toBe(before)
  expect(said).toEqual(
    ['snapshots', 'imports', 'changes', 'cars-2'].map(
      (name) => `${name} is there from an earlier run`,
    ),
  )
})

test('kill -9 in the middle: nothing is taken for whole, and the next run goes on and ends', async () => {
  const url = databaseUrl()
  const stores = await openStores(url)
  await publish(stores, 1, aMarket(4000))
  await publish(stores, 2, aMarket(40_000))
  const dir = fresh()
  const env = { DATABASE_URL: url, EXPORT_DIR: dir }
  const child = spawn(ONCE, env)
  const journal = () => {
    const [name] = existsSync(dir) ? readdirSync(dir).filter((each) => each.startsWith('.unf')) : []
    const path = join(dir, name ?? '', 'journal.ndjson')
    return name && existsSync(path) ? readFileSync(path, 'utf8') : ''
  }
  while (child.exitCode === null && !journal().includes('"cars-1.csv.gz"')) await Bun.sleep(2)
  child.kill('SIGKILL')
  await child.exited
  expect(await listExtractions(dir)).toEqual([])
  const [unfinished = ''] = readdirSync(dir).filter((name) => name.startsWith('.unfinished'))
  const inode = statSync(join(dir, unfinished, 'cars-1.ndjson.gz')).ino

  const second = await run(ONCE, env)
  expect([second.code, second.error]).toEqual([0, ''])
  expect(second.out).toContain('cars-1 is there from an earlier run')
  const [done] = await listExtractions(dir)
  if (!done) throw new Error('nothing was extracted')
  expect(statSync(join(done.path, 'cars-1.ndjson.gz')).ino).toBe(inode)
  const target = databaseUrl()
  expect((await run([RESTORE, manifestOf(done)], { DATABASE_URL: target })).code).toBe(0)
  expect(await differences(stores, await openStores(target))).toEqual([])
})

test('two exporters on one folder extract once', async () => {
  const url = databaseUrl()
  const stores = await openStores(url)
  await publish(stores, 1, aMarket(8000))
  const env = { DATABASE_URL: url, EXPORT_DIR: fresh() }
  const both = await Promise.all([run(ONCE, env), run(ONCE, env), run(ONCE, env)])
  expect(both.map(({ code }) => code)).toEqual([0, 0, 0])
  const made = both.filter(({ out }) => out.includes('snapshot 1 is extracted'))
  const left = both.filter(({ out }) => out.includes('nothing to do'))
  expect([made.length, left.length]).toEqual([1, 2])
  expect(await listExtractions(env.EXPORT_DIR)).toHaveLength(1)
})
