import type { CarStore } from './cars/store.ts'
import { carTables, SqliteCarStore } from './cars/store-sqlite.ts'
import type { ImportStore } from './imports/store.ts'
import { importTables, SqliteImportStore } from './imports/store-sqlite.ts'
import { openSqlite } from './platform/stores/sqlite.ts'

export type Stores = { cars: CarStore; imports: ImportStore; close(): Promise<void> }

/** Opens the database that DATABASE_URL names; which engine it is, nobody else knows. */
export async function openStores(databaseUrl: string): Promise<Stores> {
  const db = openSqlite(databaseUrl.replace(/^sqlite:/, ''), [carTables, importTables])
  const cars = new SqliteCarStore(db)
  return { cars, imports: new SqliteImportStore(db), close: () => cars.close() }
}
