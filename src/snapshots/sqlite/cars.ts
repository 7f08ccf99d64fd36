import type { Database } from 'bun:sqlite'
import type { Lineage } from '../../listing/car.ts'
import type { Snapshot } from '../read.ts'
import { type CarRows, inOrderOf } from '../rows.ts'
import { all, one, type Row } from './rows.ts'
import { LINEAGE, READ, tableOf, toCar } from './schema.ts'

const BATCH = 1000

export function sqliteRows(db: Database): CarRows {
  return {
    async byIds(snapshot, ids) {
      if (ids.length === 0) return []
      const sql = `SELECT ${READ} FROM ${tableOf(snapshot)} WHERE id IN (SELECT value FROM json_each(?))`
      return inOrderOf(ids, all(db, sql, [JSON.stringify(ids)]).map(toCar), snapshot)
    },

    async find(snapshot, id) {
      const row = one(db, `SELECT ${READ} FROM ${tableOf(snapshot)} WHERE id = ?`, [id])
      return row && toCar(row)
    },

    async lineage(snapshot, id) {
      const sql = `SELECT ${LINEAGE} FROM ${tableOf(snapshot)} WHERE id = ?`
      return one(db, sql, [id]) as Lineage | null
    },

    async *all(snapshot) {
      for (const rows of rowsOf(db, snapshot, READ)) yield rows.map(toCar)
    },
  }
}

/** By id, in batches that each are a query of their own, so that a writer never waits. */
export function* rowsOf(db: Database, snapshot: Snapshot, columns: string): Generator<Row[]> {
  const sql = `SELECT ${columns} FROM ${tableOf(snapshot)} WHERE id > ? ORDER BY id LIMIT ${BATCH}`
  let after = ''
  for (;;) {
    const found = all(db, sql, [after])
    const last = found.at(-1)
    if (last) yield found
    if (!last || found.length < BATCH) return
    after = String(last.id)
  }
}
