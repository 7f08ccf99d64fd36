import { Database } from 'bun:sqlite'
import { afterAll, describe, expect, test } from 'bun:test'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { MongoClient } from 'mongodb'
import { aCar, aMarket, publish } from '../../../tests/support/cars.ts'
import { everything } from '../../../tests/support/everything.ts'
import { anImport, aProfile } from '../../../tests/support/imports.ts'
import { temporaryFolder } from '../../../tests/support/server.ts'
import type { CarFilter } from '../../listing/query.ts'
import type { MarketArchive } from '../../snapshots/archive.ts'
import type { ImportLedger } from '../../snapshots/ledger.ts'
import { mongoStores } from '../../snapshots/mongo/stores.ts'
import type { MarketReader, Snapshot } from '../../snapshots/read.ts'
import { sqliteStores } from '../../snapshots/sqlite/stores.ts'
import type { Stores } from '../../snapshots/stores.ts'
import type { SnapshotWriter } from '../../snapshots/write.ts'
import { openStores } from '../../stores.ts'
import { DatabaseAway, isStoreAway, tellingAway } from './away.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())

const snapshot: Snapshot = {
  version: 1,
  import_id: 1,
  published_at: '2026-11-20T08:00:00.000Z',
  as_of: '2024-12-31',
  content_hash: 'h',
  cars: 3,
  estimates: true,
}
const filter: CarFilter = { fuel: ['petrol'] }
const none = async function* () {}

type Calls<Port> = { [Method in keyof Port]: () => unknown }
const { id: _, ...record } = anImport()
const reject = { line: 1, raw: '', rule: 'r', reason: '', action: 'drop', file: 'a' } as const
/** Every question of every part: one that is added has to be added here. */
const callsOf = ({ cars, imports, archive, snapshots }: Stores) => {
  const reading: Calls<Omit<MarketReader, 'derived' | 'currentNow'>> = {
    current: () => cars.current(),
    snapshots: () => cars.snapshots(),
    readable: () => cars.readable(1),
    model: () => cars.model(snapshot),
    changes: () => cars.changes(1),
    changed: () => everything(cars.changed(1)),
    history: () => cars.history('a'),
    arrivals: () => cars.arrivals(['a'], 2),
    page: () => cars.page(snapshot, { filter, sort: 'price', limit: 3 }),
    find: () => cars.find(snapshot, 'a'),
    lineage: () => cars.lineage(snapshot, 'a'),
    among: () => cars.among(snapshot, filter, ['a']),
    scan: () => everything(cars.scan(snapshot, filter)),
    count: () => cars.count(snapshot, filter),
    facets: () => cars.facets(snapshot, filter, ['brand', 'price']),
    group: () => cars.group(snapshot, filter, { of: 'price', by: ['fuel'], quantiles: [0.5] }),
    moments: () => cars.moments(snapshot, filter, 'price'),
    histogram: () => cars.histogram(snapshot, filter, 'price', [0, 1]),
  }
  // heldLease asks nothing of the database.
  const keeping: Calls<ImportLedger> = {
    create: () => imports.create(record),
    update: () => imports.update(1, { status: 'failed' }),
    find: () => imports.find(1),
    list: () => imports.list({ limit: 1 }),
    unfinished: () => imports.unfinished(),
    keepRejects: () => imports.keepRejects(1, [reject]),
    rejects: () => imports.rejects(1, { offset: 0, limit: 1 }),
    requestCancellation: () => imports.requestCancellation(1),
    cancellationRequested: () => imports.cancellationRequested(1),
    lease: () => imports.lease('work', 1000),
    heldLease: () => imports.heldLease('work', 'me', 1000).renew(),
    readSetting: () => imports.readSetting('a'),
    writeSetting: () => imports.writeSetting('a', 'b'),
    profile: () => imports.profile('a'),
    replaceSetting: () => imports.replaceSetting('a', 'b'),
    profiles: () => imports.profiles(),
    keepProfile: () => imports.keepProfile(aProfile()),
  }
  const carrying: Calls<MarketArchive> = {
    snapshots: () => archive.snapshots(),
    stored: () => everything(archive.stored(snapshot)),
    restoreImport: () => archive.restoreImport(anImport({ id: 9 })),
    restoreSnapshot: () =>
      archive.restoreSnapshot(
        { ...snapshot, version: 9, changes: null, removed: true, model: null },
        none(),
        none(),
      ),
    erase: () => archive.erase(),
  }
  const writing: Calls<SnapshotWriter> = {
    draft: () => snapshots.draft(5),
    held: () => snapshots.held(5),
  }
  return Object.entries({ reading, carrying, keeping, writing }).flatMap(([part, calls]) =>
    Object.entries(calls).map(([name, call]) => [`${part}: ${name}`, call] as const),
  )
}

async function failuresOf(stores: Stores): Promise<Record<string, string>> {
  const failures: Record<string, string> = {}
  for (const [name, call] of callsOf(stores)) {
    failures[name] = await (async () => call())().then(
      () => 'was answered',
      (error) => (error instanceof DatabaseAway ? 'away' : String(error)),
    )
  }
  return failures
}
const allAway = (stores: Stores) =>
  Object.fromEntries(callsOf(stores).map(([name]) => [name, 'away']))

describe('a database that is away is told as such, whatever is asked', () => {
  test('SQLite, whose file is damaged', async () => {
    const path = `${folder.path}/damaged.db`
    const whole = await openStores(`sqlite:${path}`)
    await publish(whole, 1, aMarket(200))
    await whole.close()
    // What is written ahead of the file would mend it.
    for (const beside of ['-wal', '-shm']) rmSync(`${path}${beside}`, { force: true })
    const pages = readFileSync(path)
    pages.fill(0xa5, 100)
    writeFileSync(path, pages)
    const stores = sqliteStores(new Database(path), path)
    expect(await failuresOf(stores)).toEqual(allAway(stores))
    await stores.close()
  })

  test('SQLite, which another process has locked', async () => {
    const path = `${folder.path}/locked.db`
    const whole = await openStores(`sqlite:${path}`)
    const other = new Database(path)
    const db = new Database(path)
    db.run('PRAGMA busy_timeout = 10')
    const stores = sqliteStores(db, path)
    const draft = await stores.snapshots.draft(1)
    other.run('BEGIN IMMEDIATE')
    await expect(stores.imports.create(record)).rejects.toBeInstanceOf(DatabaseAway)
    await expect(stores.imports.lease('work', 1000)).rejects.toBeInstanceOf(DatabaseAway)
    await expect(draft.write([aCar()])).rejects.toBeInstanceOf(DatabaseAway)
    // Readers do not wait for a writer.
    expect(await stores.cars.current()).toBeNull()
    other.run('ROLLBACK')
    other.close()
    await draft.write([aCar()])
    await whole.close()
    await stores.close()
  })

  test('MongoDB, where nobody listens', async () => {
    const url = 'mongodb://127.0.0.1:1/x?serverSelectionTimeoutMS=30'
    const client = new MongoClient(url)
    const stores = mongoStores({ db: client.db(), url, about: '', close: () => client.close() })
    expect(await failuresOf(stores)).toEqual(allAway(stores))
    await expect(stores.ping()).rejects.toBeInstanceOf(DatabaseAway)
    await stores.close()
  })
})

test('what is wrong with the question stays what it was', async () => {
  const wrong = new TypeError('not a number')
  const port = tellingAway({
    value: 7,
    throws: () => {
      throw wrong
    },
    rejects: async () => {
      throw wrong
    },
    async *batches() {
      yield [1]
      throw wrong
    },
  })
  expect(port.value).toBe(7)
  expect(() => port.throws()).toThrow(wrong)
  await expect(port.rejects()).rejects.toBe(wrong)
  await expect(everything(port.batches())).rejects.toBe(wrong)
  expect(isStoreAway(wrong)).toBe(false)
  expect(isStoreAway('away')).toBe(false)
})
