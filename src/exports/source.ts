import { Database } from 'bun:sqlite'
import { existsSync } from 'node:fs'
import type { Db } from 'mongodb'
import { isMongoUrl, openMongo } from '../platform/stores/mongo.ts'
import { mongoStores } from '../snapshots/mongo/stores.ts'
import { sqliteStores } from '../snapshots/sqlite/stores.ts'
import type { Stores } from '../snapshots/stores.ts'

/** A database opened for reading alone, with a way to ask it about itself. */
export type Source = {
  stores: Stores
  database: { engine: 'mongodb'; db: Db } | { engine: 'sqlite'; db: Database; path: string }
}

export const engineOf = (databaseUrl: string) =>
  isMongoUrl(databaseUrl) ? ('mongodb' as const) : ('sqlite' as const)

/**
 * Opens what DATABASE_URL names without writing to it: no schema is made or changed.
 * @throws Error in one line when it cannot be used, or is not there yet
 */
export async function openSource(databaseUrl: string): Promise<Source> {
  if (isMongoUrl(databaseUrl)) {
    const mongo = await openMongo(databaseUrl)
    return { stores: mongoStores(mongo), database: { engine: 'mongodb', db: mongo.db } }
  }
  const path = databaseUrl.replace(/^sqlite:/, '')
  if (path === ':memory:') throw new Error('sqlite::memory: is nowhere that another could read it')
  if (!existsSync(path)) throw new Error(`${path} does not exist yet`)
  const db = new Database(path, { readonly: true, strict: true })
  try {
    db.run('PRAGMA busy_timeout = 10000')
    db.query('SELECT version FROM snapshots LIMIT 1').get()
  } catch (error) {
    db.close()
    throw new Error(`${path} cannot be read: ${(error as Error).message}`)
  }
  return { stores: sqliteStores(db, path), database: { engine: 'sqlite', db, path } }
}
