import { afterAll, describe, setDefaultTimeout, test } from 'bun:test'
import { join } from 'node:path'
import { openStores } from '../../src/snapshots/open.ts'
import { oldMongo, oldSqlite } from '../support/market-0.1.0.ts'
import { databasesOn, findMongo } from '../support/mongo.ts'
import { temporaryFolder } from '../support/server.ts'
import { carStoreContract } from './car-store.ts'
import { importStoreContract } from './import-store.ts'
import { killedImport } from './killed-import.ts'
import { killedWeb } from './killed-web.ts'
import { migrationContract } from './migration.ts'
import { mongoContract } from './mongo-store.ts'
import { oldMarketContract } from './old-market.ts'
import { tenProcesses } from './ten-processes.ts'
import { unreachableContract } from './unreachable.ts'

setDefaultTimeout(60_000)

const folder = temporaryFolder()
let files = 0
const sqliteUrl = () => `sqlite:${join(folder.path, `${++files}.db`)}`
afterAll(() => folder.remove())

carStoreContract('SQLite', async (settings) => (await openStores('sqlite::memory:', settings)).cars)
importStoreContract('SQLite', () => openStores('sqlite::memory:'))
tenProcesses('SQLite', sqliteUrl)
killedWeb('SQLite', sqliteUrl)
unreachableContract()
const oldFile = () => oldSqlite(join(folder.path, `${++files}.db`))

const { server, why } = await findMongo()
if (server) {
  console.log(`MongoDB for the store contract: ${server.used}`)
  const databases = databasesOn(server)
  afterAll(async () => {
    await databases.drop()
    await server.stop()
  })
  carStoreContract(
    'MongoDB',
    async (settings) => (await openStores(databases.next(), settings)).cars,
  )
  importStoreContract('MongoDB', () => openStores(databases.next()))
  tenProcesses('MongoDB', databases.next)
  killedImport('MongoDB', databases.next)
  killedWeb('MongoDB', databases.next)
  migrationContract(sqliteUrl, databases.next)
  oldMarketContract('SQLite', oldFile, databases.next)
  oldMarketContract('MongoDB', () => oldMongo(databases.next()), sqliteUrl)
  await mongoContract(server, databases.next)
} else {
  oldMarketContract('SQLite', oldFile, sqliteUrl)
  describe(`the stores on MongoDB (${why})`, () => {
    test.skip('the whole contract', () => {})
  })
}
