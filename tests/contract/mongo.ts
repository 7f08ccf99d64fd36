import { afterAll, describe, expect, test } from 'bun:test'
import { chmodSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Collection, type CommandStartedEvent, type Db, MongoClient } from 'mongodb'
import type { StoredCar } from '../../src/listing/car.ts'
import { openMongo } from '../../src/platform/stores/mongo.ts'
import { type MongoMigration, migrateMongo } from '../../src/platform/stores/mongo-migrations.ts'
import { IndexBuilder } from '../../src/snapshots/index/build.ts'
import { INDEX_VERSION } from '../../src/snapshots/index/fields.ts'
import { writeIndex } from '../../src/snapshots/index/file.ts'
import type { IndexFiles } from '../../src/snapshots/index-files.ts'
import { gridFiles } from '../../src/snapshots/mongo/index-files.ts'
import { mongoStores } from '../../src/snapshots/mongo/stores.ts'
import { openStores } from '../../src/stores.ts'
import { aCar, aMarket, publish } from '../support/cars.ts'
import { anImport } from '../support/imports.ts'
import { type MongoServer, withDatabase } from '../support/mongo.ts'
import { temporaryFolder } from '../support/server.ts'

/** What is asked of the stores on MongoDB beyond the contract. What a server lacks is skipped by name. */
export async function mongoContract(server: MongoServer, newDatabase: () => string) {
  const { features, about, close } = await openMongo(server.url)
  await close()
  console.log(about)
  const only = (present: boolean, name: string, reason: string, body: () => Promise<void>) =>
    present ? test(name, body) : test.skip(`${name} (${reason})`, body)
  const credentials = server.url.includes('@')
  const tls = /[?&](tls|ssl)=true/i.test(server.url)

  describe('a publication on MongoDB', () => {
    const [old, fresh] = [aMarket(40), aMarket(60).slice(20)]

    test('that dies at any of its writes leaves the last snapshot whole, or the new one', async () => {
      const mongo = await openMongo(newDatabase())
      const first = await publish(mongoStores(mongo), 1, old)
      let died = 0
      for (let imports = 2; ; imports++) {
        const dying = mongoStores({ ...mongo, db: dyingAt(mongo.db, imports - 1) })
        const published = await publish(dying, imports, fresh).then(
          (snapshot) => snapshot,
          () => null,
        )
        const reader = mongoStores(mongo)
        const current = await reader.cars.current()
        if (current?.version !== first.version) {
          expect(current).toMatchObject({ version: 2, import_id: imports, cars: fresh.length })
          expect(await reader.cars.changes(2)).toEqual({ new: 20, gone: 20, price: 0 })
          break
        }
        expect(published).toBeNull()
        died += 1
        expect(current).toEqual(first)
        expect(await reader.cars.snapshots()).toEqual([first])
        expect((await reader.archive.snapshots()).length).toBe(1)
        expect(await reader.cars.changes(2)).toBeNull()
        expect(await reader.cars.history(fresh.at(-1)?.id ?? '')).toEqual([])
        expect(await reader.cars.count(first, { km_min: 0 })).toBe(old.length)
      }
      // The mark, the clearing up, the load, its index, the changes, the document, the pointer.
      expect(died).toBeGreaterThan(7)

      const abandoned = await mongoStores(mongo).snapshots.draft(90)
      await abandoned.write(fresh)
      await publish(mongoStores(mongo), 91, old)
      const names = (await mongo.db.listCollections({}, { nameOnly: true }).toArray())
        .map(({ name }) => name)
        .filter((name) => name.startsWith('cars_'))
      const listed = await mongoStores(mongo).cars.snapshots()
      expect(names.sort()).toEqual(listed.map(({ import_id }) => `cars_${import_id}`).sort())
      await mongo.close()
    })

    test('by an importer that was taken for dead does not happen', async () => {
      const mongo = await openMongo(newDatabase())
      const [slow, quick] = [mongoStores(mongo), mongoStores(mongo)]
      const late = await slow.snapshots.draft(1)
      await late.write(old)
      const snapshot = await publish(quick, 2, fresh)
      const details = { as_of: '2024-12-31', content_hash: 'late', keep: 5, model: null }
      await expect(late.publish(details)).rejects.toThrow()
      await late.discard()
      expect(await quick.cars.current()).toEqual(snapshot)
      expect(await quick.cars.count(snapshot, { km_min: 0 })).toBe(fresh.length)
      await mongo.close()
    })

    test('outlives answers that the network lost, and writes nothing twice', async () => {
      const mongo = await openMongo(newDatabase())
      const store = mongoStores({ ...mongo, db: losingAnswers(mongo.db) })
      await publish(store, 1, old)
      const snapshot = await publish(store, 2, fresh)
      const reader = mongoStores(mongo)
      expect(await reader.cars.current()).toEqual(snapshot)
      expect(await reader.cars.count(snapshot, { km_min: 0 })).toBe(fresh.length)
      expect(await reader.cars.changes(2)).toEqual({ new: 20, gone: 20, price: 0 })

      const { imports } = store
      const { id } = await imports.create(anImport())
      const reject = { line: 1, raw: '', rule: 'r', reason: '', action: 'drop', file: 'a' } as const
      await imports.keepRejects(id, [reject, reject])
      expect((await imports.rejects(id, { offset: 0, limit: 9 })).total).toBe(2)
      const lease = await imports.lease('work', 60_000)
      expect(await lease?.renew()).toBe(true)
      await lease?.release()
      await mongo.close()
    })

    test('does not give the same id to two cars', async () => {
      const stores = await openStores(newDatabase())
      const draft = await stores.snapshots.draft(1)
      await expect(draft.write([aCar(), aCar()])).rejects.toThrow()
      await stores.close()
    })
  })

  describe('the index of a snapshot on MongoDB', () => {
    const filter = { fuel: ['diesel' as const] }
    const name = { import_id: 1, content_hash: 'hash-1' }
    const folder = temporaryFolder()
    afterAll(() => folder.remove())
    const write = (cars: StoredCar[]) => async (path: string) => {
      const builder = new IndexBuilder()
      builder.add(cars)
      await writeIndex(path, builder.finish())
    }
    const sizeOf = async (files: IndexFiles) => (await files.open(name))?.size ?? null

    test('travels with it: another machine fetches it once, and again when its copy is gone', async () => {
      const mongo = await openMongo(newDatabase())
      const [here, there] = ['a', 'b'].map((one) => join(folder.path, one))
      const files = gridFiles(mongo.db, here)
      expect(await sizeOf(files)).toBeNull()
      expect((await files.make(name, write(aMarket(30)))).size).toBe(30)
      const other = gridFiles(mongo.db, there)
      expect(await sizeOf(other)).toBe(30)
      const [copy = ''] = readdirSync(there ?? '')
      expect(readdirSync(here ?? '')).toEqual([copy])
      rmSync(join(there ?? '', copy))
      expect(await sizeOf(other)).toBe(30)

      await files.make(name, write(aMarket(31)))
      expect(await sizeOf(other)).toBe(31)
      expect(await mongo.db.collection('indexes.files').countDocuments({})).toBe(1)
      for (let n = 0; n < 12; n++) await files.make(name, write(aMarket(1)))
      expect(readdirSync(here ?? '')).toHaveLength(8)
      await files.retain(new Set([1]))
      expect(await sizeOf(other)).toBe(1)
      await mongo.db.collection('indexes.chunks').deleteMany({})
      await expect(gridFiles(mongo.db, join(folder.path, 'c')).open(name)).rejects.toThrow()
      await files.retain(new Set([2]))
      expect(await sizeOf(other)).toBeNull()
      expect(await mongo.db.collection('indexes.chunks').countDocuments({})).toBe(0)
      await mongo.close()
    })

    test('is not believed where another user could have put it', async () => {
      const mongo = await openMongo(newDatabase())
      const open = join(folder.path, 'open')
      mkdirSync(open)
      chmodSync(open, 0o777)
      const files = gridFiles(mongo.db, open)
      expect((await files.make(name, write(aMarket(30)))).size).toBe(30)
      expect(readdirSync(open)).toEqual([])
      await mongo.close()
    })

    test('is made again from the cars where GridFS has none, or fails', async () => {
      const mongo = await openMongo(newDatabase())
      const snapshot = await publish(mongoStores(mongo), 1, aMarket(300))
      const count = () => mongoStores(mongo).cars.count(snapshot, filter)
      const expected = await count()
      expect(expected).toBeGreaterThan(20)
      const [files, chunks] = ['files', 'chunks'].map((one) =>
        mongo.db.collection(`indexes.${one}`),
      )
      await chunks?.deleteMany({})
      await files?.updateMany({}, { $set: { filename: 'of nobody' } })
      expect(await count()).toBe(expected)
      expect(await files?.countDocuments({ 'metadata.version': INDEX_VERSION })).toBe(2)
      const failing = new Proxy(mongo.db, {
        get(target, key) {
          const value = Reflect.get(target, key)
          if (typeof value !== 'function') return value
          return (...args: unknown[]) => {
            if (String(args[0]).startsWith('indexes.')) throw new Error('no GridFS here')
            return Reflect.apply(value, target, args)
          }
        },
      })
      expect(await mongoStores({ ...mongo, db: failing }).cars.count(snapshot, filter)).toBe(
        expected,
      )
      await mongo.close()
    })
  })

  test('nothing is asked of a MongoDB that colliding writers could lose: no upsert', async () => {
    const commands: CommandStartedEvent[] = []
    const url = newDatabase()
    const client = await MongoClient.connect(url, { monitorCommands: true })
    client.on('commandStarted', (event) => commands.push(event))
    const stores = mongoStores({ db: client.db(), url, about: '', close: () => client.close() })
    const lease = await stores.imports.lease('work', 60_000)
    const { id } = await stores.imports.create(anImport())
    const reject = { line: 1, raw: '', rule: 'r', reason: '', action: 'drop', file: 'a' } as const
    for (let times = 0; times < 2; times++) await stores.imports.keepRejects(id, [reject])
    for (const importId of [1, 2]) await publish(stores, importId, aMarket(5), 1)
    await stores.archive.restoreImport(anImport({ id: 9 }))
    await lease?.renew()
    await lease?.release()
    await stores.close()
    const names = new Set(commands.map(({ commandName }) => commandName))
    for (const needed of ['insert', 'update', 'findAndModify']) expect(names).toContain(needed)
    const upserts = commands.filter(({ command }) => /"upsert":true/.test(JSON.stringify(command)))
    expect(upserts.map(({ commandName }) => commandName)).toEqual([])
  })

  describe('the steps of a MongoDB', () => {
    const step = (name: string): MongoMigration => ({
      name,
      up: (db) => db.collection('things').createIndex({ [name]: 1 }),
    })
    const indexesOf = async (db: Db) =>
      (await db.collection('things').indexes()).map(({ name }) => name).toSorted()

    test('of two branches meet in either order, also by two processes at once', async () => {
      const [one, two] = [await openMongo(newDatabase()), await openMongo(newDatabase())]
      const [base, ours, theirs] = [step('base'), step('ours'), step('theirs')]
      await migrateMongo(one.db, [base, ours])
      await Promise.all([1, 2, 3].map(() => migrateMongo(one.db, [base, theirs, ours])))
      await migrateMongo(two.db, [base, theirs])
      await migrateMongo(two.db, [base, ours, theirs])
      expect(await indexesOf(one.db)).toEqual(['_id_', 'base_1', 'ours_1', 'theirs_1'])
      expect(await indexesOf(two.db)).toEqual(await indexesOf(one.db))
      await one.close()
      await two.close()
    })

    test('of a newer version are refused by name', async () => {
      const url = newDatabase()
      await (await openStores(url)).close()
      const mongo = await openMongo(url)
      await migrateMongo(mongo.db, []).then(
        () => expect.unreachable(),
        (error) => expect(error.message).toContain('start a newer Forecourt on it'),
      )
      await mongo.db.collection<{ _id: string }>('migrations').insertOne({ _id: 'of tomorrow' })
      await expect(openStores(url)).rejects.toThrow('has "of tomorrow"')
      await mongo.close()
    })
  })

  describe('on a MongoDB server', () => {
    test('cars are found by their ids alone: a new snapshot has no index beside', async () => {
      const mongo = await openMongo(newDatabase())
      await publish(mongoStores(mongo), 1, aMarket(50))
      const indexes = await mongo.db.collection('cars_1').indexes()
      expect(indexes.map(({ name }) => name)).toEqual(['_id_'])
      await mongo.close()
    })

    only(
      features.replicaSet !== null,
      'a replica set acknowledges by majority, and an import outlives an election',
      'this server is not in a replica set',
      async () => {
        const mongo = await openMongo(newDatabase())
        expect(mongo.db.writeConcern?.w).toBe('majority')
        expect(mongo.db.readConcern?.level).toBe('majority')
        const store = mongoStores(mongo)
        const draft = await store.snapshots.draft(1)
        await draft.write(aMarket(2000))
        await mongo.db
          .admin()
          .command({ replSetStepDown: 2, force: true })
          .catch(() => {})
        await draft.write(aMarket(2500).slice(2000))
        const details = { as_of: '2024-12-31', content_hash: 'h', keep: 5, model: null }
        expect((await draft.publish(details)).cars).toBe(2500)
        await mongo.close()
      },
    )

    only(
      credentials,
      'a wrong password is told from a server that is away, and not repeated',
      'MONGO_URL has no user',
      async () => {
        const wrong = server.url.replace(/:[^:@/]*@/, ':Geheim123@')
        const opened = openStores(withDatabase(wrong, 'forecourt_test'))
        await expect(opened).rejects.toThrow('refuses the user')
        await expect(openStores(withDatabase(wrong, 'x'))).rejects.not.toThrow('Geheim123')
      },
    )

    only(tls, 'a connection without TLS is refused in time', 'MONGO_URL has no tls', async () => {
      const plain = server.url.replace(/([?&])(tls|ssl)[^=&]*=[^&]*/gi, '$1')
      const started = performance.now()
      await expect(openStores(`${plain}&serverSelectionTimeoutMS=2000`)).rejects.toThrow('TLS')
      expect(performance.now() - started).toBeLessThan(6000)
    })

    const { crash } = server
    only(
      crash !== null,
      'what was published outlives kill -9 of the database',
      'this server cannot be killed from here',
      async () => {
        const url = newDatabase()
        const stores = await openStores(url)
        const snapshot = await publish(stores, 1, aMarket(1000))
        await crash?.()
        expect(await stores.cars.current()).toEqual(snapshot)
        expect(await stores.cars.count(snapshot, { km_min: 0 })).toBe(1000)
        await stores.close()
      },
    )
  })
}

const WRITES = /^(insert|update|delete|findOneAnd|createIndex|drop)/

/** A database whose every write goes through `meet`. */
function watched(db: Db, meet: (write: () => Promise<unknown>) => Promise<unknown>): Db {
  const collection = (name: string, ...rest: Parameters<Db['collection']>[1][]) =>
    new Proxy(db.collection(name, ...rest) as Collection, {
      get(target, key) {
        const method = Reflect.get(target, key)
        if (typeof method !== 'function') return method
        const call = (...args: unknown[]): Promise<unknown> => Reflect.apply(method, target, args)
        return WRITES.test(String(key)) ? (...args: unknown[]) => meet(() => call(...args)) : call
      },
    })
  return new Proxy(db, {
    get(target, key) {
      if (key === 'collection') return collection
      const value = Reflect.get(target, key)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

/** A process that is killed before its n-th write. */
function dyingAt(db: Db, n: number): Db {
  let writes = 0
  return watched(db, (write) => {
    writes += 1
    return writes >= n ? Promise.reject(new Error('killed')) : write()
  })
}

/** Every second write is done, and its answer lost. */
function losingAnswers(db: Db): Db {
  let writes = 0
  return watched(db, async (write) => {
    const answer = await write()
    writes += 1
    if (writes % 2 === 0) return answer
    throw Object.assign(new Error('connection 7 to 127.0.0.1:27017 closed'), {
      name: 'MongoNetworkError',
    })
  })
}
