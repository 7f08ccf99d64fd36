import type { Db, MongoBulkWriteError } from 'mongodb'
import { fold } from '../../listing/car.ts'
import { isDuplicate, retrying, updateOrInsert } from '../../platform/stores/mongo.ts'
import { minuteOf, type TransactionStore } from '../store.ts'
import { amountOf, cutOf, momentOf, type Transaction, timeToSell } from '../transaction.ts'
import { collectionsOf, type TransactionDoc } from './schema.ts'

/** Inserts what is not there yet, in the order of the partition; only then the next offset is kept. */
export function mongoApply(db: Db): TransactionStore['apply'] {
  const { kept, places } = collectionsOf(db)

  const insertNew = async (docs: TransactionDoc[]): Promise<number> => {
    const ids = docs.map(({ _id }) => _id)
    const there = await kept.find({ _id: { $in: ids } }, { projection: { _id: 1 } }).toArray()
    const known = new Set(there.map(({ _id }) => _id))
    const missing = docs.filter(({ _id }) => !known.has(_id))
    if (missing.length > 0) await kept.insertMany(missing, { ordered: true })
    return missing.length
  }

  return async (partition, messages, next) => {
    const now = new Date().toISOString()
    const docs = messages.map(({ offset, transaction }) =>
      toDoc(transaction, partition, offset, now),
    )
    const seen = new Set<string>()
    const unique = docs.filter(({ _id }) => !seen.has(_id) && seen.add(_id))
    const applied = unique.length === 0 ? 0 : await persistently(() => insertNew(unique))
    const of = { _id: partition }
    await updateOrInsert(
      () => places.findOneAndUpdate(of, { $set: { next } }),
      () => places.insertOne({ ...of, next }),
    )
    return { applied, repeated: messages.length - applied }
  }
}

/** Another ledger, or an answer that got lost, may have written some of it between the question and the write. */
async function persistently(insert: () => Promise<number>): Promise<number> {
  let before = 0
  for (;;) {
    try {
      return before + (await retrying(insert))
    } catch (error) {
      if (!isDuplicate(error)) throw error
      before += insertedBefore(error)
    }
  }
}

/** An ordered insert stops at the first document that is there. */
function insertedBefore(error: unknown): number {
  const { writeErrors = [] } = error as Partial<MongoBulkWriteError>
  return [writeErrors].flat()[0]?.index ?? 0
}

function toDoc(
  transaction: Transaction,
  partition: string,
  offset: number,
  received_at: string,
): TransactionDoc {
  const { id, car_id, brand, kind } = transaction
  const [to_sell, cut] = [timeToSell(transaction), cutOf(transaction)]
  return {
    _id: id,
    car_id,
    brand_key: fold(brand),
    kind,
    minute: minuteOf(momentOf(id)),
    amount: amountOf(transaction),
    ...(to_sell !== null && { to_sell }),
    ...(cut !== null && { cut }),
    body: transaction,
    partition,
    offset,
    received_at,
  }
}
