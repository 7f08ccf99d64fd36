import { isMongoUrl, openMongo } from '../platform/stores/mongo.ts'
import { openSqlite } from '../platform/stores/sqlite.ts'
import type { ImportStore } from './import-store.ts'
import { MongoCarStore } from './mongo/car-store.ts'
import { MongoImportStore } from './mongo/import-store.ts'
import { carTables, estimateColumns, SqliteCarStore } from './sqlite/car-store.ts'
import { importTables, rejectMessages, SqliteImportStore } from './sqlite/import-store.ts'
import type { CarStore } from './store.ts'

export type Stores = {
  cars: CarStore
  imports: ImportStore
  /** The engine and what follows from it, in one line without secrets: for the log. */
  about: string
  close(): Promise<void>
}

type Settings = {
  /** ms that the cars of a removed snapshot stay readable */
  grace?: number
}

/**
 * Opens the database that DATABASE_URL names; which engine it is, nobody else knows.
 * @throws DatabaseUnavailable when a MongoDB does not answer in time
 */
export async function openStores(databaseUrl: string, settings: Settings = {}): Promise<Stores> {
  if (isMongoUrl(databaseUrl)) {
    const mongo = await openMongo(databaseUrl)
    const cars = new MongoCarStore(mongo, settings)
    return { cars, imports: new MongoImportStore(mongo), about: mongo.about, close: mongo.close }
  }
  const db = openSqlite(databaseUrl.replace(/^sqlite:/, ''), [
    carTables,
    importTables,
    estimateColumns,
    rejectMessages,
  ])
  const cars = new SqliteCarStore(db, settings.grace)
  const about = `SQLite at ${databaseUrl.replace(/^sqlite:/, '')}`
  return { cars, imports: new SqliteImportStore(db), about, close: () => cars.close() }
}
