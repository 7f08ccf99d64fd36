import type { Migration } from '../../platform/stores/sqlite.ts'

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

export const transactionMigrations: Migration[] = [{ name: 'transactions', up: tables }]
