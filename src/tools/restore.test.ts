import { afterAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { cpSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { aMarket, publish } from '../../tests/support/cars.ts'
import { databasesOn, findMongo } from '../../tests/support/mongo.ts'
import { temporaryFolder } from '../../tests/support/server.ts'
import type { Extracted, Manifest } from '../exports/manifest.ts'
import {
  differences,
  extracted,
  fill,
  manifestOf,
  RESTORE,
  run,
} from '../exports/market.testing.ts'
import { openStores } from '../stores.ts'

setDefaultTimeout(120_000)

const folder = temporaryFolder()
afterAll(() => folder.remove())
let names = 0
const fresh = () => join(folder.path, String(++names))
const sqlite = () => `sqlite:${fresh()}.db`
const restore = (args: string[], DATABASE_URL: string) => run([RESTORE, ...args], { DATABASE_URL })

/** Extract, wipe, restore: on one engine and from one to the other. */
function roundTrip(from: string, to: string, source: () => string, target: () => string) {
  test(`${from} → extraction → ${to} gives an identical market`, async () => {
    const url = source()
    const original = await openStores(url)
    await fill(original)
    const made = await extracted(original, fresh())

    const elsewhere = target()
    const first = await restore([manifestOf(made)], elsewhere)
    expect([first.code, first.error]).toEqual([0, expect.stringContaining('every checksum')])
    expect(first.out).toContain('equal   rejects: 2100')
    expect(first.out).toContain('nothing differs')
    const copy = await openStores(elsewhere)
    expect(await differences(original, copy)).toEqual([])

    await original.archive.erase()
    expect(await original.cars.current()).toBeNull()
    expect((await restore([manifestOf(made)], url)).code).toBe(0)
    expect(await differences(copy, original)).toEqual([])
    const { id: _, ...record } = (await original.imports.list({ limit: 1 })).items[0] ?? { id: 0 }
    expect((await original.imports.create(record as never)).id).toBe(5)
    await Promise.all([original.close(), copy.close()])
  })
}

roundTrip('SQLite', 'SQLite', sqlite, sqlite)

const { server, why } = await findMongo()
if (server) {
  console.log(`MongoDB for extractions: ${server.used}`)
  const databases = databasesOn(server)
  afterAll(async () => {
    await databases.drop()
    await server.stop()
  })
  roundTrip('MongoDB', 'MongoDB', databases.next, databases.next)
  roundTrip('MongoDB', 'SQLite', databases.next, sqlite)
  roundTrip('SQLite', 'MongoDB', sqlite, databases.next)
} else {
  describe(`extractions of MongoDB (${why})`, () => {
    test.skip('extract, wipe, restore', () => {})
  })
}

describe('an extraction that is not what its manifest says is refused before anything is touched', () => {
  const prepare = (async () => {
    const stores = await openStores('sqlite::memory:')
    await fill(stores)
    return extracted(stores, fresh())
  })()
  const damaged = async (damage: (path: string) => void): Promise<Extracted> => {
    const whole = await prepare
    const path = fresh()
    cpSync(whole.path, path, { recursive: true })
    damage(path)
    return { ...whole, path }
  }
  const edit = (path: string, change: (manifest: Manifest) => unknown) => {
    const file = join(path, 'manifest.json')
    const manifest = JSON.parse(readFileSync(file, 'utf8'))
    writeFileSync(file, JSON.stringify(change(manifest)))
  }
  const flip = (file: string) => {
    const bytes = readFileSync(file)
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
    writeFileSync(file, bytes)
  }
  const files = (change: (file: Manifest['files'][number]) => object | null) => (m: Manifest) => ({
    ...m,
    files: m.files.map(change).filter((file) => file !== null),
  })

  const cases: [what: string, damage: (path: string) => void, says: RegExp][] = [
    [
      'a flipped bit',
      (path) => flip(join(path, 'cars-3.ndjson.gz')),
      /cars-3.ndjson.gz has SHA-256/,
    ],
    ['a short file', (path) => truncateSync(join(path, 'rejects.csv.gz'), 9), /has 9 bytes/],
    [
      'a wrong count',
      (path) =>
        edit(
          path,
          files((file) => ({ ...file, rows: file.rows + 1 })),
        ),
      /has 3 rows, the manifest says 4/,
    ],
    [
      'a file that the manifest forgot',
      (path) =>
        edit(
          path,
          files((file) => (file.name.startsWith('cars-2.') ? null : file)),
        ),
      /cars-2.ndjson.gz is missing/,
    ],
    [
      'a name that leads elsewhere',
      (path) =>
        edit(
          path,
          files((file) => ({ ...file, name: `../${file.name}` })),
        ),
      /is no manifest: files\.0\.name/,
    ],
    [
      'another format',
      (path) => edit(path, (manifest) => ({ ...manifest, format_version: 3 })),
      /format is none of the versions known here: 1, 2/,
    ],
    ['half a manifest', (path) => truncateSync(join(path, 'manifest.json'), 50), /it is not JSON/],
  ]
  test('one of an earlier version, which has no typed files, is restored', async () => {
    const earlier = await damaged((path) =>
      edit(path, (manifest) => ({
        ...manifest,
        format_version: 1,
        files: manifest.files.filter(({ format }) => format === 'ndjson' || format === 'csv'),
      })),
    )
    const url = sqlite()
    expect((await restore([manifestOf(earlier)], url)).code).toBe(0)
    const stores = await openStores(url)
    expect((await stores.cars.current())?.version).toBe(3)
    await stores.close()
  })

  test.each(cases)('%s', async (_, damage, says) => {
    const made = await damaged(damage)
    const url = sqlite()
    const target = await openStores(url)
    await publish(target, 1, aMarket(2))
    const before = await target.archive.snapshots()
    const { code, error } = await restore([manifestOf(made), '--force'], url)
    expect(code).toBe(1)
    expect(error.trim().split('\n').at(-1)).toMatch(says)
    expect(await target.archive.snapshots()).toEqual(before)
    expect(await target.cars.count(before[0] as never, { km_min: 0 })).toBe(2)
    await target.close()
    const untouched = sqlite()
    expect((await restore([manifestOf(made)], untouched)).code).toBe(1)
    expect(existsSync(untouched.replace('sqlite:', ''))).toBe(false)
  })

  test('a store that is not empty needs --force, which replaces what it has', async () => {
    const made = await prepare
    const url = sqlite()
    const target = await openStores(url)
    await publish(target, 1, aMarket(2))
    const refused = await restore([manifestOf(made)], url)
    expect([refused.code, refused.error]).toEqual([1, expect.stringContaining('--force')])
    expect((await target.cars.current())?.cars).toBe(2)
    expect((await restore([manifestOf(made), '--force'], url)).code).toBe(0)
    expect(await target.cars.current()).toMatchObject(made.manifest.snapshot)
    await target.close()
  })

  test('wrong usage and wrong settings exit with 2, a manifest that is not there with 1', async () => {
    expect((await restore([], sqlite())).code).toBe(2)
    expect((await restore(['a', 'b'], sqlite())).code).toBe(2)
    expect((await restore(['a'], 'oracle:x')).code).toBe(2)
    const missing = await restore([join(fresh(), 'manifest.json')], sqlite())
    expect([missing.code, missing.error]).toEqual([
      1,
      expect.stringMatching(/^restore: there is no/),
    ])
  })
})
