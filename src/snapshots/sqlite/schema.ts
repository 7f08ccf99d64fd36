import type { Database } from 'bun:sqlite'
import { type Car, Car as CarFields } from '../../listing/car.ts'
import type { Migration } from '../../platform/stores/sqlite.ts'
import type { Snapshot } from '../read.ts'
import { all, type Row } from './rows.ts'

/*
 * Each snapshot is a table of its own, named after its import: written out of sight, it becomes visible by one row in
 * `snapshots`. It is read by id alone: which cars a reader wants, its index says, which lies in a file beside the
 * database. So a car has columns for what SQL compares, and the rest of it lies in one, as JSON. Removing a snapshot is a
 * DROP TABLE, some time after `removed` was set to the moment (epoch in ms) from which it was no longer listed.
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

/** Drafts that somebody has to decide on; their cars lie where those of a snapshot do. */
const heldTable = `
  CREATE TABLE held (
    import_id INTEGER PRIMARY KEY,
    as_of TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    cars INTEGER NOT NULL,
    model TEXT
  );
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
  { name: 'cars without columns', up: packCars },
  { name: 'drafts that wait', up: heldTable },
]

/** The fields of a car that lie in `fields`, an array of JSON in this order. New ones go to the end: rows of before lack them. */
const PACKED = [
  'brand',
  'model',
  'base_model',
  'trim',
  'transmission',
  'fuel',
  'year',
  'registered_on',
  'engine_cc',
  'engine_cc_status',
  'km',
  'owners',
  'emi',
  'loan',
  'insured',
  'spare_key',
  'registration_mark',
  'state',
  'state_name',
  'office',
  'city',
  'age_years',
  'km_per_year',
  'price_per_km',
  'engine_category',
  'usage_category',
  'ownership_category',
  'price_category',
  'years_left',
  'estimate',
  'deal',
  'deal_reason',
  'flags',
  'attributes',
] as const satisfies (keyof Car)[]

/** What a car is read from, and where it stood. */
export const READ = 'id, title, price, fields'
export const LINEAGE = 'file, line, raw'

/** Ids are indexed once all are there. */
export const createCars = (table: string) =>
  `CREATE TABLE ${table} (id TEXT NOT NULL, title TEXT NOT NULL, price INTEGER NOT NULL, fields TEXT NOT NULL,
     file TEXT NOT NULL, line INTEGER NOT NULL, raw TEXT NOT NULL)`
export const indexCars = (table: string) => `CREATE UNIQUE INDEX ${table}_by_id ON ${table} (id)`

/** Tables of before had a column a field, and up to nine indexes. */
function packCars(db: Database): void {
  const json = new Set<string>(['loan', 'estimate', 'flags'])
  const yes = new Set<string>(['insured', 'spare_key'])
  const fields = PACKED.filter((name) => name !== 'attributes').map((name) => {
    if (json.has(name)) return `json(${name})`
    return yes.has(name)
      ? `json(iif(${name}, 'true', iif(${name} IS NULL, 'null', 'false')))`
      : name
  })
  for (const table of carTables(db)) {
    db.run(createCars('packed'))
    db.run(
      `INSERT INTO packed SELECT id, title, price, json_array(${fields}), ${LINEAGE} FROM ${table}`,
    )
    db.run(`DROP TABLE ${table}`)
    db.run(`ALTER TABLE packed RENAME TO ${table}`)
    db.run(indexCars(table))
  }
}

/** The tables of all snapshots, listed or not. */
function carTables(db: Database): string[] {
  const sql = `SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'cars_[0-9]*'`
  return all(db, sql).map(({ name }) => String(name))
}
/** The columns of a snapshot, and of what changed with it. */
export const SNAPSHOT =
  'version, import_id, published_at, as_of, content_hash, cars, model IS NOT NULL AS estimates'
export const CHANGE_COUNTS = 'new_cars AS new, gone_cars AS gone, price_changes AS price'

/** The fields of a car in the order that every store gives them in, and where each lies in its row. */
const PLACES = Object.keys(CarFields.shape).map((name) => {
  const place = ['id', 'title', 'price', ...PACKED].indexOf(name)
  if (place < 0) throw new Error(`${name} has no place in the row of a car`)
  return [name, place] as const
})

export const toFields = (car: Car): string => JSON.stringify(PACKED.map((name) => car[name]))

export function toCar({ id, title, price, fields }: Row): Car {
  const values: unknown[] = [id, title, price, ...JSON.parse(String(fields))]
  const car: Record<string, unknown> = {}
  for (const [name, place] of PLACES) car[name] = values[place] ?? null
  // Cars of before had none.
  car.attributes ??= []
  return car as Car
}

export function toSnapshot(row: Row): Snapshot {
  return { ...row, estimates: row.estimates === 1 } as unknown as Snapshot
}

/** Shares no name with a user's input: the number comes from the store itself. */
export const tableOf = ({ import_id }: Pick<Snapshot, 'import_id'>) => `cars_${import_id}`
