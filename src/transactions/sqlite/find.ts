import type { Database, SQLQueryBindings } from 'bun:sqlite'
import { fold } from '../../listing/car.ts'
import { leastId, MINUTE, minuteOf, type TransactionQuery } from '../store.ts'
import { momentOf } from '../transaction.ts'
import { hashOf } from './schema.ts'

/*
 * What fits a filter without a car is found by the minutes in which there is some of it, so that neither a list nor a
 * count reads more the more transactions there are.
 */

type Filter = Omit<TransactionQuery, 'limit'>
type Sql = { sql: string; given: SQLQueryBindings[] }

/** The rows that fit, as a condition. */
export function conditionOf({ car, brand, kind, from, to, at }: Filter): Sql {
  const parts: [string, SQLQueryBindings][] = []
  if (car) parts.push(oneOf('car_hash', car.map(hashOf)), oneOf('car_id', car))
  if (brand) parts.push(oneOf('brand_key', brand.map(fold)))
  if (kind) parts.push(oneOf('kind', kind))
  if (from !== undefined) parts.push(['id >= ?', leastId(from)])
  if (to !== undefined) parts.push(['id < ?', leastId(to)])
  if (at) parts.push([at.towards === 'next' ? 'id < ?' : 'id > ?', at.id])
  return joined(parts)
}

const oneOf = (column: string, values: readonly (string | number)[]): [string, string] => [
  `${column} IN (SELECT value FROM json_each(?))`,
  JSON.stringify(values),
]
const joined = (parts: [string, SQLQueryBindings][]): Sql => ({
  sql: parts.map(([sql]) => sql).join(' AND ') || 'TRUE',
  given: parts.map(([, value]) => value),
})

/**
 * Minutes (ms since 1970) with rows of a brand or a kind, as many as `limit` rows can lie in, in the order of the list.
 * The first may have none beyond where the list goes on, nor the first and the last within the time that is asked for.
 */
export function minutesOf(db: Database, query: TransactionQuery): number[] {
  const { brand, kind, at, limit, from = 0, to = Number.MAX_SAFE_INTEGER } = query
  const newer = at?.towards === 'prev'
  // An id that somebody made up may name no moment.
  const here = momentOf(at?.id ?? '') || null
  const least = minuteOf(newer && here !== null ? Math.max(from, here) : from)
  const most = !newer && here !== null ? Math.min(to, here) : to
  const order = newer ? 'ASC' : 'DESC'
  const some = (table: string, parts: [string, SQLQueryBindings][]): number[] => {
    const { sql, given } = joined([
      ...parts,
      ...(kind ? [oneOf('kind', kind)] : []),
      ['minute >= ?', least],
      ['minute <= ?', most],
    ])
    return db
      .query<{ minute: number }, SQLQueryBindings[]>(
        `SELECT DISTINCT minute FROM ${table} WHERE ${sql} ORDER BY minute ${order} LIMIT ?`,
      )
      .all(...given, limit + 2)
      .map(({ minute }) => minute)
  }
  if (!brand) return some('transaction_minutes', [])
  const each = brand.flatMap((name) =>
    some('transaction_brand_minutes', [['brand_key = ?', fold(name)]]),
  )
  return [...new Set(each)].sort((a, b) => (newer ? a - b : b - a)).slice(0, limit + 2)
}

/** How many rows fit. */
export function countOf(db: Database, filter: Omit<Filter, 'at'>): number {
  const { car, brand, kind, from = 0, to } = filter
  const first = Math.ceil(from / MINUTE) * MINUTE
  const end = to === undefined ? Number.MAX_SAFE_INTEGER : minuteOf(to)
  // What is cut off from a minute is counted by its rows.
  if (car || first >= end) return countRows(db, filter)
  const { sql, given } = joined([
    ...(brand ? [oneOf('brand_key', brand.map(fold))] : []),
    ...(kind ? [oneOf('kind', kind)] : []),
    ['minute >= ?', first],
    ['minute < ?', end],
  ])
  const table = brand ? 'transaction_brand_minutes' : 'transaction_minutes'
  const whole = numberOf(
    db,
    `SELECT coalesce(sum(count), 0) AS n FROM ${table} WHERE ${sql}`,
    given,
  )
  const before = from < first ? countRows(db, { ...filter, to: first }) : 0
  const after = to !== undefined && end < to ? countRows(db, { ...filter, from: end }) : 0
  return before + whole + after
}

function countRows(db: Database, filter: Filter): number {
  const { sql, given } = conditionOf(filter)
  return numberOf(db, `SELECT count(*) AS n FROM transactions WHERE ${sql}`, given)
}

const numberOf = (db: Database, sql: string, given: SQLQueryBindings[]): number =>
  db.query<{ n: number }, SQLQueryBindings[]>(sql).get(...given)?.n ?? 0
