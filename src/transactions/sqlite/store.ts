import type { Database, SQLQueryBindings } from 'bun:sqlite'
import {
  LedgerReport,
  leastId,
  MINUTE,
  type Minute,
  minuteOf,
  noTotals,
  type TransactionStore,
} from '../store.ts'
import type { Kind, Recorded } from '../transaction.ts'
import { sqliteApply } from './apply.ts'
import { conditionOf, countOf, minutesOf } from './find.ts'

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
      const order = newer ? 'ASC' : 'DESC'
      const next = (within: string, bounds: string[], limit: number) =>
        rows(`WHERE ${sql} ${within} ORDER BY id ${order} LIMIT ?`, ...given, ...bounds, limit)
      const found: Recorded[] = []
      if (query.car || !(query.brand || query.kind)) found.push(...next('', [], query.limit + 1))
      else {
        for (const minute of minutesOf(db, query)) {
          const missing = query.limit + 1 - found.length
          if (missing === 0) break
          const bounds = [leastId(minute), leastId(minute + MINUTE)]
          found.push(...next('AND id >= ? AND id < ?', bounds, missing))
        }
      }
      const more = found.length > query.limit
      const items = found.slice(0, query.limit)
      return newer
        ? { items: items.reverse(), before: more, after: true }
        : { items, before: query.at !== undefined, after: more }
    },

    count: async (condition) => countOf(db, condition),

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
          db.query('DELETE FROM transaction_brand_minutes WHERE minute < ?').run(minute)
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
