import type { Collection, Db } from 'mongodb'
import type { StoredCar } from '../../listing/car.ts'
import { tellingAway } from '../../platform/stores/away.ts'
import { retrying, updateOrInsert, WITHOUT_TIMEOUT } from '../../platform/stores/mongo.ts'
import type { SnapshotRecord } from '../archive.ts'
import { IndexBuilder } from '../index/build.ts'
import type { Indexes } from '../indexes.ts'
import type { Change, ChangeCounts, Snapshot } from '../read.ts'
import {
  type Difference,
  type Draft,
  HELD_AT_MOST,
  type Held,
  type Publication,
  type SnapshotWriter,
} from '../write.ts'
import { BATCH, byId, drop, insert, sideBySide } from './batches.ts'
import { dropRemoved, removeLeftovers } from './leftovers.ts'
import {
  type CarDoc,
  type Collections,
  carsIn,
  collectionsOf,
  nameOf,
  publishedVersion,
  type SnapshotDoc,
  toDoc,
} from './schema.ts'

/** @param grace ms that the cars of a removed snapshot stay readable */
export function mongoWriter(db: Db, grace: number, indexes: Indexes): SnapshotWriter {
  return {
    draft: async (importId, expected) =>
      tellingAway<Draft>(await beginDraft(db, importId, grace, indexes, expected)),
    held: (importId) => heldDraft(db, importId, grace, indexes),
  }
}

async function heldDraft(
  db: Db,
  importId: number,
  grace: number,
  indexes: Indexes,
): Promise<Held | null> {
  const { held } = collectionsOf(db)
  const found = await held.findOne({ _id: { $eq: importId } })
  if (!found) return null
  const { _id: import_id, model, ...details } = found
  const waiting = { version: 0, import_id, published_at: '', ...details }
  return {
    snapshot: { ...waiting, estimates: model !== null },
    async publish(keep) {
      const draft = await beginDraft(db, importId, grace, indexes)
      draft.resume(details.cars)
      const snapshot = await draft.publish({ ...details, model, keep })
      await retrying(() => held.deleteOne({ _id: importId }))
      return snapshot
    },
    async discard() {
      await retrying(() => held.deleteOne({ _id: importId }))
      await drop(carsIn(db, { import_id }))
    },
  }
}

/** Marks the pointer, which shuts out every earlier draft, and clears up behind them. */
export async function beginDraft(
  db: Db,
  importId: number,
  grace: number,
  indexes: Indexes,
  expected = 0,
): Promise<MongoDraft> {
  const collections = collectionsOf(db)
  const { pointers, published } = collections
  const mark = crypto.randomUUID()
  await updateOrInsert(
    () => pointers.findOneAndUpdate({ _id: 'current' }, { $set: { draft: mark } }),
    () => pointers.insertOne({ _id: 'current', version: 0, draft: mark }),
  )
  const version = await publishedVersion(collections)
  await removeLeftovers(db, version, grace, indexes)
  const cars = db.collection<CarDoc>(nameOf(importId), {
    // Nobody reads a draft but its writer. The publication is written and acknowledged after all of it.
    readConcern: { level: 'local' },
    writeConcern: { w: 1 },
  })
  const [before] = await published
    .find({ _id: { $lte: version }, removed_at: null })
    .sort({ _id: -1 })
    .limit(1)
    .toArray()
  return new MongoDraft(
    { ...collections, cars },
    importId,
    mark,
    version,
    before ? carsIn(db, before) : null,
    indexes,
    () => dropRemoved(db, grace, indexes),
    expected,
  )
}

export class MongoDraft implements Draft {
  private readonly index: IndexBuilder
  private written = 0
  private finished = false

  constructor(
    private readonly to: Collections & { cars: Collection<CarDoc> },
    private readonly importId: number,
    private readonly mark: string,
    /** the version that is published now */
    private readonly version: number,
    private readonly before: Collection<CarDoc> | null,
    private readonly indexes: Indexes,
    private readonly dropRemoved: () => Promise<void>,
    expected: number,
  ) {
    this.index = new IndexBuilder(expected)
  }

  /** Resolves when the database has them all, so that who reads a file never runs ahead of it. */
  async write(cars: StoredCar[]): Promise<void> {
    await insert(this.to.cars, cars.map(toDoc))
    this.index.add(cars)
    this.written += cars.length
  }

  /** Goes on with a draft that was held: all of it is there, and its index too. */
  resume(cars: number): void {
    this.written = cars
    this.finished = true
  }

  async compare(content_hash: string): Promise<Difference | null> {
    await this.finish(content_hash)
    if (this.before === null) return null
    const found: Difference = { new: 0, gone: 0, dearer: 0, cheaper: 0 }
    for await (const { price_before, price_after } of this.differences(this.before)) {
      if (price_before === null) found.new += 1
      else if (price_after === null) found.gone += 1
      else if (price_after > price_before) found.dearer += 1
      else found.cheaper += 1
    }
    return found
  }

  async hold({ as_of, content_hash, model }: Omit<Publication, 'keep'>): Promise<void> {
    await this.finish(content_hash)
    const { held } = this.to
    const doc = { as_of, content_hash, model, cars: this.written }
    await retrying(() => held.replaceOne({ _id: this.importId }, doc, { upsert: true }))
    const beyond = await held.find({}).sort({ _id: -1 }).skip(HELD_AT_MOST).toArray()
    // Their cars go with the next draft, as nothing names them any more.
    await retrying(() => held.deleteMany({ _id: { $in: beyond.map(({ _id }) => _id) } }))
  }

  async publish({ as_of, content_hash, keep, model }: Publication): Promise<Snapshot> {
    await this.finish(content_hash)
    const snapshot: Snapshot = {
      version: this.version + 1,
      import_id: this.importId,
      published_at: new Date().toISOString(),
      as_of,
      content_hash,
      cars: this.written,
      estimates: model !== null,
    }
    const changes = this.before && (await this.recordChanges(snapshot.version, this.before))
    await this.publishAs({ ...snapshot, changes, model, removed: false })
    // It is published: what fails from here on is done again by the next one.
    await this.remove(keep).catch(() => {})
    return snapshot
  }

  async putBack(record: SnapshotRecord, changes: AsyncIterable<Change[]>): Promise<void> {
    if (!record.removed) await this.finish(record.content_hash)
    for await (const batch of changes) {
      await this.keep(batch.map(({ published_at: _, ...change }) => change))
    }
    await this.publishAs(record)
  }

  async discard(): Promise<void> {
    // Once its mark is gone, a draft can no longer be published.
    const { matchedCount } = await retrying(() =>
      this.to.pointers.updateOne(
        { _id: 'current', draft: this.mark, version: this.version },
        { $set: { draft: null } },
      ),
    )
    if (matchedCount === 1) await drop(this.to.cars)
  }

  /** All is there, and so is its index, before anybody can ask for it. */
  private async finish(content_hash: string): Promise<void> {
    if (this.finished) return
    this.finished = true
    const found = await this.to.cars.countDocuments({}, WITHOUT_TIMEOUT)
    if (found !== this.written) {
      throw new Error(`the database has ${found} of the ${this.written} cars that were written`)
    }
    await this.indexes.keep({ import_id: this.importId, content_hash }, this.index)
  }

  private async publishAs({ version, changes, removed, ...snapshot }: SnapshotRecord) {
    const doc: SnapshotDoc = {
      _id: version,
      import_id: snapshot.import_id,
      published_at: snapshot.published_at,
      as_of: snapshot.as_of,
      content_hash: snapshot.content_hash,
      cars: snapshot.cars,
      model: snapshot.model,
      changes,
      removed_at: removed ? 0 : null,
      dropped: removed,
    }
    await insert(this.to.published, [doc])
    const { matchedCount } = await retrying(() =>
      this.to.pointers.updateOne({ _id: 'current', draft: this.mark }, { $set: { version } }),
    )
    if (matchedCount === 0) throw new Error('another import has taken over')
  }

  private async remove(keep: number): Promise<void> {
    const { published } = this.to
    const beyond = await published.find({ removed_at: null }).sort({ _id: -1 }).skip(keep).toArray()
    const old = { _id: { $in: beyond.map(({ _id }) => _id) } }
    await retrying(() => published.updateMany(old, { $set: { removed_at: Date.now() } }))
    await this.dropRemoved()
  }

  /** Both snapshots by id, side by side, so that neither has to fit into memory. */
  private async recordChanges(version: number, before: Collection<CarDoc>): Promise<ChangeCounts> {
    const counts: ChangeCounts = { new: 0, gone: 0, price: 0 }
    let batch: Recorded[] = []
    for await (const found of this.differences(before)) {
      batch.push({ version, ...found })
      counts[found.kind] += 1
      if (batch.length < BATCH) continue
      await this.keep(batch)
      batch = []
    }
    await this.keep(batch)
    return counts
  }

  /** Cars that are not the same in both snapshots, by id. */
  private async *differences(
    before: Collection<CarDoc>,
  ): AsyncGenerator<Omit<Recorded, 'version'>> {
    const fields = { title: 1, price: 1 }
    for await (const [old, now] of sideBySide(
      byId<Priced>(before, {}, fields),
      byId<Priced>(this.to.cars, {}, fields),
    )) {
      const price_before = old?.price ?? null
      const price_after = now?.price ?? null
      if (price_before === price_after) continue
      const kind = old === null ? 'new' : now === null ? 'gone' : 'price'
      const { _id: id, title } = (now ?? old) as Priced
      yield { id, title, kind, price_before, price_after }
    }
  }

  private keep(changes: Recorded[]): Promise<void> {
    const docs = changes.map((change) => ({ ...change, _id: `${change.version}:${change.id}` }))
    return insert(this.to.differences, docs)
  }
}

type Recorded = Omit<Change, 'published_at'>
type Priced = { _id: string; title: string; price: number }
