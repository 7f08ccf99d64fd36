import type { Database, SQLQueryBindings } from 'bun:sqlite'
import type { StoredCar } from '../../listing/car.ts'
import { tellingAway } from '../../platform/stores/away.ts'
import type { SnapshotRecord } from '../archive.ts'
import { IndexBuilder } from '../index/build.ts'
import type { Indexes } from '../indexes.ts'
import type { ChangeCounts, Snapshot } from '../read.ts'
import {
  type Difference,
  type Draft,
  HELD_AT_MOST,
  type Held,
  type Publication,
  type SnapshotWriter,
} from '../write.ts'
import { all, one } from './rows.ts'
import { createCars, indexCars, tableOf, toFields } from './schema.ts'

/** @param grace ms that the cars of a removed snapshot stay readable */
export function sqliteWriter(db: Database, grace: number, indexes: Indexes): SnapshotWriter {
  return {
    async draft(importId, expected) {
      await dropLeftovers(db, grace, indexes)
      return tellingAway<Draft>(new SqliteDraft(db, importId, grace, indexes, expected))
    },
    held: async (importId) => heldDraft(db, importId, grace, indexes),
  }
}

/** Rows of one statement. */
const AT_ONCE = 20

function rowOf(car: StoredCar): SQLQueryBindings[] {
  const { file, line, raw } = car.lineage
  return [car.id, car.title, car.price, toFields(car), file, line, raw]
}

export class SqliteDraft implements Draft {
  private readonly table: string
  private readonly insert: (cars: StoredCar[]) => void
  private readonly index: IndexBuilder
  private written = 0
  private completed = false
  private kept = false

  constructor(
    private readonly db: Database,
    private readonly importId: number,
    private readonly grace: number,
    private readonly indexes: Indexes,
    expected = 0,
  ) {
    this.index = new IndexBuilder(expected)
    this.table = tableOf({ import_id: importId })
    db.run(`DROP TABLE IF EXISTS ${this.table}`)
    db.run(createCars(this.table))
    const into = (rows: number) => {
      const values = Array(rows).fill('(?, ?, ?, ?, ?, ?, ?)').join(', ')
      return db.prepare<unknown, SQLQueryBindings[]>(`INSERT INTO ${this.table} VALUES ${values}`)
    }
    const [one, many] = [into(1), into(AT_ONCE)]
    this.insert = db.transaction((cars: StoredCar[]) => {
      let at = 0
      for (; at + AT_ONCE <= cars.length; at += AT_ONCE) {
        many.run(...cars.slice(at, at + AT_ONCE).flatMap(rowOf))
      }
      for (const car of cars.slice(at)) one.run(...rowOf(car))
    })
  }

  async write(cars: StoredCar[]): Promise<void> {
    this.insert(cars)
    this.index.add(cars)
    this.written += cars.length
  }

  /** Indexes all that was written, before anybody can ask for it. */
  async complete(content_hash: string): Promise<void> {
    if (this.completed) return
    this.completed = true
    this.db.run(indexCars(this.table))
    await this.indexes.keep({ import_id: this.importId, content_hash }, this.index)
  }

  async compare(content_hash: string): Promise<Difference | null> {
    await this.complete(content_hash)
    const before = currentTable(this.db)
    return before === null ? null : differenceOf(this.db, before, this.table)
  }

  async hold({ as_of, content_hash, model }: Omit<Publication, 'keep'>): Promise<void> {
    await this.complete(content_hash)
    this.db.transaction(() => {
      this.db
        .query('INSERT OR REPLACE INTO held VALUES (?, ?, ?, ?, ?)')
        .run(this.importId, as_of, content_hash, this.written, model)
      this.db
        .query(
          'DELETE FROM held WHERE import_id NOT IN (SELECT import_id FROM held ORDER BY import_id DESC LIMIT ?)',
        )
        .run(HELD_AT_MOST)
    })()
    this.kept = true
  }

  async publish(details: Publication): Promise<Snapshot> {
    await this.complete(details.content_hash)
    const given = { import_id: this.importId, cars: this.written, ...details }
    const snapshot = publishTable(this.db, given)
    this.kept = true
    await dropRemoved(this.db, this.grace, this.indexes).catch(() => {
      // It is published all the same; the next draft drops them.
    })
    return snapshot
  }

  async discard(): Promise<void> {
    if (!this.kept) this.db.run(`DROP TABLE IF EXISTS ${this.table}`)
  }
}

type Complete = Publication & { import_id: number; cars: number }

/** Makes a table that is complete the current snapshot, in one transaction. */
function publishTable(db: Database, { keep, model, ...details }: Complete): Snapshot {
  return db
    .transaction(() => {
      const before = currentTable(db)
      const last = db
        .query<{ version: number }, []>(
          'SELECT COALESCE(MAX(version), 0) AS version FROM snapshots',
        )
        .get()
      const snapshot: Snapshot = {
        version: Number(last?.version) + 1,
        import_id: details.import_id,
        published_at: new Date().toISOString(),
        as_of: details.as_of,
        content_hash: details.content_hash,
        cars: details.cars,
        estimates: model !== null,
      }
      const changes =
        before === null ? null : recordChanges(db, snapshot.version, before, tableOf(details))
      addSnapshot(db, { ...snapshot, changes, model }, 0)
      db.query('DELETE FROM held WHERE import_id = ?').run(details.import_id)
      db.query(
        `UPDATE snapshots SET removed = ? WHERE removed = 0 AND version NOT IN
           (SELECT version FROM snapshots WHERE removed = 0 ORDER BY version DESC LIMIT ?)`,
      ).run(Date.now(), keep)
      return snapshot
    })
    .immediate()
}

function currentTable(db: Database): string | null {
  const found = db
    .query<{ import_id: number }, []>(
      'SELECT import_id FROM snapshots WHERE removed = 0 ORDER BY version DESC LIMIT 1',
    )
    .get()
  return found ? tableOf(found) : null
}

function differenceOf(db: Database, before: string, now: string): Difference {
  const count = (from: string) => Number(one(db, `SELECT COUNT(*) AS n FROM ${from}`)?.n)
  const both = `${now} AS now JOIN ${before} AS old ON old.id = now.id WHERE`
  return {
    new: count(`${now} WHERE id NOT IN (SELECT id FROM ${before})`),
    gone: count(`${before} WHERE id NOT IN (SELECT id FROM ${now})`),
    dearer: count(`${both} now.price > old.price`),
    cheaper: count(`${both} now.price < old.price`),
  }
}

function recordChanges(db: Database, version: number, before: string, now: string): ChangeCounts {
  const record = (select: string) => db.query(`INSERT INTO changes ${select}`).run(version).changes
  return {
    new: record(
      `SELECT ?, id, title, 'new', NULL, price FROM ${now} WHERE id NOT IN (SELECT id FROM ${before})`,
    ),
    gone: record(
      `SELECT ?, id, title, 'gone', price, NULL FROM ${before} WHERE id NOT IN (SELECT id FROM ${now})`,
    ),
    price: record(
      `SELECT ?, now.id, now.title, 'price', old.price, now.price FROM ${now} AS now
       JOIN ${before} AS old ON old.id = now.id AND old.price <> now.price`,
    ),
  }
}

function heldDraft(db: Database, import_id: number, grace: number, indexes: Indexes): Held | null {
  const found = one(db, 'SELECT * FROM held WHERE import_id = ?', [import_id])
  if (!found) return null
  const model = found.model as string | null
  const [as_of, content_hash] = [String(found.as_of), String(found.content_hash)]
  const cars = Number(found.cars)
  const waiting = { version: 0, import_id, as_of, content_hash, cars }
  return {
    snapshot: { ...waiting, published_at: '', estimates: model !== null },
    async publish(keep) {
      const snapshot = publishTable(db, { ...waiting, keep, model })
      await dropRemoved(db, grace, indexes).catch(() => {})
      return snapshot
    },
    async discard() {
      db.query('DELETE FROM held WHERE import_id = ?').run(import_id)
      dropTable(db, import_id)
    },
  }
}

export function addSnapshot(
  db: Database,
  record: Omit<SnapshotRecord, 'removed'>,
  removed: number,
): void {
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

/** Tables that no snapshot names: what a killed import left, and snapshots beyond those that are kept. */
export async function dropLeftovers(db: Database, grace: number, indexes: Indexes): Promise<void> {
  const readable = readableImports(db, grace)
  for (const id of storedImports(db)) if (!readable.has(id)) dropTable(db, id)
  db.run('DELETE FROM changes WHERE version > (SELECT COALESCE(MAX(version), 0) FROM snapshots)')
  await indexes.retain(readable)
}

/** Like it, but for what another import may just be writing. */
async function dropRemoved(db: Database, grace: number, indexes: Indexes): Promise<void> {
  const readable = readableImports(db, grace)
  const removed = all(db, 'SELECT import_id FROM snapshots WHERE removed > 0')
  for (const { import_id } of removed) {
    if (!readable.has(Number(import_id))) dropTable(db, Number(import_id))
  }
  await indexes.retain(readable)
}

function readableImports(db: Database, grace: number): Set<number> {
  const since = Date.now() - grace
  const sql = `SELECT import_id FROM snapshots WHERE removed = 0 OR removed > ?
               UNION SELECT import_id FROM held`
  return new Set(all(db, sql, [since]).map(({ import_id }) => Number(import_id)))
}

function storedImports(db: Database): number[] {
  const sql = `SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'cars_[0-9]*'`
  return all(db, sql).map(({ name }) => Number(String(name).slice('cars_'.length)))
}

function dropTable(db: Database, import_id: number): void {
  db.run(`DROP TABLE IF EXISTS ${tableOf({ import_id })}`)
}
