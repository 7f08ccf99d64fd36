import { Database } from 'bun:sqlite'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/** One step of a schema, run once, in a transaction. Steps are only ever added at the end. */
export type Migration = string | ((db: Database) => void)

/**
 * Opens (and makes) a database in WAL mode, so that readers never wait for the writer.
 * @param path a file, or `:memory:`
 * @throws when the file is not a database, or was written by a newer version
 */
export function openSqlite(path: string, migrations: readonly Migration[]): Database {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  const db = new Database(path, { create: true, strict: true })
  // A second process (the ETL beside the server) waits for a lock instead of failing.
  db.run('PRAGMA busy_timeout = 10000')
  db.run('PRAGMA journal_mode = WAL')
  db.run('PRAGMA synchronous = NORMAL')
  db.run('PRAGMA foreign_keys = ON')
  migrate(db, migrations)
  return db
}

/** Brings a database to the newest schema; `user_version` counts the steps that it has. */
export function migrate(db: Database, migrations: readonly Migration[]): void {
  const pending = () => migrations.slice(schemaVersion(db))
  if (schemaVersion(db) > migrations.length) {
    throw new Error(
      `the database has schema ${schemaVersion(db)}, this version knows ${migrations.length}: start a newer Forecourt on it`,
    )
  }
  if (pending().length === 0) return
  // Immediate: of two processes that start at once the second finds nothing left to do.
  db.transaction(() => {
    for (const step of pending()) {
      if (typeof step === 'string') db.run(step)
      else step(db)
      db.run(`PRAGMA user_version = ${schemaVersion(db) + 1}`)
    }
  }).immediate()
}

function schemaVersion(db: Database): number {
  return db.query<{ user_version: number }, []>('PRAGMA user_version').get()?.user_version ?? 0
}
