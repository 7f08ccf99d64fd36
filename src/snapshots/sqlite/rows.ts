import type { Database, SQLQueryBindings } from 'bun:sqlite'

export type Row = Record<string, string | number | null>

export function all(db: Database, sql: string, params: SQLQueryBindings[] = []): Row[] {
  return db.query<Row, SQLQueryBindings[]>(sql).all(...params)
}

export function one(db: Database, sql: string, params: SQLQueryBindings[] = []): Row | null {
  return db.query<Row, SQLQueryBindings[]>(sql).get(...params)
}
