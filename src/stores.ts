import { isMongoUrl, openMongo } from './platform/stores/mongo.ts'
import { migrateMongo } from './platform/stores/mongo-migrations.ts'
import { openSqlite } from './platform/stores/sqlite.ts'
import * as mongoLedger from './snapshots/mongo/ledger.ts'
import * as mongoMarket from './snapshots/mongo/schema.ts'
import { mongoStores } from './snapshots/mongo/stores.ts'
import * as sqliteLedger from './snapshots/sqlite/ledger.ts'
import * as sqliteMarket from './snapshots/sqlite/schema.ts'
import { sqliteStores } from './snapshots/sqlite/stores.ts'
import type { StoreSettings, Stores } from './snapshots/stores.ts'
import * as mongoTransactions from './transactions/mongo/schema.ts'
import * as sqliteTransactions from './transactions/sqlite/schema.ts'

/* Every feature that keeps something names its own steps; in which order the features stand does not matter. */
const SQLITE = [
  ...sqliteMarket.marketMigrations,
  ...sqliteLedger.importMigrations,
  ...sqliteTransactions.transactionMigrations,
]
const MONGO = [
  ...mongoMarket.marketMigrations,
  ...mongoLedger.importMigrations,
  ...mongoTransactions.transactionMigrations,
]

/**
 * Opens the database that DATABASE_URL names; which engine it is, nobody else knows.
 * @throws DatabaseUnavailable when a MongoDB does not answer in time, or refuses its user
 */
export async function openStores(
  databaseUrl: string,
  settings: StoreSettings = {},
): Promise<Stores> {
  if (isMongoUrl(databaseUrl)) {
    const mongo = await openMongo(databaseUrl)
    try {
      await migrateMongo(mongo.db, MONGO)
    } catch (error) {
      await mongo.close()
      throw error
    }
    return mongoStores(mongo, settings)
  }
  const path = databaseUrl.replace(/^sqlite:/, '')
  return sqliteStores(openSqlite(path, SQLITE), path, settings)
}
