import { afterAll, describe, setDefaultTimeout, test } from 'bun:test'
import { join } from 'node:path'
import type { StoreSettings, Stores } from '../../src/snapshots/stores.ts'
import { openStores } from '../../src/stores.ts'
import { oldMongo, oldSqlite } from '../support/market-0.1.0.ts'
import { databasesOn, findMongo } from '../support/mongo.ts'
import { temporaryFolder } from '../support/server.ts'
import { archiveContract } from './archive.ts'
import { killedImport } from './killed-import.ts'
import { killedWeb } from './killed-web.ts'
import { ledgerContract } from './ledger.ts'
import { migrationContract } from './migration.ts'
import { mongoContract } from './mongo.ts'
import { oldMarketContract } from './old-market.ts'
import { readerContract } from './reader.ts'
import { tenProcesses } from './ten-processes.ts'
import { transactionContract } from './transactions.ts'
import { unreachableContract } from './unreachable.ts'
import { writerContract } from './writer.ts'

setDefaultTimeout(60_000)

const folder = temporaryFolder()
let files = 0
const sqliteUrl = () => `sqlite:${join(folder.path, `${++files}.db`)}`
afterAll(() => folder.remove())

function eachPart(name: string, open: (settings?: StoreSettings) => Promise<Stores>) {
  readerContract(name, open)
  writerContract(name, open)
  archiveContract(name, open)
  ledgerContract(name, open)
  transactionContract(name, open)
}

eachPart('SQLite', (settings) => openStores('sqlite::memory:', settings))
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
  eachPart('MongoDB', (settings) => openStores(databases.next(), settings))
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
