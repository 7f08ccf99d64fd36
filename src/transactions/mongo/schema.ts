import type { Db } from 'mongodb'
import { retrying, WITHOUT_TIMEOUT } from '../../platform/stores/mongo.ts'
import type { MongoMigration } from '../../platform/stores/mongo-migrations.ts'
import type { LedgerReport } from '../store.ts'
import type { Kind, Recorded, Transaction } from '../transaction.ts'

/*
 * A transaction is a document under its own id, so that it is there once. All sums are counted from the documents:
 * there is no number that could be raised twice.
 */
export type TransactionDoc = {
  _id: string
  car_id: string
  brand_key: string
  kind: Kind
  minute: number
  amount: number
  /** absent where there is none, so that its index holds no more than sales and cuts */
  to_sell?: number
  cut?: number
  body: Transaction
  partition: string
  offset: number
  received_at: string
}

export const collectionsOf = (db: Db) => ({
  kept: db.collection<TransactionDoc>('transactions'),
  places: db.collection<{ _id: string; next: number }>('transaction_positions'),
  reports: db.collection<{ _id: string; at: string; report: LedgerReport }>('ledger_reports'),
})

export const transactionMigrations: MongoMigration[] = [
  {
    name: 'transactions',
    up: (db) =>
      retrying(() =>
        collectionsOf(db).kept.createIndexes(
          [
            { key: { car_id: 1, _id: 1 } },
            { key: { brand_key: 1, _id: 1 } },
            { key: { partition: 1, offset: 1 } },
            { key: { minute: 1, kind: 1, amount: 1 } },
            { key: { to_sell: 1 }, sparse: true },
            { key: { cut: 1 }, sparse: true },
          ],
          WITHOUT_TIMEOUT,
        ),
      ),
  },
]

export const toRecorded = ({ body, partition, offset, received_at }: TransactionDoc): Recorded => ({
  ...body,
  partition,
  offset,
  received_at,
})
