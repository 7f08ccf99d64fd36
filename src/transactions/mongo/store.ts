import type { Db, Document } from 'mongodb'
import { fold } from '../../listing/car.ts'
import { retrying } from '../../platform/stores/mongo.ts'
import {
  LedgerReport,
  leastId,
  MINUTE,
  minuteOf,
  noTotals,
  type TransactionQuery,
  type TransactionStore,
} from '../store.ts'
import type { Kind, Recorded } from '../transaction.ts'
import { mongoApply } from './apply.ts'
import { readMark, writeMark } from './mark.ts'
import { collectionsOf, toRecorded } from './schema.ts'

type Sum = { _id: { minute: number; kind: Kind }; count: number; amount: number }

export function mongoTransactions(db: Db): TransactionStore {
  const { kept, places, reports } = collectionsOf(db)
  const positions = async () =>
    new Map((await places.find().toArray()).map(({ _id, next }) => [_id, next]))
  const found = async (condition: Document, sort: Record<string, 1 | -1>, limit: number) =>
    (await kept.find(condition).sort(sort).limit(limit).toArray()).map(toRecorded)

  return {
    apply: mongoApply(db),
    positions,

    async list(query) {
      const newer = query.at?.towards === 'prev'
      const all = await found(conditionOf(query), { _id: newer ? 1 : -1 }, query.limit + 1)
      const more = all.length > query.limit
      const items = all.slice(0, query.limit)
      return newer
        ? { items: items.reverse(), before: more, after: true }
        : { items, before: query.at !== undefined, after: more }
    },

    count: (condition) => kept.countDocuments(conditionOf(condition)),

    async ofCars(cars) {
      return found({ car_id: { $in: [...cars] } }, { _id: 1 }, 0)
    },

    async since(mark, limit) {
      if (mark === null) {
        return { items: [], mark: writeMark(await positions()) }
      }
      const at = readMark(mark)
      const known = [...at].map(([partition, next]) => ({ partition, offset: { $gte: next } }))
      const others = { partition: { $nin: [...at.keys()] } }
      // One partition is read in order and whole, so that what is passed over cannot come later.
      const items: Recorded[] = []
      for (const condition of [...known, others]) {
        const left = limit - items.length
        if (left <= 0) break
        items.push(...(await found(condition, { partition: 1, offset: 1 }, left)))
      }
      for (const { partition, offset } of items) at.set(partition, offset + 1)
      return { items, mark: writeMark(at) }
    },

    async minutes(from) {
      const sums = await kept
        .aggregate<Sum>([
          { $match: { minute: { $gte: minuteOf(from) } } },
          {
            $group: {
              _id: { minute: '$minute', kind: '$kind' },
              count: { $sum: 1 },
              amount: { $sum: '$amount' },
            },
          },
        ])
        .toArray()
      return sums
        .map(({ _id, count, amount }) => ({ ..._id, count, amount }))
        .sort((a, b) => a.minute - b.minute || (a.kind < b.kind ? -1 : 1))
    },

    async totals() {
      const sums = await kept
        .aggregate<{ _id: Kind; count: number; amount: number }>([
          { $group: { _id: '$kind', count: { $sum: 1 }, amount: { $sum: '$amount' } } },
        ])
        .toArray()
      const each = sums.map(({ _id, count, amount }) => [_id, { count, amount }])
      return Object.assign(noTotals(), Object.fromEntries(each))
    },

    soldFastest: (limit) => found({ to_sell: { $gte: 0 } }, { to_sell: 1, _id: 1 }, limit),
    cutMost: (limit) => found({ cut: { $gt: 0 } }, { cut: -1, _id: -1 }, limit),

    async forget(before) {
      const old = { _id: { $lt: leastId(minuteOf(before.getTime())) } }
      return (await retrying(() => kept.deleteMany(old))).deletedCount
    },

    async report(report) {
      const { ledger, at } = report
      await retrying(() => reports.replaceOne({ _id: ledger }, { at, report }, { upsert: true }))
      const old = new Date(Date.parse(at) - 24 * 60 * MINUTE).toISOString()
      await reports.deleteMany({ at: { $lt: old } })
    },

    async reports(since) {
      const docs = await reports
        .find({ at: { $gte: since.toISOString() } })
        .sort({ _id: 1 })
        .toArray()
      return docs.map(({ report }) => LedgerReport.parse(report))
    },
  }
}

function conditionOf({
  car,
  brand,
  kind,
  from,
  to,
  at,
}: Omit<TransactionQuery, 'limit'>): Document {
  const bounds = [
    ...(from === undefined ? [] : [{ _id: { $gte: leastId(from) } }]),
    ...(to === undefined ? [] : [{ _id: { $lt: leastId(to) } }]),
    ...(at ? [{ _id: at.towards === 'next' ? { $lt: at.id } : { $gt: at.id } }] : []),
  ]
  return {
    ...(car && { car_id: { $in: [...car] } }),
    ...(brand && { brand_key: { $in: brand.map(fold) } }),
    ...(kind && { kind: { $in: [...kind] } }),
    ...(bounds.length > 0 && { $and: bounds }),
  }
}
