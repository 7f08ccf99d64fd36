import type { Database } from 'bun:sqlite'
import { fold } from '../../listing/car.ts'
import { type Minute, minuteOf, type TransactionStore } from '../store.ts'
import { amountOf, cutOf, KINDS, momentOf, type Transaction, timeToSell } from '../transaction.ts'
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
       (seq, id, car_id, car_hash, brand_key, kind, to_sell, cut, body, partition,
        message_offset, received)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO NOTHING`,
    ),
    add: db.query(
      `INSERT INTO transaction_minutes VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET count = count + excluded.count, amount = amount + excluded.amount`,
    ),
    addOfBrand: db.query(
      `INSERT INTO transaction_brand_minutes VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET count = count + excluded.count`,
    ),
    move: db.query(
      `INSERT INTO transaction_positions VALUES (?, ?)
     ON CONFLICT DO UPDATE SET next = excluded.next`,
    ),
  })
  type Messages = Parameters<TransactionStore['apply']>[1]
  const write = db.transaction((partition: string, messages: Messages, next: number) => {
    const { number, insert, add, addOfBrand, move } = prepare()
    // Those that are there already leave gaps, which nobody minds.
    let seq = (number.get(messages.length)?.last ?? 0) - messages.length
    const now = Date.now()
    const brands = new Map<string, BrandSums>()
    let applied = 0
    for (const { offset, transaction, text } of messages) {
      const { id, car_id, brand, kind } = transaction
      let sums = brands.get(brand)
      if (sums === undefined) {
        sums = new BrandSums(fold(brand))
        brands.set(brand, sums)
      }
      // Written out: an array spread into the call costs as much as an index.
      seq += 1
      const { changes } = insert.run(
        seq,
        id,
        car_id,
        hashOf(car_id),
        sums.key,
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
      sums.add(transaction)
    }
    for (const { key, minutes } of brands.values()) {
      for (const { minute, kind, count, amount } of minutes.values()) {
        addOfBrand.run(key, minute, kind, count)
        add.run(minute, kind, count, amount)
      }
    }
    move.run(partition, next)
    return { applied, repeated: messages.length - applied }
  })
  return async (partition, messages, next) => {
    setUp()
    return write.immediate(partition, messages, next)
  }
}

/** What the messages of one batch add to the minutes of a brand. */
class BrandSums {
  /** By the minute and, as a minute is sixty thousand, the place of the kind */
  readonly minutes = new Map<number, Minute>()
  constructor(readonly key: string) {}

  add(transaction: Transaction): void {
    const { id, kind } = transaction
    const minute = minuteOf(momentOf(id))
    const place = minute + KINDS.indexOf(kind)
    let sum = this.minutes.get(place)
    if (sum === undefined) {
      sum = { minute, kind, count: 0, amount: 0 }
      this.minutes.set(place, sum)
    }
    sum.count += 1
    sum.amount += amountOf(transaction)
  }
}
