import type { Database } from 'bun:sqlite'
import type { Migration } from '../../platform/stores/sqlite.ts'
import { momentOf } from '../transaction.ts'

/*
 * `seq` is the order in which transactions were applied, ids the order in which they happened. Sums by minute, and the
 * offset of each partition, are written in the transaction that writes what they count.
 */
const tables = `
  CREATE TABLE transactions (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    car_id TEXT NOT NULL,
    brand_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    to_sell INTEGER,
    cut INTEGER,
    body TEXT NOT NULL,
    partition TEXT NOT NULL,
    message_offset INTEGER NOT NULL,
    received_at TEXT NOT NULL
  );
  CREATE INDEX transactions_of_car ON transactions (car_id, id);
  CREATE INDEX transactions_of_brand ON transactions (brand_key, id);
  CREATE INDEX transactions_sold ON transactions (to_sell, id) WHERE to_sell IS NOT NULL;
  CREATE INDEX transactions_cut ON transactions (cut, id) WHERE cut IS NOT NULL;
  CREATE TABLE transaction_minutes (
    minute INTEGER NOT NULL,
    kind TEXT NOT NULL,
    count INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (minute, kind)
  ) WITHOUT ROWID;
  CREATE TABLE transaction_positions (
    partition TEXT PRIMARY KEY,
    next INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE ledger_reports (
    ledger TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    report TEXT NOT NULL
  ) WITHOUT ROWID;
`

/*
 * Of what a transaction costs, indexes over long words were half: numbers that stand for them are a sixth as large. Cars
 * are found by a hash of their id, brands by their short key.
 */
const narrow = `
  DROP INDEX transactions_of_car;
  DROP INDEX transactions_of_brand;
  DROP INDEX transactions_sold;
  DROP INDEX transactions_cut;
  ALTER TABLE transactions ADD COLUMN car_hash INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE transactions ADD COLUMN moment INTEGER NOT NULL DEFAULT 0;
`
const narrowIndexes = `
  CREATE INDEX transactions_of_car ON transactions (car_hash);
  CREATE INDEX transactions_of_brand ON transactions (brand_key, moment);
  CREATE INDEX transactions_sold ON transactions (to_sell) WHERE to_sell IS NOT NULL;
  CREATE INDEX transactions_cut ON transactions (cut) WHERE cut IS NOT NULL;
`

export const hashOf = (car: string): number => Bun.hash.crc32(car)

/** Rows whose numbers are set at once */
const AT_ONCE = 10_000

function narrowDown(db: Database): void {
  db.run(narrow)
  const set = db.prepare('UPDATE transactions SET car_hash = ?, moment = ? WHERE seq = ?')
  const some = db.prepare<{ seq: number; car_id: string; id: string }, [number, number]>(
    'SELECT seq, car_id, id FROM transactions WHERE seq > ? ORDER BY seq LIMIT ?',
  )
  for (let last: number | undefined = 0; last !== undefined; ) {
    const rows = some.all(last, AT_ONCE)
    for (const { seq, car_id, id } of rows) set.run(hashOf(car_id), momentOf(id), seq)
    last = rows.at(-1)?.seq
  }
  // A statement that is still open holds the table, and no index could be made.
  set.finalize()
  some.finalize()
  db.run(narrowIndexes)
}

/*
 * AUTOINCREMENT writes its number down with each row, a fifth of what a row costs: now once a batch. It must not begin
 * again where all rows were forgotten, since readers go on from the number that they saw last.
 */
const sequence = `
  CREATE TABLE transaction_sequence (last INTEGER NOT NULL);
  INSERT INTO transaction_sequence
    SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'transactions'), 0);
  CREATE TABLE numbered (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    moment INTEGER NOT NULL,
    car_id TEXT NOT NULL,
    car_hash INTEGER NOT NULL,
    brand_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    to_sell INTEGER,
    cut INTEGER,
    body TEXT NOT NULL,
    partition TEXT NOT NULL,
    message_offset INTEGER NOT NULL,
    received_at TEXT NOT NULL
  );
  INSERT INTO numbered
    SELECT seq, id, moment, car_id, car_hash, brand_key, kind, to_sell, cut, body, partition,
           message_offset, received_at
    FROM transactions ORDER BY seq;
  DROP TABLE transactions;
  ALTER TABLE numbered RENAME TO transactions;
  ${narrowIndexes}
`

/* A moment as a number is a third of what it is as text: of what a row costs, a tenth. */
const received = `
  ALTER TABLE transactions ADD COLUMN received INTEGER NOT NULL DEFAULT 0;
  UPDATE transactions SET received = round(unixepoch(received_at, 'subsec') * 1000);
  ALTER TABLE transactions DROP COLUMN received_at;
`

/*
 * Of what a row costs, an index of brands was a third, as it is written in as many places as there are brands: counts by
 * brand and minute lead to its rows as well, and a count of many rows is theirs.
 */
const brandMinutes = `
  CREATE TABLE transaction_brand_minutes (
    brand_key TEXT NOT NULL,
    minute INTEGER NOT NULL,
    kind TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (brand_key, minute, kind)
  ) WITHOUT ROWID;
  INSERT INTO transaction_brand_minutes
    SELECT brand_key, moment - moment % 60000 AS minute, kind, count(*)
    FROM transactions GROUP BY brand_key, minute, kind;
  DROP INDEX transactions_of_brand;
  ALTER TABLE transactions DROP COLUMN moment;
`

export const transactionMigrations: Migration[] = [
  { name: 'transactions', up: tables },
  { name: 'narrow indexes of transactions', up: narrowDown },
  { name: 'numbers of transactions by the batch', up: sequence },
  { name: 'moments of transactions as numbers', up: received },
  { name: 'transactions of a brand by the minute', up: brandMinutes },
]
