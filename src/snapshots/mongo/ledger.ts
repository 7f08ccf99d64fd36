import type { Collection, Db } from 'mongodb'
import { Profile } from '../../listing/profile.ts'
import { isDuplicate, retrying, updateOrInsert } from '../../platform/stores/mongo.ts'
import type { MongoMigration } from '../../platform/stores/mongo-migrations.ts'
import type { Import, Reject } from '../import.ts'
import type { ImportLedger, RejectPage } from '../ledger.ts'
import { index } from './batches.ts'
import { heldLease, leaseOn } from './leases.ts'

type ImportRecord = Omit<Import, 'id'>
type ImportDoc = { _id: number; status: Import['status']; cancel: boolean; record: ImportRecord }
/** `n` counts the rejects of an import: two of one line stay in the order in which they came. */
type RejectDoc = Reject & { _id: string; import_id: number; n: number }
type Setting = { _id: string; value: string }
/** `profile`: as JSON, so that names of columns may hold any sign. */
type Kept = { _id: string; profile: string }
type Counter = { _id: string; n: number }

const UNFINISHED = { $in: ['queued', 'running'] } as { $in: Import['status'][] }
const BATCH = 1000
/** Numbers that an import asks for before it gives up. */
const MOST_TRIES = 20

const toImport = ({ _id, record }: ImportDoc): Import => ({ id: _id, ...record })

export const ledgerIn = (db: Db) => ({
  imports: db.collection<ImportDoc>('imports'),
  refused: db.collection<RejectDoc>('rejects'),
  counters: db.collection<Counter>('counters'),
  settings: db.collection<Setting>('settings'),
  profiles: db.collection<Kept>('profiles'),
})

export const importMigrations: MongoMigration[] = [
  {
    name: 'rejects in order',
    up: (db) => index(ledgerIn(db).refused, [{ import_id: 1, file: 1, line: 1, n: 1 }]),
  },
]

export class MongoImportLedger implements ImportLedger {
  private readonly imports: Collection<ImportDoc>
  private readonly refused: Collection<RejectDoc>

  constructor(private readonly db: Db) {
    const { imports, refused } = ledgerIn(db)
    this.imports = imports
    this.refused = refused
  }

  async create(record: ImportRecord): Promise<Import> {
    // Some servers tell two that count at once the same number: the id is what makes it one's own.
    for (let tries = 1; ; tries++) {
      const id = await count(this.db, 'imports', 1)
      try {
        await insertImport(this.db, id, record)
        return { ...record, id }
      } catch (error) {
        if (!isDuplicate(error) || tries === MOST_TRIES) throw error
      }
    }
  }

  async update(id: number, change: Partial<ImportRecord>): Promise<void> {
    const given = Object.entries(change).filter(
      ([key, value]) => key !== 'id' && value !== undefined,
    )
    const set = Object.fromEntries(given.map(([key, value]) => [`record.${key}`, value]))
    if (change.status) set.status = change.status
    if (Object.keys(set).length === 0) return
    const { matchedCount } = await retrying(() =>
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
    const first = (await count(this.db, `rejects ${id}`, rejects.length)) - rejects.length + 1
    for (let at = 0; at < rejects.length; at += BATCH) {
      const docs = rejects
        .slice(at, at + BATCH)
        .map(({ line, raw, rule, reason, action, file, message }, index): RejectDoc => {
          const n = first + at + index
          const row = { line, raw, rule, reason, action, file, ...(message && { message }) }
          return { _id: `${id}:${n}`, import_id: id, n, ...row }
        })
      await retrying((before) =>
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
    const { matchedCount } = await retrying(() =>
      this.imports.updateOne(running, { $set: { cancel: true } }),
    )
    return matchedCount === 1
  }

  async readSetting(name: string): Promise<string | null> {
    return (await ledgerIn(this.db).settings.findOne({ _id: { $eq: name } }))?.value ?? null
  }

  async writeSetting(name: string, value: string): Promise<string> {
    await retrying(() =>
      ledgerIn(this.db)
        .settings.insertOne({ _id: name, value })
        .catch((error: unknown) => {
          if (!isDuplicate(error)) throw error
        }),
    )
    return (await this.readSetting(name)) ?? value
  }

  async replaceSetting(name: string, value: string): Promise<void> {
    const { settings } = ledgerIn(this.db)
    await retrying(() => settings.updateOne({ _id: name }, { $set: { value } }, { upsert: true }))
  }

  async profile(fingerprint: string): Promise<Profile | null> {
    const found = await ledgerIn(this.db).profiles.findOne({ _id: { $eq: fingerprint } })
    return found && Profile.parse(JSON.parse(found.profile))
  }

  async profiles(): Promise<Profile[]> {
    const all = await ledgerIn(this.db).profiles.find({}).sort({ _id: 1 }).toArray()
    return all.map(({ profile }) => Profile.parse(JSON.parse(profile)))
  }

  async keepProfile(profile: Profile): Promise<void> {
    const kept = { profile: JSON.stringify(profile) }
    await retrying(() =>
      ledgerIn(this.db).profiles.updateOne(
        { _id: profile.fingerprint },
        { $set: kept },
        { upsert: true },
      ),
    )
  }

  async cancellationRequested(id: number): Promise<boolean> {
    const found = await this.imports.findOne({ _id: { $eq: id } }, { projection: { cancel: 1 } })
    return found?.cancel === true
  }

  lease = (name: string, ttl: number) => leaseOn(this.db, name, ttl)
  heldLease = (name: string, holder: string, ttl: number) => heldLease(this.db, name, holder, ttl)
}

/** Adds to a counter and answers its new value. A lost answer leaves a gap, never the same number twice. */
async function count(db: Db, name: string, by: number): Promise<number> {
  const { counters } = ledgerIn(db)
  const { n } = await updateOrInsert(
    () =>
      counters.findOneAndUpdate({ _id: name }, { $inc: { n: by } }, { returnDocument: 'after' }),
    async () => {
      await counters.insertOne({ _id: name, n: by })
      return { n: by }
    },
  )
  return n
}

/** Raises the number of the last import to this one, where it is lower. */
export async function countUpTo(db: Db, id: number): Promise<void> {
  const { counters } = ledgerIn(db)
  const of = { _id: 'imports' }
  await updateOrInsert(
    () => counters.findOneAndUpdate(of, { $max: { n: id } }),
    () => counters.insertOne({ ...of, n: id }),
  )
}

export async function insertImport(db: Db, id: number, record: ImportRecord): Promise<void> {
  const doc = { _id: id, status: record.status, cancel: false, record }
  await retrying((before) => ledgerIn(db).imports.insertOne(doc).catch(forgiving(before)))
}

/** What an earlier attempt has written, of which no answer came, is there already. */
const forgiving = (before: number) => (error: unknown) => {
  if (before === 0 || !isDuplicate(error)) throw error
}
