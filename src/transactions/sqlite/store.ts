import type { Database, SQLQueryBindings } from 'bun:sqlite'
import { fold } from '../../listing/car.ts'
import {
  LedgerReport,
  leastId,
  type Minute,
  minuteOf,
  noTotals,
  type TransactionQuery,
  type TransactionStore,
} from '../store.ts'
import type { Kind, Recorded } from '../transaction.ts'
import { sqliteApply } from './apply.ts'
import { hashOf } from './schema.ts'

type Row = { body: string; partition: string; message_offset: number; received: number }
const FIELDS = 'body, partition, message_offset, received'

export function sqliteTransactions(db: Database): TransactionStore {
  const rows = (rest: string, ...given: SQLQueryBindings[]): Recorded[] =>
    db
      .query<Row, SQLQueryBindings[]>(`SELECT ${FIELDS} FROM transactions ${rest}`)
      .all(...given)
      .map(toRecorded)

  return {
    apply: sqliteApply(db),

    async positions() {
      const found = db
        .query<{ partition: string; next: number }, []>(
          'SELECT partition, next FROM transaction_positions',
        )
        .all()
      return new Map(found.map(({ partition, next }) => [partition, next]))
    },

    async list(query) {
      const { sql, given } = conditionOf(query)
      const newer = query.at?.towards === 'prev'
      const found = rows(
        `WHERE ${sql} ORDER BY id ${newer ? 'ASC' : 'DESC'} LIMIT ?`,
        ...given,
        query.limit + 1,
      )
      const more = found.length > query.limit
      const items = found.slice(0, query.limit)
      return newer
        ? { items: items.reverse(), before: more, after: true }
        : { items, before: query.at !== undefined, after: more }
    },

    async count(condition) {
      const { sql, given } = conditionOf(condition)
      const sum = `SELECT count(*) AS n FROM transactions WHERE ${sql}`
      return db.query<{ n: number }, SQLQueryBindings[]>(sum).get(...given)?.n ?? 0
    },

    async ofCars(cars) {
      const { sql, given } = conditionOf({ car: cars })
      return rows(`WHERE ${sql} ORDER BY id`, ...given)
    },

    async since(mark, limit) {
      if (mark === null) {
        const last = db.query<{ seq: number }, []>('SELECT max(seq) AS seq FROM transactions').get()
        return { items: [], mark: String(last?.seq ?? 0) }
      }
      const found = db
        .query<Row & { seq: number }, [number, number]>(
          `SELECT seq, ${FIELDS} FROM transactions WHERE seq > ? ORDER BY seq LIMIT ?`,
        )
        .all(Number(mark) || 0, limit)
      return { items: found.map(toRecorded), mark: String(found.at(-1)?.seq ?? mark) }
    },

    async minutes(from) {
      return db
        .query<Minute, [number]>(
          'SELECT * FROM transaction_minutes WHERE minute >= ? ORDER BY minute, kind',
        )
        .all(minuteOf(from))
    },

    async totals() {
      const sums = db
        .query<{ kind: Kind; count: number; amount: number }, []>(
          'SELECT kind, sum(count) AS count, sum(amount) AS amount FROM transaction_minutes GROUP BY kind',
        )
        .all()
      return Object.assign(
        noTotals(),
        Object.fromEntries(sums.map(({ kind, ...sum }) => [kind, sum])),
      )
    },

    soldFastest: async (limit) =>
      rows('WHERE to_sell IS NOT NULL ORDER BY to_sell, id LIMIT ?', limit),
    cutMost: async (limit) =>
      rows('WHERE cut IS NOT NULL ORDER BY cut DESC, id DESC LIMIT ?', limit),

    async forget(before) {
      const minute = minuteOf(before.getTime())
      return db
        .transaction(() => {
          db.query('DELETE FROM transaction_minutes WHERE minute < ?').run(minute)
          return db.query('DELETE FROM transactions WHERE id < ?').run(leastId(minute)).changes
        })
        .immediate()
    },

    async report(report) {
      db.query('INSERT OR REPLACE INTO ledger_reports VALUES (?, ?, ?)').run(
        report.ledger,
        report.at,
        JSON.stringify(report),
      )
      db.query('DELETE FROM ledger_reports WHERE at < ?').run(dayBefore(report.at))
    },

    async reports(since) {
      return db
        .query<{ report: string }, [string]>(
          'SELECT report FROM ledger_reports WHERE at >= ? ORDER BY ledger',
        )
        .all(since.toISOString())
        .map(({ report }) => LedgerReport.parse(JSON.parse(report)))
    },
  }
}

const dayBefore = (at: string) => new Date(Date.parse(at) - 86_400_000).toISOString()

const toRecorded = ({ body, partition, message_offset: offset, received }: Row): Recorded => ({
  ...JSON.parse(body),
  partition,
  offset,
  received_at: new Date(received).toISOString(),
})

function conditionOf({ car, brand, kind, from, to, at }: Omit<TransactionQuery, 'limit'>) {
  const parts: [string, SQLQueryBindings][] = []
  const oneOf = (column: string, values: readonly (string | number)[]) =>
    parts.push([`${column} IN (SELECT value FROM json_each(?))`, JSON.stringify(values)])
  if (car) {
    oneOf('car_hash', car.map(hashOf))
    oneOf('car_id', car)
  }
  if (brand) oneOf('brand_key', brand.map(fold))
  if (kind) oneOf('kind', kind)
  // The index of brands has the moment, so that a count of a brand and a time reads nothing else.
  const time = (sign: string, ms: number) =>
    parts.push(brand ? [`moment ${sign} ?`, ms] : [`id ${sign} ?`, leastId(ms)])
  if (from !== undefined) time('>=', from)
  if (to !== undefined) time('<', to)
  if (at) parts.push([at.towards === 'next' ? 'id < ?' : 'id > ?', at.id])
  return {
    sql: parts.map(([sql]) => sql).join(' AND ') || 'TRUE',
    given: parts.map(([, value]) => value),
  }
}
