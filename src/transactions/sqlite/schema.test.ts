import { Database } from 'bun:sqlite'
import { expect, test } from 'bun:test'
import { aTransaction, NOON } from '../../../tests/support/transactions.ts'
import { migrate } from '../../platform/stores/sqlite.ts'
import { transactionMigrations } from './schema.ts'
import { sqliteTransactions } from './store.ts'

test('what was stored before its indexes became numbers is found all the same', async () => {
  const db = new Database(':memory:')
  migrate(db, transactionMigrations.slice(0, 1))
  const before = aTransaction('sale', { ms: 5, car_id: 'an-old-one', brand: 'Škoda' })
  db.query(
    `INSERT INTO transactions
     (id, car_id, brand_key, kind, to_sell, cut, body, partition, message_offset, received_at)
     VALUES (?, ?, 'skoda', 'sale', 7, NULL, ?, 't/0', 3, ?)`,
  ).run(before.id, before.car_id, JSON.stringify(before), before.at)
  migrate(db, transactionMigrations)
  const store = sqliteTransactions(db)
  const ids = (found: { id: string }[]) => found.map(({ id }) => id)
  const kept = { ...before, partition: 't/0', offset: 3, received_at: before.at }
  expect(await store.ofCars(['an-old-one', 'another'])).toEqual([kept])
  expect(await store.count({ brand: ['SKODA'], from: NOON + 5, to: NOON + 6 })).toBe(1)
  expect(await store.count({ brand: ['SKODA'], from: NOON + 6 })).toBe(0)
  expect(ids(await store.soldFastest(1))).toEqual([before.id])
  const again = await store.apply('t/0', [{ offset: 3, transaction: before }], 4)
  expect(again).toEqual({ applied: 0, repeated: 1 })
  db.close()
})

test('numbers go on where they were, also when every transaction was forgotten', async () => {
  const db = new Database(':memory:')
  migrate(db, transactionMigrations.slice(0, 2))
  db.run("INSERT INTO sqlite_sequence VALUES ('transactions', 41)")
  migrate(db, transactionMigrations)
  const store = sqliteTransactions(db)
  const apply = (ms: number, offset: number) =>
    store.apply('t/0', [{ offset, transaction: aTransaction('sale', { ms }) }], offset + 1)
  await apply(5, 0)
  const { mark } = await store.since(null, 10)
  expect(mark).toBe('42')
  expect(await store.forget(new Date(NOON + 120_000))).toBe(1)
  await apply(180_000, 1)
  const news = await store.since(mark, 10)
  expect(news.items.map(({ offset }) => offset)).toEqual([1])
  expect(news.mark).toBe('43')
  db.close()
})

test('cars whose ids have one hash are two cars', async () => {
  const db = new Database(':memory:')
  migrate(db, transactionMigrations)
  const store = sqliteTransactions(db)
  // CRC-32 of both is 1306201125.
  const [one, two] = ['plumless', 'buckeroo']
  expect(Bun.hash.crc32(one)).toBe(Bun.hash.crc32(two))
  const both = [one, two].map((car_id) => aTransaction('sale', { car_id }))
  await store.apply(
    't/0',
    both.map((transaction, offset) => ({ offset, transaction })),
    2,
  )
  expect((await store.ofCars([one])).map(({ car_id }) => car_id)).toEqual([one])
  expect(await store.count({ car: [two] })).toBe(1)
  db.close()
})
