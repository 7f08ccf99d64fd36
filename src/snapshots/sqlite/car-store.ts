import type { Database, SQLQueryBindings } from 'bun:sqlite'
import {
  type Car,
  dealPosition,
  fold,
  type Lineage,
  type StoredCar,
  words,
} from '../../listing/car.ts'
import {
  type CarFilter,
  CODE_FILTERS,
  type Facet,
  OPTIONAL_SORTS,
  type Position,
  RANGE_FIELDS,
  type RangeField,
  type Sort,
  type SortField,
  sortKey,
  sortValue,
  TEXT_FILTERS,
} from '../../listing/query.ts'
import type { Migration } from '../../platform/stores/sqlite.ts'
import { binsBetween, quantileOf, quantileRanks, rangeFacet, type Scale, scaleOf } from '../bins.ts'
import {
  type Arrivals,
  type Bin,
  type CarGroup,
  type CarPage,
  type CarStore,
  type Change,
  type ChangeCounts,
  type Draft,
  type Facets,
  type GroupRequest,
  type Measure,
  type MeasuredField,
  type Moments,
  NO_MOMENTS,
  type PageRequest,
  type Publication,
  REMOVAL_GRACE,
  type Snapshot,
  type SnapshotRecord,
  type ValueCount,
} from '../store.ts'

/*
 * Each snapshot is a table of its own, named after its import: it is written without indexes and out of
 * sight, indexed in one go, and becomes visible by one row in `snapshots`. Removing one is a DROP TABLE, some
 * time after `removed` was set to the moment (epoch in ms) from which it was no longer listed.
 */
export const carTables: Migration = `
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
export const estimateColumns: Migration = (db) => {
  db.run('ALTER TABLE snapshots ADD COLUMN model TEXT')
  const tables = db
    .query<{ name: string }, []>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'cars_[0-9]*'",
    )
    .all()
  for (const { name } of tables) {
    for (const column of ['estimate TEXT', 'deal TEXT', 'deal_reason TEXT', 'deal_position REAL']) {
      db.run(`ALTER TABLE ${name} ADD COLUMN ${column}`)
    }
  }
}

type Row = Record<string, string | number | null>

/** How a car lies in its table, one line a column; what a column is made from stands beside it. */
const COLUMNS: [name: string, type: string, value: (car: StoredCar) => SQLQueryBindings][] = [
  ['id', 'TEXT NOT NULL PRIMARY KEY', (car) => car.id],
  ['title', 'TEXT NOT NULL', (car) => car.title],
  ['words', 'TEXT NOT NULL', (car) => ` ${words(car.title).join(' ')} `],
  ['brand', 'TEXT NOT NULL', (car) => car.brand],
  ['model', 'TEXT NOT NULL', (car) => car.model],
  ['base_model', 'TEXT NOT NULL', (car) => car.base_model],
  ['trim', 'TEXT NOT NULL', (car) => car.trim],
  ['brand_key', 'TEXT NOT NULL', (car) => fold(car.brand)],
  ['model_key', 'TEXT NOT NULL', (car) => fold(car.model)],
  ['base_model_key', 'TEXT NOT NULL', (car) => fold(car.base_model)],
  ['trim_key', 'TEXT NOT NULL', (car) => fold(car.trim)],
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
  ['city_key', 'TEXT', (car) => car.city && fold(car.city)],
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
  ['deal_position', 'REAL', dealPosition],
  ['flags', 'TEXT NOT NULL', (car) => JSON.stringify(car.flags)],
  ['file', 'TEXT NOT NULL', (car) => car.lineage.file],
  ['line', 'INTEGER NOT NULL', (car) => car.lineage.line],
  ['raw', 'TEXT NOT NULL', (car) => car.lineage.raw],
]
const INTERNAL = new Set(['words', 'deal_position', 'file', 'line', 'raw'])
const READ = COLUMNS.map(([name]) => name)
  .filter((name) => !name.endsWith('_key') || name === 'spare_key')
  .filter((name) => !INTERNAL.has(name))
  .join(', ')
const INDEXES = [
  'price, id',
  'year, id',
  'km, id',
  'emi, id',
  'deal_position, id',
  'brand_key, price, id',
  'base_model_key, price, id',
]
const SNAPSHOT =
  'version, import_id, published_at, as_of, content_hash, cars, model IS NOT NULL AS estimates'
const COUNTS = 'new_cars AS new, gone_cars AS gone, price_changes AS price'
const SCAN_BATCH = 1000

const nullable = <T>(value: T | null) => value as T | null
const bool = (value: unknown) => (value === null ? null : value === 1)

function toCar(row: Row): Car {
  return {
    ...row,
    loan: row.loan === null ? null : JSON.parse(String(row.loan)),
    estimate: row.estimate === null ? null : JSON.parse(String(row.estimate)),
    insured: bool(row.insured),
    spare_key: bool(row.spare_key),
    flags: JSON.parse(String(row.flags)),
  } as unknown as Car
}

function toSnapshot(row: Row): Snapshot {
  return { ...row, estimates: row.estimates === 1 } as unknown as Snapshot
}

type Where = { sql: string; params: SQLQueryBindings[] }

/** The condition of a filter; a facet leaves its own part out. */
function where(filter: CarFilter, except?: Facet, more: Where[] = []): Where {
  const parts: string[] = []
  const params: SQLQueryBindings[] = []
  const among = (column: string, values: SQLQueryBindings[]) => {
    parts.push(`${column} IN (${values.map(() => '?').join(', ')})`)
    params.push(...values)
  }
  for (const name of TEXT_FILTERS) {
    const values = filter[name]
    if (values && name !== except) among(`${name}_key`, values.map(fold))
  }
  for (const name of CODE_FILTERS) {
    const values = filter[name]
    if (values && name !== except) among(name, values)
  }
  for (const name of RANGE_FIELDS) {
    if (name === except) continue
    for (const [value, operator] of [
      [filter[`${name}_min`], '>='],
      [filter[`${name}_max`], '<='],
    ] as const) {
      if (value === undefined) continue
      parts.push(`${name} ${operator} ?`)
      params.push(value)
    }
  }
  // A word has letters and digits only, so it holds no wildcard.
  for (const word of words(filter.q ?? '')) {
    parts.push('words LIKE ?')
    params.push(`% ${word}%`)
  }
  for (const each of more) {
    parts.push(each.sql)
    params.push(...each.params)
  }
  return { sql: parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`, params }
}

/** Order of a list, cars without the value last; backwards for what stands before a place. */
function order(sort: Sort, backwards = false): string {
  const { field, descending } = sortKey(sort)
  const direction = descending === backwards ? 'ASC' : 'DESC'
  const column = columnOf(field)
  const missing = OPTIONAL_SORTS.includes(field)
    ? `${column} IS NULL ${backwards ? 'DESC' : 'ASC'}, `
    : ''
  return `ORDER BY ${missing}${column} ${direction}, id ${backwards ? 'DESC' : 'ASC'}`
}

/** The cars that stand after (or before) a place in a list. */
function beyond(sort: Sort, { towards, value, id }: Position): Where {
  const { field, descending } = sortKey(sort)
  const forward = towards === 'next'
  const column = columnOf(field)
  const idAfter = `id ${forward ? '>' : '<'} ?`
  if (value === null) {
    return forward
      ? { sql: `(${column} IS NULL AND ${idAfter})`, params: [id] }
      : { sql: `(${column} IS NOT NULL OR ${idAfter})`, params: [id] }
  }
  const further = `${column} ${descending === forward ? '<' : '>'} ?`
  const missing = forward && OPTIONAL_SORTS.includes(field) ? ` OR ${column} IS NULL` : ''
  return {
    sql: `(${further} OR (${column} = ? AND ${idAfter})${missing})`,
    params: [value, value, id],
  }
}

const columnOf = (field: SortField) => (field === 'deal' ? 'deal_position' : field)

export class SqliteCarStore implements CarStore {
  /** Scales depend on a snapshot alone, which never changes. */
  private readonly scales = new Map<string, Scale | null>()

  /** @param grace ms that the cars of a removed snapshot stay readable */
  constructor(
    private readonly db: Database,
    private readonly grace = REMOVAL_GRACE,
  ) {}

  async current(): Promise<Snapshot | null> {
    return this.readSnapshots('removed = 0 ORDER BY version DESC LIMIT 1')[0] ?? null
  }

  async snapshots(): Promise<Snapshot[]> {
    return this.readSnapshots('removed = 0 ORDER BY version DESC')
  }

  async readable(version: number): Promise<Snapshot | null> {
    const since = Date.now() - this.grace
    const [found] = this.readSnapshots('version = ? AND (removed = 0 OR removed > ?)', [
      version,
      since,
    ])
    return found ?? null
  }

  async page(snapshot: Snapshot, request: PageRequest): Promise<CarPage> {
    const { filter, sort, limit, at } = request
    const backwards = at?.towards === 'prev'
    const total = await this.count(snapshot, filter)
    const { sql, params } = where(filter, undefined, at ? [beyond(sort, at)] : [])
    const rows = this.all(
      `SELECT ${READ} FROM ${table(snapshot)} ${sql} ${order(sort, backwards)} LIMIT ?`,
      [...params, limit + 1],
    )
    const more = rows.length > limit
    const items = rows.slice(0, limit).map(toCar)
    if (backwards) items.reverse()
    const edge = backwards ? items.at(-1) : items[0]
    const behind =
      at !== undefined &&
      (edge === undefined
        ? total > 0
        : this.stands(snapshot, filter, sort, edge, backwards ? 'next' : 'prev'))
    return backwards
      ? { items, total, before: more, after: behind }
      : { items, total, before: behind, after: more }
  }

  async find(snapshot: Snapshot, id: string): Promise<Car | null> {
    const row = this.one(`SELECT ${READ} FROM ${table(snapshot)} WHERE id = ?`, [id])
    return row && toCar(row)
  }

  async lineage(snapshot: Snapshot, id: string): Promise<Lineage | null> {
    const sql = `SELECT file, line, raw FROM ${table(snapshot)} WHERE id = ?`
    return nullable(this.one(sql, [id]) as Lineage | null)
  }

  async model(snapshot: Snapshot): Promise<string | null> {
    const row = this.one('SELECT model FROM snapshots WHERE version = ?', [snapshot.version])
    return (row?.model ?? null) as string | null
  }

  async count(snapshot: Snapshot, filter: CarFilter): Promise<number> {
    const { sql, params } = where(filter)
    if (sql === '') return snapshot.cars
    return Number(this.one(`SELECT COUNT(*) AS n FROM ${table(snapshot)} ${sql}`, params)?.n)
  }

  async facets(snapshot: Snapshot, filter: CarFilter, facets: readonly Facet[]): Promise<Facets> {
    const found: Facets = { total: await this.count(snapshot, filter), values: {}, ranges: {} }
    for (const facet of facets) {
      if (isRange(facet)) found.ranges[facet] = this.rangeFacet(snapshot, filter, facet)
      else found.values[facet] = this.valueFacet(snapshot, filter, facet)
    }
    return found
  }

  async group(
    snapshot: Snapshot,
    filter: CarFilter,
    { of, by, quantiles }: GroupRequest,
  ): Promise<CarGroup[]> {
    const { sql, params } = where(filter, undefined, [{ sql: `${of} IS NOT NULL`, params: [] }])
    const names = by.map((field, at) => `${field} AS g${at}`)
    const keys = by.map((_, at) => `g${at}`)
    const from = `FROM ${table(snapshot)} ${sql}`
    const keysOf = (row: Row) => keys.map((key) => row[key] ?? null)
    if (quantiles.length === 0) {
      const grouped = by.length === 0 ? 'HAVING n > 0' : `GROUP BY ${keys} ORDER BY ${keys}`
      return this.all(`SELECT ${[...names, 'COUNT(*) AS n']} ${from} ${grouped}`, params).map(
        (row) => ({ keys: keysOf(row), count: Number(row.n), quantiles: [] }),
      )
    }
    const within = by.length === 0 ? '' : `PARTITION BY ${by}`
    // The two ranks that each quantile lies between; with an exact one the second is not used.
    const ranks = quantiles.map(() => 'at - CAST((n - 1) * ? AS INTEGER) IN (0, 1)').join(' OR ')
    const ranked = this.all(
      `WITH ranked AS (
         SELECT ${[...names, `${of} AS amount`]}, COUNT(*) OVER (${within}) AS n,
           ROW_NUMBER() OVER (${within} ORDER BY ${of}) - 1 AS at ${from})
       SELECT * FROM ranked WHERE ${ranks} ORDER BY ${[...keys, 'at']}`,
      [...params, ...quantiles],
    )
    const found = Map.groupBy(ranked, (row) => JSON.stringify(keysOf(row)))
    return [...found.values()].map((rows) => {
      const [first = {}] = rows
      const count = Number(first.n)
      const value = (rank: number) => Number(rows.find(({ at }) => at === rank)?.amount)
      return {
        keys: keysOf(first),
        count,
        quantiles: quantiles.map((p) => quantileOf(count, p, value)),
      }
    })
  }

  /** Two passes: squares about the mean keep their digits, a sum of plain squares would not. */
  async moments(snapshot: Snapshot, filter: CarFilter, of: MeasuredField): Promise<Moments> {
    const { sql, params } = where(filter, undefined, [{ sql: `${of} IS NOT NULL`, params: [] }])
    const found = this.one(
      `WITH chosen AS (SELECT ${of} AS value FROM ${table(snapshot)} ${sql}),
         middle AS (SELECT COUNT(*) AS count, AVG(value) AS mean, MIN(value) AS min, MAX(value) AS max FROM chosen)
       SELECT middle.*, (SELECT SUM((value - mean) * (value - mean)) FROM chosen) AS squares FROM middle`,
      params,
    )
    return found?.count ? (found as Moments) : NO_MOMENTS
  }

  async histogram(
    snapshot: Snapshot,
    filter: CarFilter,
    of: Measure,
    edges: readonly number[],
  ): Promise<Bin[]> {
    const [least = 0, most = 0] = [edges[0], edges.at(-1)]
    const inside: Where = { sql: `${of} BETWEEN ? AND ?`, params: [least, most] }
    const { sql, params } = where(filter, undefined, [inside])
    const inner = edges.slice(1, -1)
    const bin = `CASE ${inner.map((_, at) => `WHEN ${of} < ? THEN ${at}`).join(' ')} ELSE ${inner.length} END`
    const counts = this.all(
      `SELECT ${inner.length === 0 ? '0' : bin} AS bin, COUNT(*) AS n FROM ${table(snapshot)} ${sql} GROUP BY bin`,
      [...inner, ...params],
    )
    return binsBetween(edges, new Map(counts.map(({ bin, n }) => [Number(bin), Number(n)])))
  }

  async among(snapshot: Snapshot, filter: CarFilter, ids: readonly string[]): Promise<Set<string>> {
    const these = { sql: 'id IN (SELECT value FROM json_each(?))', params: [JSON.stringify(ids)] }
    const { sql, params } = where(filter, undefined, [these])
    const found = this.all(`SELECT id FROM ${table(snapshot)} ${sql}`, params)
    return new Set(found.map(({ id }) => String(id)))
  }

  async *scan(snapshot: Snapshot, filter: CarFilter): AsyncIterable<Car[]> {
    for await (const rows of this.rows(snapshot, filter, READ)) yield rows.map(toCar)
  }

  async changes(version: number): Promise<ChangeCounts | null> {
    const row = this.one(`SELECT ${COUNTS} FROM snapshots WHERE version = ?`, [version])
    return row && row.new !== null ? (row as ChangeCounts) : null
  }

  async history(id: string): Promise<Change[]> {
    return this.all(
      `SELECT changes.*, published_at FROM changes JOIN snapshots USING (version) WHERE id = ? ORDER BY version`,
      [id],
    ) as unknown as Change[]
  }

  async arrivals(ids: readonly string[], before: number): Promise<Arrivals> {
    const found = this.all(
      `SELECT id, MAX(version), published_at FROM changes JOIN snapshots USING (version)
       WHERE kind = 'new' AND version < ? AND id IN (SELECT value FROM json_each(?)) GROUP BY id`,
      [before, JSON.stringify(ids)],
    )
    const first = this.one('SELECT published_at FROM snapshots ORDER BY version LIMIT 1', [])
    return {
      first: (first?.published_at ?? null) as string | null,
      later: new Map(found.map(({ id, published_at }) => [String(id), String(published_at)])),
    }
  }

  async draft(importId: number): Promise<Draft> {
    this.removeLeftovers()
    return new SqliteDraft(this.db, importId, () => this.dropRemoved())
  }

  async ledger(): Promise<SnapshotRecord[]> {
    const rows = this.all(
      `SELECT ${SNAPSHOT}, ${COUNTS}, removed, model FROM snapshots ORDER BY version`,
      [],
    )
    return rows.map(({ new: arrived, gone, price, removed, model, ...snapshot }) => ({
      ...toSnapshot(snapshot),
      model: model as string | null,
      changes: arrived === null ? null : ({ new: arrived, gone, price } as ChangeCounts),
      removed: removed !== 0,
    }))
  }

  async *stored(snapshot: Snapshot): AsyncIterable<StoredCar[]> {
    for await (const rows of this.rows(snapshot, {}, `${READ}, file, line, raw`)) {
      yield rows.map(({ file, line, raw, ...row }) => ({
        ...toCar(row as Row),
        lineage: { file, line, raw } as Lineage,
      }))
    }
  }

  async *changed(version: number): AsyncIterable<Change[]> {
    let after = ''
    for (;;) {
      const found = this.all(
        `SELECT changes.*, published_at FROM changes JOIN snapshots USING (version)
         WHERE version = ? AND id > ? ORDER BY id LIMIT ${SCAN_BATCH}`,
        [version, after],
      ) as unknown as Change[]
      const last = found.at(-1)
      if (!last) return
      yield found
      after = last.id
    }
  }

  async restore(
    record: SnapshotRecord,
    cars: AsyncIterable<StoredCar[]>,
    changes: AsyncIterable<Change[]>,
  ): Promise<void> {
    const newest = Number(this.one('SELECT MAX(version) AS version FROM snapshots', [])?.version)
    if (record.version <= newest) {
      throw new Error(`snapshot ${record.version} cannot be put before snapshot ${newest}`)
    }
    this.removeLeftovers()
    if (!record.removed) {
      const draft = new SqliteDraft(this.db, record.import_id, () => {})
      for await (const batch of cars) await draft.write(batch)
      draft.index()
    }
    const insert = this.db.query('INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?)')
    const keep = this.db.transaction((batch: Change[]) => {
      for (const { version, id, title, kind, price_before, price_after } of batch) {
        insert.run(version, id, title, kind, price_before, price_after)
      }
    })
    for await (const batch of changes) keep(batch)
    addSnapshot(this.db, record, record.removed ? 1 : 0)
  }

  async erase(): Promise<void> {
    this.db.run('DELETE FROM snapshots')
    this.scales.clear()
    this.removeLeftovers()
  }

  async ping(): Promise<void> {
    this.one('SELECT 1', [])
  }

  async close(): Promise<void> {
    this.db.close()
  }

  /** Tables that no snapshot names: what a killed import left, and snapshots beyond those that are kept. */
  private removeLeftovers(): void {
    const names = this.all(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'cars_[0-9]*'
       AND CAST(substr(name, 6) AS INTEGER) NOT IN
         (SELECT import_id FROM snapshots WHERE removed = 0 OR removed > ?)`,
      [Date.now() - this.grace],
    )
    for (const { name } of names) this.db.run(`DROP TABLE IF EXISTS ${name}`)
    this.db.run(
      'DELETE FROM changes WHERE version > (SELECT COALESCE(MAX(version), 0) FROM snapshots)',
    )
  }

  private dropRemoved(): void {
    const names = this.all(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name IN
         (SELECT 'cars_' || import_id FROM snapshots WHERE removed BETWEEN 1 AND ?)`,
      [Date.now() - this.grace],
    )
    for (const { name } of names) this.db.run(`DROP TABLE IF EXISTS ${name}`)
  }

  /** The rows of a filter by id, in batches that each are a query of their own, so that a writer never waits. */
  private async *rows(snapshot: Snapshot, filter: CarFilter, columns: string) {
    let after = ''
    for (;;) {
      const { sql, params } = where(filter, undefined, [{ sql: 'id > ?', params: [after] }])
      const found = this.all(
        `SELECT ${columns} FROM ${table(snapshot)} ${sql} ORDER BY id LIMIT ${SCAN_BATCH}`,
        params,
      )
      const last = found.at(-1)
      if (last) yield found
      if (!last || found.length < SCAN_BATCH) return
      after = String(last.id)
    }
  }

  private readSnapshots(condition: string, params: SQLQueryBindings[] = []): Snapshot[] {
    const sql = `SELECT ${SNAPSHOT} FROM snapshots WHERE ${condition}`
    return this.all(sql, params).map(toSnapshot)
  }

  private stands(
    snapshot: Snapshot,
    filter: CarFilter,
    sort: Sort,
    car: Car,
    towards: Position['towards'],
  ): boolean {
    const place = { towards, value: sortValue(car, sort), id: car.id }
    const { sql, params } = where(filter, undefined, [beyond(sort, place)])
    return this.one(`SELECT 1 FROM ${table(snapshot)} ${sql} LIMIT 1`, params) !== null
  }

  private valueFacet(snapshot: Snapshot, filter: CarFilter, facet: Facet): ValueCount[] {
    const { sql, params } = where(filter, facet, [{ sql: `${facet} IS NOT NULL`, params: [] }])
    return this.all(
      `SELECT ${facet} AS value, COUNT(*) AS count FROM ${table(snapshot)} ${sql}
       GROUP BY value ORDER BY count DESC, value`,
      params,
    ) as unknown as ValueCount[]
  }

  private rangeFacet(snapshot: Snapshot, filter: CarFilter, field: RangeField) {
    const scale = this.scale(snapshot, field)
    const { sql, params } = where(filter, field, [{ sql: `${field} IS NOT NULL`, params: [] }])
    const extent = this.one(
      `SELECT MIN(${field}) AS min, MAX(${field}) AS max FROM ${table(snapshot)} ${sql}`,
      params,
    ) as { min: number | null; max: number | null }
    if (scale === null) return rangeFacet(null, new Map(), extent)
    const bins = this.all(
      `SELECT MIN((${field} - ?) / ?, ?) AS bin, COUNT(*) AS n FROM ${table(snapshot)} ${sql} GROUP BY bin`,
      [scale.from, scale.width, scale.count - 1, ...params],
    )
    return rangeFacet(scale, new Map(bins.map(({ bin, n }) => [Number(bin), Number(n)])), extent)
  }

  private scale(snapshot: Snapshot, field: RangeField): Scale | null {
    const key = `${snapshot.version} ${snapshot.content_hash} ${field}`
    const known = this.scales.get(key)
    if (known !== undefined) return known
    const extent = this.one(
      `SELECT MIN(${field}) AS min, MAX(${field}) AS max, COUNT(${field}) AS n FROM ${table(snapshot)}`,
      [],
    )
    const count = Number(extent?.n)
    const most = this.one(
      `SELECT ${field} AS value FROM ${table(snapshot)} WHERE ${field} IS NOT NULL ORDER BY ${field} LIMIT 1 OFFSET ?`,
      [count === 0 ? 0 : quantileRanks(count, field === 'year' ? 1 : 0.99).high],
    )
    const scale = most
      ? scaleOf(Number(extent?.min), Number(most.value), Number(extent?.max))
      : null
    this.scales.set(key, scale)
    return scale
  }

  private all(sql: string, params: SQLQueryBindings[]): Row[] {
    return this.db.query<Row, SQLQueryBindings[]>(sql).all(...params)
  }

  private one(sql: string, params: SQLQueryBindings[]): Row | null {
    return this.db.query<Row, SQLQueryBindings[]>(sql).get(...params)
  }
}

class SqliteDraft implements Draft {
  private readonly table: string
  private readonly insert: (cars: StoredCar[]) => void
  private written = 0
  private published = false

  constructor(
    private readonly db: Database,
    private readonly importId: number,
    private readonly dropRemoved: () => void,
  ) {
    this.table = `cars_${importId}`
    db.run(`DROP TABLE IF EXISTS ${this.table}`)
    db.run(
      `CREATE TABLE ${this.table} (${COLUMNS.map(([name, type]) => `${name} ${type}`).join(', ')})`,
    )
    const statement = db.prepare(
      `INSERT INTO ${this.table} VALUES (${COLUMNS.map(() => '?').join(', ')})`,
    )
    this.insert = db.transaction((cars: StoredCar[]) => {
      for (const car of cars) statement.run(...COLUMNS.map(([, , value]) => value(car)))
    })
  }

  async write(cars: StoredCar[]): Promise<void> {
    this.insert(cars)
    this.written += cars.length
  }

  index(): void {
    for (const [index, columns] of INDEXES.entries()) {
      this.db.run(`CREATE INDEX ${this.table}_${index} ON ${this.table} (${columns})`)
    }
    this.db.run(`ANALYZE ${this.table}`)
  }

  async publish(details: Publication): Promise<Snapshot> {
    this.index()
    const snapshot = this.db
      .transaction(() => {
        const previous = this.db
          .query<{ version: number; import_id: number }, []>(
            'SELECT version, import_id FROM snapshots WHERE removed = 0 ORDER BY version DESC LIMIT 1',
          )
          .get()
        const last = this.db
          .query<{ version: number }, []>(
            'SELECT COALESCE(MAX(version), 0) AS version FROM snapshots',
          )
          .get()
        const snapshot: Snapshot = {
          version: Number(last?.version) + 1,
          import_id: this.importId,
          published_at: new Date().toISOString(),
          as_of: details.as_of,
          content_hash: details.content_hash,
          cars: this.written,
          estimates: details.model !== null,
        }
        const counts = previous
          ? this.recordChanges(snapshot.version, `cars_${previous.import_id}`)
          : null
        addSnapshot(this.db, { ...snapshot, changes: counts, model: details.model }, 0)
        this.db
          .query(
            `UPDATE snapshots SET removed = ? WHERE removed = 0 AND version NOT IN
               (SELECT version FROM snapshots WHERE removed = 0 ORDER BY version DESC LIMIT ?)`,
          )
          .run(Date.now(), details.keep)
        return snapshot
      })
      .immediate()
    this.published = true
    try {
      this.dropRemoved()
    } catch {
      // It is published all the same; the next draft drops them.
    }
    return snapshot
  }

  async discard(): Promise<void> {
    if (!this.published) this.db.run(`DROP TABLE IF EXISTS ${this.table}`)
  }

  private recordChanges(version: number, before: string): ChangeCounts {
    const record = (select: string) =>
      this.db.query(`INSERT INTO changes ${select}`).run(version).changes
    return {
      new: record(
        `SELECT ?, id, title, 'new', NULL, price FROM ${this.table} WHERE id NOT IN (SELECT id FROM ${before})`,
      ),
      gone: record(
        `SELECT ?, id, title, 'gone', price, NULL FROM ${before} WHERE id NOT IN (SELECT id FROM ${this.table})`,
      ),
      price: record(
        `SELECT ?, now.id, now.title, 'price', old.price, now.price FROM ${this.table} AS now
         JOIN ${before} AS old ON old.id = now.id AND old.price <> now.price`,
      ),
    }
  }
}

function addSnapshot(db: Database, record: Omit<SnapshotRecord, 'removed'>, removed: number): void {
  db.query(
    `INSERT INTO snapshots (version, import_id, published_at, as_of, content_hash, cars,
       new_cars, gone_cars, price_changes, removed, model)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    record.version,
    record.import_id,
    record.published_at,
    record.as_of,
    record.content_hash,
    record.cars,
    record.changes?.new ?? null,
    record.changes?.gone ?? null,
    record.changes?.price ?? null,
    removed,
    record.model,
  )
}

/** Old and new tables share no names with a user's input: the number comes from the store itself. */
const table = (snapshot: Snapshot) => `cars_${snapshot.import_id}`
const isRange = (facet: Facet): facet is RangeField =>
  (RANGE_FIELDS as readonly string[]).includes(facet)
