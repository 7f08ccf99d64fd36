import type { Database, SQLQueryBindings } from 'bun:sqlite'

export type Row = Record<string, string | number | null>
/** A part of a statement with the values of its question marks. */
export type Part = { sql: string; params: SQLQueryBindings[] }

export function all(db: Database, sql: string, params: SQLQueryBindings[] = []): Row[] {
  return db.query<Row, SQLQueryBindings[]>(sql).all(...params)
}

export function one(db: Database, sql: string, params: SQLQueryBindings[] = []): Row | null {
  return db.query<Row, SQLQueryBindings[]>(sql).get(...params)
}
