import type { Database } from 'bun:sqlite'
import { fold } from '../../listing/car.ts'
import { type Minute, minuteOf, type TransactionStore } from '../store.ts'
import { amountOf, cutOf, momentOf, type Transaction, timeToSell } from '../transaction.ts'
import { hashOf } from './schema.ts'

/*
 * A batch touches pages all over the indexes: kept in memory (kB), and written back when there is more to write at once
 * (pages of the log), it costs half of the time. Both are of this connection alone.
 */
const FOR_WRITERS = ['cache_size = -8000', 'wal_autocheckpoint = 4000']

/** Writes messages, their sums and the next offset in one transaction of the database. */
export function sqliteApply(db: Database): TransactionStore['apply'] {
  // Prepared with the first batch: a database that is damaged opens all the same, and says so when it is asked.
  let isSetUp = false
  const setUp = () => {
    if (isSetUp) return
    for (const setting of FOR_WRITERS) db.run(`PRAGMA ${setting}`)
    isSetUp = true
  }
  const prepare = () => ({
    number: db.query<{ last: number }, [number]>(
      'UPDATE transaction_sequence SET last = last + ? RETURNING last',
    ),
    insert: db.query(
      `INSERT INTO transactions
       (seq, id, moment, car_id, car_hash, brand_key, kind, to_sell, cut, body, partition,
        message_offset, received)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO NOTHING`,
    ),
    add: db.query(
      `INSERT INTO transaction_minutes VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET count = count + excluded.count, amount = amount + excluded.amount`,
    ),
    move: db.query(
      `INSERT INTO transaction_positions VALUES (?, ?)
     ON CONFLICT DO UPDATE SET next = excluded.next`,
    ),
  })
  type Messages = Parameters<TransactionStore['apply']>[1]
  const write = db.transaction((partition: string, messages: Messages, next: number) => {
    const { number, insert, add, move } = prepare()
    // Those that are there already leave gaps, which nobody minds.
    let seq = (number.get(messages.length)?.last ?? 0) - messages.length
    const now = Date.now()
    const sums = new Map<string, Minute>()
    const keys = new Map<string, string>()
    const keyOf = (brand: string) => {
      const known = keys.get(brand) ?? fold(brand)
      keys.set(brand, known)
      return known
    }
    let applied = 0
    for (const { offset, transaction, text } of messages) {
      const { id, car_id, brand, kind } = transaction
      const moment = momentOf(id)
      // Written out: an array spread into the call costs as much as an index.
      seq += 1
      const { changes } = insert.run(
        seq,
        id,
        moment,
        car_id,
        hashOf(car_id),
        keyOf(brand),
        kind,
        timeToSell(transaction),
        cutOf(transaction),
        text ?? JSON.stringify(transaction),
        partition,
        offset,
        now,
      )
      if (changes === 0) continue
      applied++
      count(sums, transaction, minuteOf(moment))
    }
    for (const { minute, kind, count, amount } of sums.values())
      add.run(minute, kind, count, amount)
    move.run(partition, next)
    return { applied, repeated: messages.length - applied }
  })
  return async (partition, messages, next) => {
    setUp()
    return write.immediate(partition, messages, next)
  }
}

function count(sums: Map<string, Minute>, transaction: Transaction, minute: number): void {
  const key = minute + transaction.kind
  const sum = sums.get(key) ?? { minute, kind: transaction.kind, count: 0, amount: 0 }
  sum.count += 1
  sum.amount += amountOf(transaction)
  sums.set(key, sum)
}
