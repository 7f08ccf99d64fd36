import type { Database } from 'bun:sqlite'
import type { Car, Lineage } from '../../listing/car.ts'
import { type CarFilter, type Position, type Sort, sortValue } from '../../listing/query.ts'
import type { CarReader, Snapshot } from '../read.ts'
import { beyond, chosen, order } from './filter.ts'
import { all, one, type Row } from './rows.ts'
import { READ, tableOf, toCar } from './schema.ts'

const BATCH = 1000

export function carsOf(db: Database): CarReader {
  const stands = (
    snapshot: Snapshot,
    filter: CarFilter,
    sort: Sort,
    car: Car,
    towards: Position['towards'],
  ) => {
    const place = { towards, value: sortValue(car, sort), id: car.id }
    const { sql, params } = chosen(snapshot, filter, { more: [beyond(sort, place)] })
    return one(db, `SELECT 1 ${sql} LIMIT 1`, params) !== null
  }

  return {
    async page(snapshot, { filter, sort, limit, at }) {
      const backwards = at?.towards === 'prev'
      const total = countOf(db, snapshot, filter)
      const { sql, params } = chosen(snapshot, filter, { more: at ? [beyond(sort, at)] : [] })
      const rows = all(db, `SELECT ${READ} ${sql} ${order(sort, backwards)} LIMIT ?`, [
        ...params,
        limit + 1,
      ])
      const more = rows.length > limit
      const items = rows.slice(0, limit).map(toCar)
      if (backwards) items.reverse()
      const edge = backwards ? items.at(-1) : items[0]
      const behind =
        at !== undefined &&
        (edge === undefined
          ? total > 0
          : stands(snapshot, filter, sort, edge, backwards ? 'next' : 'prev'))
      return backwards
        ? { items, total, before: more, after: behind }
        : { items, total, before: behind, after: more }
    },

    async find(snapshot, id) {
      const row = one(db, `SELECT ${READ} FROM ${tableOf(snapshot)} WHERE id = ?`, [id])
      return row && toCar(row)
    },

    async lineage(snapshot, id) {
      const sql = `SELECT file, line, raw FROM ${tableOf(snapshot)} WHERE id = ?`
      return one(db, sql, [id]) as Lineage | null
    },

    async among(snapshot, filter, ids) {
      const these = { sql: 'id IN (SELECT value FROM json_each(?))', params: [JSON.stringify(ids)] }
      const { sql, params } = chosen(snapshot, filter, { more: [these] })
      return new Set(all(db, `SELECT id ${sql}`, params).map(({ id }) => String(id)))
    },

    async *scan(snapshot, filter) {
      for (const rows of rowsOf(db, snapshot, filter, READ)) yield rows.map(toCar)
    },
  }
}

export function countOf(db: Database, snapshot: Snapshot, filter: CarFilter): number {
  if (Object.keys(filter).length === 0) return snapshot.cars
  const { sql, params } = chosen(snapshot, filter)
  return Number(one(db, `SELECT COUNT(*) AS n ${sql}`, params)?.n)
}

/** The rows of a filter by id, in batches that each are a query of their own, so that a writer never waits. */
export function* rowsOf(
  db: Database,
  snapshot: Snapshot,
  filter: CarFilter,
  columns: string,
): Generator<Row[]> {
  let after = ''
  for (;;) {
    const { sql, params } = chosen(snapshot, filter, { more: [{ sql: 'id > ?', params: [after] }] })
    const found = all(db, `SELECT ${columns} ${sql} ORDER BY id LIMIT ${BATCH}`, params)
    const last = found.at(-1)
    if (last) yield found
    if (!last || found.length < BATCH) return
    after = String(last.id)
  }
}
