import { Database } from 'bun:sqlite'
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'

/** One step of a schema, run once, in a transaction. Its name is written into the database and never changes. */
export type Migration = { name: string; up: string | ((db: Database) => void) }

/** The steps that version 0.1.0 only counted, in `user_version`. */
const COUNTED = ['snapshots', 'imports', 'estimates']

/**
 * Opens (and makes) a database in WAL mode, so that readers never wait for the writer.
 * @param path a file, which only its owner may read once it is made here, or `:memory:`
 * @throws when the file is not a database, or was written by a newer version
 */
export function openSqlite(path: string, migrations: readonly Migration[]): Database {
  if (path !== ':memory:') makeFile(path)
  const db = new Database(path, { create: true, strict: true })
  // A second process (the ETL beside the server) waits for a lock instead of failing.
  db.run('PRAGMA busy_timeout = 10000')
  db.run('PRAGMA journal_mode = WAL')
  db.run('PRAGMA synchronous = NORMAL')
  db.run('PRAGMA foreign_keys = ON')
  migrate(db, migrations)
  return db
}

/**
 * SQLite gives the files beside it the same rights. One that is there is not opened: to close it again would take away the
 * locks of every connection that this process has on it.
 */
function makeFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true })
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600))
}

/** Brings a database to the newest schema: what it has not had yet is done, in the order of `migrations`. */
export function migrate(db: Database, migrations: readonly Migration[]): void {
  const pending = () => {
    const applied = appliedTo(db)
    const known = new Set(migrations.map(({ name }) => name))
    const unknown = applied.filter((name) => !known.has(name))
    if (unknown.length > 0) {
      throw new Error(
        `the database has "${unknown.join('", "')}", which this version does not know: start a newer Forecourt on it`,
      )
    }
    return migrations.filter(({ name }) => !applied.includes(name))
  }
  if (pending().length === 0 && isNamed(db)) return
  // Immediate: of two processes that start at once the second finds nothing left to do.
  db.transaction(() => {
    const steps = pending()
    if (!isNamed(db)) beginNames(db)
    const note = db.prepare('INSERT INTO migrations VALUES (?, ?)')
    for (const { name, up } of steps) {
      if (typeof up === 'string') db.run(up)
      else up(db)
      note.run(name, new Date().toISOString())
    }
  }).immediate()
}

function beginNames(db: Database): void {
  const counted = appliedTo(db)
  db.run('CREATE TABLE migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL) WITHOUT ROWID')
  const note = db.prepare('INSERT INTO migrations VALUES (?, ?)')
  for (const name of counted) note.run(name, new Date().toISOString())
  // Version 0.1.0 then says that it takes a newer one, instead of making its tables again.
  db.run(`PRAGMA user_version = ${COUNTED.length + 1}`)
}

function appliedTo(db: Database): string[] {
  if (!isNamed(db)) return COUNTED.slice(0, counter(db))
  const names = db.query<{ name: string }, []>('SELECT name FROM migrations ORDER BY name').all()
  return names.map(({ name }) => name)
}

const isNamed = (db: Database): boolean =>
  db.query("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migrations'").get() !==
  null

const counter = (db: Database): number =>
  db.query<{ user_version: number }, []>('PRAGMA user_version').get()?.user_version ?? 0
