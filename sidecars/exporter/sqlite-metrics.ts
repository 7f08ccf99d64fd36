import type { Database } from 'bun:sqlite'
import { statSync } from 'node:fs'
import { type Sample, sample } from './names.ts'

const SNAPSHOT = /^cars_\d+$/

/** Counting is a pass over a table: done again only when somebody has written since. */
const counted = new WeakMap<Database, { at: number; rows: Map<string, number> }>()

/** @throws when the file cannot be read */
export async function sqliteSamples(db: Database, path: string): Promise<Sample[]> {
  const pages = pragma(db, 'page_count')
  const free = pragma(db, 'freelist_count')
  const names = db
    .query<{ name: string }, []>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*'`,
    )
    .all()
    .map(({ name }) => name)
  const tables = Map.groupBy(names, labelOf)
  return [
    ...sample('sqlite_file_bytes', sizeOf(path)),
    ...sample('sqlite_wal_bytes', sizeOf(`${path}-wal`) ?? 0),
    ...sample('sqlite_pages', pages - free, { state: 'used' }),
    ...sample('sqlite_pages', free, { state: 'free' }),
    ...sample('sqlite_page_bytes', pragma(db, 'page_size')),
    ...[...tables].flatMap(([table, those]) => sample('sqlite_tables', those.length, { table })),
    ...[...rowsOf(db, names)].flatMap(([table, rows]) =>
      sample('sqlite_table_rows', rows, { table }),
    ),
  ]
}

function rowsOf(db: Database, names: string[]): Map<string, number> {
  const at = pragma(db, 'data_version')
  const known = counted.get(db)
  if (known?.at === at) return known.rows
  const rows = new Map<string, number>()
  for (const name of names) {
    const quoted = `"${name.replaceAll('"', '""')}"`
    const { n } = db.query<{ n: number }, []>(`SELECT COUNT(*) AS n FROM ${quoted}`).get() ?? {
      n: 0,
    }
    rows.set(labelOf(name), (rows.get(labelOf(name)) ?? 0) + n)
  }
  counted.set(db, { at, rows })
  return rows
}

const labelOf = (table: string) => (SNAPSHOT.test(table) ? 'cars' : table)

const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size

function pragma(db: Database, name: string): number {
  const row = db.query<Record<string, number>, []>(`PRAGMA ${name}`).get()
  return Number(Object.values(row ?? {})[0])
}
