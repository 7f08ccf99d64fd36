import type { Collection } from 'mongodb'
import { HOST, isGone } from '../../platform/stores/holder.ts'
import { isDuplicate, type Mongo, persistently, UNHURRIED } from '../../platform/stores/mongo.ts'
import type { Import, Reject } from '../import.ts'
import type { ImportStore, Lease, RejectPage } from '../import-store.ts'

type ImportRecord = Omit<Import, 'id'>
type ImportDoc = { _id: number; status: Import['status']; cancel: boolean; record: ImportRecord }
/** `n` counts the rejects of an import: two of one line stay in the order in which they came. */
type RejectDoc = Reject & { _id: string; import_id: number; n: number }
type LeaseDoc = { _id: string; holder: string; host: string; pid: number; expiresAt: Date }
type Counter = { _id: string; n: number }

const UNFINISHED = { $in: ['queued', 'running'] } as { $in: Import['status'][] }
const BATCH = 1000

const toImport = ({ _id, record }: ImportDoc): Import => ({ id: _id, ...record })

export class MongoImportStore implements ImportStore {
  private readonly imports: Collection<ImportDoc>
  private readonly refused: Collection<RejectDoc>
  private readonly leases: Collection<LeaseDoc>
  private readonly counters: Collection<Counter>
  private indexed = false

  constructor(private readonly mongo: Pick<Mongo, 'db'>) {
    const { db } = mongo
    this.imports = db.collection('imports')
    this.refused = db.collection('rejects')
    this.leases = db.collection('leases')
    this.counters = db.collection('counters')
  }

  async create(record: ImportRecord): Promise<Import> {
    const id = await this.count('imports', 1)
    await this.insert(id, record)
    return { ...record, id }
  }

  async update(id: number, change: Partial<ImportRecord>): Promise<void> {
    const given = Object.entries(change).filter(
      ([key, value]) => key !== 'id' && value !== undefined,
    )
    const set = Object.fromEntries(given.map(([key, value]) => [`record.${key}`, value]))
    if (change.status) set.status = change.status
    if (Object.keys(set).length === 0) return
    const { matchedCount } = await persistently(() =>
      this.imports.updateOne({ _id: id }, { $set: set }),
    )
    if (matchedCount === 0) throw new Error(`there is no import ${id}`)
  }

  async find(id: number): Promise<Import | null> {
    const found = await this.imports.findOne({ _id: { $eq: id } })
    return found && toImport(found)
  }

  async list({ limit, before }: { limit: number; before?: number }) {
    const below = before === undefined ? {} : { _id: { $lt: before } }
    const [items, total] = await Promise.all([
      this.imports.find(below).sort({ _id: -1 }).limit(limit).toArray(),
      this.imports.countDocuments({}),
    ])
    return { items: items.map(toImport), total }
  }

  async unfinished(): Promise<Import[]> {
    const found = await this.imports.find({ status: UNFINISHED }).sort({ _id: 1 }).toArray()
    return found.map(toImport)
  }

  async keepRejects(id: number, rejects: Reject[]): Promise<void> {
    if (rejects.length === 0) return
    if (!this.indexed) {
      const order = { import_id: 1, file: 1, line: 1, n: 1 } as const
      await persistently(() => this.refused.createIndex(order, UNHURRIED))
      this.indexed = true
    }
    const first = (await this.count(`rejects ${id}`, rejects.length)) - rejects.length + 1
    for (let at = 0; at < rejects.length; at += BATCH) {
      const docs = rejects
        .slice(at, at + BATCH)
        .map(({ line, raw, rule, reason, action, file, message }, index): RejectDoc => {
          const n = first + at + index
          const row = { line, raw, rule, reason, action, file, ...(message && { message }) }
          return { _id: `${id}:${n}`, import_id: id, n, ...row }
        })
      await persistently((before) =>
        this.refused.insertMany(docs, { ordered: false }).catch(forgiving(before)),
      )
    }
  }

  async rejects(id: number, request: { offset: number; limit: number }): Promise<RejectPage> {
    const of = { import_id: { $eq: id } }
    const [items, total] = await Promise.all([
      this.refused
        .find(of, { projection: { _id: 0, import_id: 0, n: 0 } })
        .sort({ file: 1, line: 1, n: 1 })
        .skip(request.offset)
        .limit(request.limit)
        .toArray(),
      this.refused.countDocuments(of),
    ])
    return { items: items as Reject[], total }
  }

  async requestCancellation(id: number): Promise<boolean> {
    const running = { _id: { $eq: id }, status: UNFINISHED }
    const { matchedCount } = await persistently(() =>
      this.imports.updateOne(running, { $set: { cancel: true } }),
    )
    return matchedCount === 1
  }

  async cancellationRequested(id: number): Promise<boolean> {
    const found = await this.imports.findOne({ _id: { $eq: id } }, { projection: { cancel: 1 } })
    return found?.cancel === true
  }

  async restore({ id, ...record }: Import): Promise<void> {
    await this.insert(id, record)
    await persistently(() =>
      this.counters.updateOne({ _id: 'imports' }, { $max: { n: id } }, { upsert: true }),
    )
  }

  async erase(): Promise<void> {
    await persistently(() => this.refused.deleteMany({}, UNHURRIED))
    await persistently(() => this.imports.deleteMany({}, UNHURRIED))
    await persistently(() => this.counters.deleteMany({}))
  }

  async lease(name: string, ttl: number): Promise<Lease | null> {
    const holder = crypto.randomUUID()
    return (await this.take(name, holder, ttl)) ? this.heldLease(name, holder, ttl) : null
  }

  heldLease(name: string, holder: string, ttl: number): Lease {
    const mine = { _id: name, holder }
    return {
      holder,
      renew: () =>
        persistently(async () => {
          const expiresAt = new Date((await this.now()) + ttl)
          return (await this.leases.updateOne(mine, { $set: { expiresAt } })).matchedCount === 1
        }),
      release: async () => {
        await persistently(() => this.leases.deleteOne(mine))
      },
    }
  }

  /** One atomic write decides: it takes a lease that is over or whose holder is dead, or adds one where none is. */
  private async take(name: string, holder: string, ttl: number): Promise<boolean> {
    const now = await this.now()
    const lease = { holder, host: HOST, pid: process.pid, expiresAt: new Date(now + ttl) }
    const claim = (from: { holder: string } | { expiresAt: { $lte: Date } }, upsert: boolean) =>
      persistently(() =>
        this.leases
          .findOneAndUpdate(
            { _id: name, ...from },
            { $set: lease },
            { upsert, returnDocument: 'after' },
          )
          .then((taken) => taken?.holder === holder)
          .catch(async (error) => {
            if (!isDuplicate(error)) throw error
            // Somebody holds it, or an attempt of ours whose answer was lost.
            return (await this.leases.findOne({ _id: name }))?.holder === holder
          }),
      )
    if (await claim({ expiresAt: { $lte: new Date(now) } }, true)) return true
    const held = await this.leases.findOne({ _id: name })
    return held !== null && isGone(held) && (await claim({ holder: held.holder }, false))
  }

  /** The server's clock, so that hosts whose clocks differ agree on when a lease is over; else this process's. */
  private async now(): Promise<number> {
    const { localTime } = await this.mongo.db.command({ hello: 1 })
    return localTime instanceof Date ? localTime.getTime() : Date.now()
  }

  /** Adds to a counter and answers its new value. A lost answer leaves a gap, never the same number twice. */
  private async count(name: string, by: number): Promise<number> {
    const add = () =>
      this.counters.findOneAndUpdate(
        { _id: name },
        { $inc: { n: by } },
        { upsert: true, returnDocument: 'after' },
      )
    // Of two that make the counter at once, one is told that it is there already.
    const counter = await persistently(() =>
      add().catch((error) => (isDuplicate(error) ? add() : Promise.reject(error))),
    )
    if (!counter) throw new Error(`the counter of ${name} cannot be kept`)
    return counter.n
  }

  private async insert(id: number, record: ImportRecord): Promise<void> {
    const doc = { _id: id, status: record.status, cancel: false, record }
    await persistently((before) => this.imports.insertOne(doc).catch(forgiving(before)))
  }
}

/** What an earlier attempt has written, of which no answer came, is there already. */
const forgiving = (before: number) => (error: unknown) => {
  if (before === 0 || !isDuplicate(error)) throw error
}
