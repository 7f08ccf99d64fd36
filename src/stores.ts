import { isMongoUrl, openMongo } from './platform/stores/mongo.ts'
import { openSqlite } from './platform/stores/sqlite.ts'
import { mongoStores } from './snapshots/mongo/stores.ts'
import { migrations } from './snapshots/sqlite/schema.ts'
import { sqliteStores } from './snapshots/sqlite/stores.ts'
import type { StoreSettings, Stores } from './snapshots/stores.ts'

/**
 * Opens the database that DATABASE_URL names; which engine it is, nobody else knows.
 * @throws DatabaseUnavailable when a MongoDB does not answer in time
 */
export async function openStores(
  databaseUrl: string,
  settings: StoreSettings = {},
): Promise<Stores> {
  if (isMongoUrl(databaseUrl)) return mongoStores(await openMongo(databaseUrl), settings)
  const path = databaseUrl.replace(/^sqlite:/, '')
  return sqliteStores(openSqlite(path, migrations), path, settings)
}
