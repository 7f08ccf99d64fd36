import type { Database, SQLQueryBindings } from 'bun:sqlite'
import type { Car, StoredCar } from '../../listing/car.ts'
import type { Migration } from '../../platform/stores/sqlite.ts'
import type { Snapshot } from '../read.ts'
import { all, type Row } from './rows.ts'

/*
 * Each snapshot is a table of its own, named after its import: written out of sight, it becomes visible by one row in
 * `snapshots`. It is read by id alone: which cars a reader wants, its index says, which lies in a file beside the
 * database. Removing one is a DROP TABLE, some time after `removed` was set to the moment (epoch in ms) from which it was
 * no longer listed. Tables of 0.1.0 have more columns and indexes than these; they are read all the same.
 */
const snapshotTables = `
  CREATE TABLE snapshots (
    version INTEGER PRIMARY KEY,
    import_id INTEGER NOT NULL UNIQUE,
    published_at TEXT NOT NULL,
    as_of TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    cars INTEGER NOT NULL,
    new_cars INTEGER, gone_cars INTEGER, price_changes INTEGER,
    removed INTEGER NOT NULL DEFAULT 0
  );
  CREATE TABLE changes (
    version INTEGER NOT NULL,
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    price_before INTEGER,
    price_after INTEGER,
    PRIMARY KEY (id, version)
  ) WITHOUT ROWID;
`

/** Estimates and ratings came later: markets from before have none, until their next import. */
function estimateColumns(db: Database): void {
  db.run('ALTER TABLE snapshots ADD COLUMN model TEXT')
  for (const table of carTables(db)) {
    for (const column of ['estimate TEXT', 'deal TEXT', 'deal_reason TEXT', 'deal_position REAL']) {
      db.run(`ALTER TABLE ${table} ADD COLUMN ${column}`)
    }
  }
}

export const marketMigrations: Migration[] = [
  { name: 'snapshots', up: snapshotTables },
  { name: 'estimates', up: estimateColumns },
  { name: 'changes by version', up: 'CREATE INDEX changes_by_version ON changes (version, id)' },
  // It made indexes of tables, which nothing needs any more.
  { name: 'orders of optional fields', up: () => {} },
]

/** How a car lies in its table, one line a column; what a column is made from stands beside it. */
export const COLUMNS: [name: string, type: string, value: (car: StoredCar) => SQLQueryBindings][] =
  [
    ['id', 'TEXT NOT NULL PRIMARY KEY', (car) => car.id],
    ['title', 'TEXT NOT NULL', (car) => car.title],
    ['brand', 'TEXT NOT NULL', (car) => car.brand],
    ['model', 'TEXT NOT NULL', (car) => car.model],
    ['base_model', 'TEXT NOT NULL', (car) => car.base_model],
    ['trim', 'TEXT NOT NULL', (car) => car.trim],
    ['transmission', 'TEXT', (car) => car.transmission],
    ['fuel', 'TEXT NOT NULL', (car) => car.fuel],
    ['year', 'INTEGER NOT NULL', (car) => car.year],
    ['registered_on', 'TEXT', (car) => car.registered_on],
    ['engine_cc', 'INTEGER', (car) => car.engine_cc],
    ['engine_cc_status', 'TEXT NOT NULL', (car) => car.engine_cc_status],
    ['km', 'INTEGER NOT NULL', (car) => car.km],
    ['owners', 'INTEGER', (car) => car.owners],
    ['price', 'INTEGER NOT NULL', (car) => car.price],
    ['emi', 'INTEGER', (car) => car.emi],
    ['loan', 'TEXT', (car) => car.loan && JSON.stringify(car.loan)],
    ['insured', 'INTEGER', (car) => car.insured],
    ['spare_key', 'INTEGER', (car) => car.spare_key],
    ['registration_mark', 'TEXT', (car) => car.registration_mark],
    ['state', 'TEXT', (car) => car.state],
    ['state_name', 'TEXT', (car) => car.state_name],
    ['office', 'TEXT', (car) => car.office],
    ['city', 'TEXT', (car) => car.city],
    ['age_years', 'INTEGER NOT NULL', (car) => car.age_years],
    ['km_per_year', 'INTEGER NOT NULL', (car) => car.km_per_year],
    ['price_per_km', 'REAL', (car) => car.price_per_km],
    ['engine_category', 'TEXT', (car) => car.engine_category],
    ['usage_category', 'TEXT NOT NULL', (car) => car.usage_category],
    ['ownership_category', 'TEXT', (car) => car.ownership_category],
    ['price_category', 'TEXT', (car) => car.price_category],
    ['years_left', 'REAL', (car) => car.years_left],
    ['estimate', 'TEXT', (car) => car.estimate && JSON.stringify(car.estimate)],
    ['deal', 'TEXT', (car) => car.deal],
    ['deal_reason', 'TEXT', (car) => car.deal_reason],
    ['flags', 'TEXT NOT NULL', (car) => JSON.stringify(car.flags)],
    ['file', 'TEXT NOT NULL', (car) => car.lineage.file],
    ['line', 'INTEGER NOT NULL', (car) => car.lineage.line],
    ['raw', 'TEXT NOT NULL', (car) => car.lineage.raw],
  ]
/** Columns that are no field of a car. */
const LINEAGE = new Set(['file', 'line', 'raw'])
/** What a car is read from. */
export const READ = COLUMNS.map(([name]) => name)
  .filter((name) => !LINEAGE.has(name))
  .join(', ')

/** The tables of all snapshots, listed or not. */
function carTables(db: Database): string[] {
  const sql = `SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'cars_[0-9]*'`
  return all(db, sql).map(({ name }) => String(name))
}
/** The columns of a snapshot, and of what changed with it. */
export const SNAPSHOT =
  'version, import_id, published_at, as_of, content_hash, cars, model IS NOT NULL AS estimates'
export const CHANGE_COUNTS = 'new_cars AS new, gone_cars AS gone, price_changes AS price'

const bool = (value: unknown) => (value === null ? null : value === 1)

export function toCar(row: Row): Car {
  return {
    ...row,
    loan: row.loan === null ? null : JSON.parse(String(row.loan)),
    estimate: row.estimate === null ? null : JSON.parse(String(row.estimate)),
    insured: bool(row.insured),
    spare_key: bool(row.spare_key),
    flags: JSON.parse(String(row.flags)),
  } as unknown as Car
}

export function toSnapshot(row: Row): Snapshot {
  return { ...row, estimates: row.estimates === 1 } as unknown as Snapshot
}

/** Shares no name with a user's input: the number comes from the store itself. */
export const tableOf = ({ import_id }: Pick<Snapshot, 'import_id'>) => `cars_${import_id}`
