import type { Collection } from 'mongodb'
import { Car, dealPosition, fold, type Lineage, type StoredCar, words } from '../../listing/car.ts'
import {
  type CarFilter,
  type Facet,
  type Position,
  RANGE_FIELDS,
  type RangeField,
  type Sort,
  sortValue,
  TEXT_FILTERS,
} from '../../listing/query.ts'
import { isDuplicate, type Mongo, persistently, UNHURRIED } from '../../platform/stores/mongo.ts'
import { binsBetween, quantileOf, quantileRanks, rangeFacet, type Scale, scaleOf } from '../bins.ts'
import {
  type Arrivals,
  type Bin,
  type CarGroup,
  type CarPage,
  type CarStore,
  type Change,
  type ChangeCounts,
  type Draft,
  type Facets,
  type GroupRequest,
  type Measure,
  type MeasuredField,
  type Moments,
  NO_MOMENTS,
  type PageRequest,
  type Publication,
  type RangeFacet,
  REMOVAL_GRACE,
  type Snapshot,
  type SnapshotRecord,
  type ValueCount,
} from '../store.ts'
import { beyond, both, type Condition, type Direction, match, order, plain } from './query.ts'

/*
 * Each snapshot is a collection of its own, named after its import: loaded out of sight, then indexed, then its
 * changes and its document in `snapshots` are written, and last of all the one document in `pointers` names its
 * version. That single write is the publication: nothing above the pointer is ever read, and a draft removes it.
 *
 * The pointer also names the draft that may move it. A draft puts its own mark there, so an importer that was taken
 * for dead and comes back finds that it can no longer publish.
 */
type Pointer = { _id: 'current'; version: number; draft: string | null }
type SnapshotDoc = Omit<Snapshot, 'version' | 'estimates'> & {
  _id: number
  model: string | null
  changes: ChangeCounts | null
  /** ms since 1970 when it was taken off the list */
  removed_at: number | null
  /** its cars are gone, or are just going */
  dropped: boolean
}
type CarDoc = Condition & { _id: string }
type ChangeDoc = Omit<Change, 'published_at'> & { _id: string }

/** Ties are by id upwards in both directions, so an order and its reverse need an index each. */
const INDEXES: Direction[] = [
  { price: 1, _id: 1 },
  { price: -1, _id: 1 },
  { year: 1, _id: 1 },
  { year: -1, _id: 1 },
  { km: 1, _id: 1 },
  { km: -1, _id: 1 },
  { emi_missing: 1, emi: 1, _id: 1 },
  { emi_missing: 1, emi: -1, _id: 1 },
  { deal_missing: 1, deal_position: 1, _id: 1 },
  { deal_missing: 1, deal_position: -1, _id: 1 },
  { brand_key: 1, price: 1, _id: 1 },
  { brand_key: 1, price: -1, _id: 1 },
  { base_model_key: 1, price: 1, _id: 1 },
  { base_model_key: 1, price: -1, _id: 1 },
  { words: 1 },
]
const FIELDS = Object.keys(Car.shape) as (keyof Car)[]
const READ = Object.fromEntries(FIELDS.map((name) => [name === 'id' ? '_id' : name, 1]))
const BATCH = 1000
/** ms */
const PING = 2000

type Settings = {
  /** ms that the cars of a removed snapshot stay readable */
  grace?: number
}

export class MongoCarStore implements CarStore {
  private readonly grace: number
  private readonly pointers: Collection<Pointer>
  private readonly published: Collection<SnapshotDoc>
  private readonly differences: Collection<ChangeDoc>
  /** Scales depend on a snapshot alone, which never changes. */
  private readonly scales = new Map<string, Scale | null>()

  constructor(
    private readonly mongo: Pick<Mongo, 'db' | 'close'>,
    { grace = REMOVAL_GRACE }: Settings = {},
  ) {
    this.grace = grace
    this.pointers = mongo.db.collection('pointers')
    this.published = mongo.db.collection('snapshots')
    this.differences = mongo.db.collection('changes')
  }

  async current(): Promise<Snapshot | null> {
    return (await this.listed(1))[0] ?? null
  }

  async snapshots(): Promise<Snapshot[]> {
    return this.listed(0)
  }

  async readable(version: number): Promise<Snapshot | null> {
    const upTo = await this.version()
    const found = await this.published.findOne({
      _id: { $eq: version, $lte: upTo },
      $or: [{ removed_at: null }, { removed_at: { $gt: Date.now() - this.grace } }],
    })
    return found && toSnapshot(found)
  }

  async page(snapshot: Snapshot, request: PageRequest): Promise<CarPage> {
    const { filter, sort, limit, at } = request
    const backwards = at?.towards === 'prev'
    const condition = match(filter, undefined, at ? [beyond(sort, at)] : [])
    const [total, docs] = await Promise.all([
      this.count(snapshot, filter),
      this.cars(snapshot)
        .find(condition, { projection: READ })
        .sort(order(sort, backwards))
        .limit(limit + 1)
        .toArray(),
    ])
    const more = docs.length > limit
    const items = docs.slice(0, limit).map(toCar)
    if (backwards) items.reverse()
    const edge = backwards ? items.at(-1) : items[0]
    const behind =
      at !== undefined &&
      (edge === undefined
        ? total > 0
        : await this.stands(snapshot, filter, sort, edge, backwards ? 'next' : 'prev'))
    return backwards
      ? { items, total, before: more, after: behind }
      : { items, total, before: behind, after: more }
  }

  async find(snapshot: Snapshot, id: string): Promise<Car | null> {
    const condition = { _id: { $eq: plain(id) } }
    const found = await this.cars(snapshot).findOne(condition, { projection: READ })
    return found && toCar(found)
  }

  async lineage(snapshot: Snapshot, id: string): Promise<Lineage | null> {
    const condition = { _id: { $eq: plain(id) } }
    const found = await this.cars(snapshot).findOne(condition, { projection: { lineage: 1 } })
    return found ? (found.lineage as Lineage) : null
  }

  async model(snapshot: Snapshot): Promise<string | null> {
    return (await this.published.findOne({ _id: { $eq: snapshot.version } }))?.model ?? null
  }

  async count(snapshot: Snapshot, filter: CarFilter): Promise<number> {
    const condition = match(filter)
    if (Object.keys(condition).length === 0) return snapshot.cars
    return this.cars(snapshot).countDocuments(condition)
  }

  async facets(snapshot: Snapshot, filter: CarFilter, facets: readonly Facet[]): Promise<Facets> {
    const found: Facets = { total: 0, values: {}, ranges: {} }
    // In the order that was asked for, whichever is answered first: the same question is the same answer.
    for (const facet of facets) {
      if (isRange(facet)) found.ranges[facet] = { min: null, max: null, bins: [] }
      else found.values[facet] = []
    }
    const one = async (facet: Facet) => {
      if (isRange(facet)) found.ranges[facet] = await this.rangeFacet(snapshot, filter, facet)
      else found.values[facet] = await this.valueFacet(snapshot, filter, facet)
    }
    const counted = async () => {
      found.total = await this.count(snapshot, filter)
    }
    await Promise.all([counted(), ...facets.map(one)])
    return found
  }

  /**
   * One pass: the database counts every value of every group, in order, and the ranks of the quantiles are found by
   * adding up. Exact, which $percentile is not, and every server can do it.
   */
  async group(
    snapshot: Snapshot,
    filter: CarFilter,
    { of, by, quantiles }: GroupRequest,
  ): Promise<CarGroup[]> {
    const names = by.map((field, at) => [`g${at}`, field] as const)
    const values = quantiles.length > 0 || by.length === 0
    const order = [...names.map(([name]) => `_id.${name}`), ...(values ? ['_id.value'] : [])]
    const counted = this.aggregate<{ _id: { [name: string]: Key }; n: number }>(snapshot, [
      { $match: match(filter, undefined, [{ [of]: { $ne: null } }]) },
      {
        $group: {
          _id: {
            ...Object.fromEntries(names.map(([name, field]) => [name, `$${field}`])),
            ...(values && { value: `$${of}` }),
          },
          n: { $sum: 1 },
        },
      },
      { $sort: Object.fromEntries(order.map((name) => [name, 1])) },
    ])
    const found: { id: string; keys: Key[]; tally: Tally }[] = []
    for await (const { _id, n } of counted) {
      const keys = names.map(([name]) => _id[name] ?? null)
      const id = JSON.stringify(keys)
      let last = found.at(-1)
      if (last?.id !== id) {
        last = { id, keys, tally: [] }
        found.push(last)
      }
      last.tally.push({ value: Number(_id.value), n })
    }
    return found.map(({ keys, tally }) => ({ keys, ...quantilesOf(tally, quantiles) }))
  }

  /** Two passes: squares about the mean keep their digits, a sum of plain squares would not. */
  async moments(snapshot: Snapshot, filter: CarFilter, of: MeasuredField): Promise<Moments> {
    const $match = match(filter, undefined, [{ [of]: { $ne: null } }])
    const [middle] = await this.aggregate<Omit<Moments, 'squares'>>(snapshot, [
      { $match },
      {
        $group: {
          _id: null,
          count: { $sum: 1 },
          mean: { $avg: `$${of}` },
          min: { $min: `$${of}` },
          max: { $max: `$${of}` },
        },
      },
      { $project: { _id: 0 } },
    ]).toArray()
    if (!middle) return NO_MOMENTS
    const apart = { $subtract: [`$${of}`, middle.mean] }
    const [spread] = await this.aggregate<{ squares: number }>(snapshot, [
      { $match },
      { $group: { _id: null, squares: { $sum: { $multiply: [apart, apart] } } } },
    ]).toArray()
    return { ...middle, squares: spread?.squares ?? 0 } as Moments
  }

  async histogram(
    snapshot: Snapshot,
    filter: CarFilter,
    of: Measure,
    edges: readonly number[],
  ): Promise<Bin[]> {
    const [least = 0, most = 0] = [edges[0], edges.at(-1)]
    const inside = { [of]: { $gte: plain(least), $lte: plain(most) } }
    // The highest boundary of $bucket is outside; the last bin takes its own.
    const boundaries = [...edges.slice(0, -1), Math.abs(most) * 2 + 1].map(plain)
    const counted = await this.aggregate<{ _id: number; n: number }>(snapshot, [
      { $match: match(filter, undefined, [inside]) },
      { $bucket: { groupBy: `$${of}`, boundaries, output: { n: { $sum: 1 } } } },
    ]).toArray()
    return binsBetween(edges, new Map(counted.map(({ _id, n }) => [edges.indexOf(_id), n])))
  }

  async among(snapshot: Snapshot, filter: CarFilter, ids: readonly string[]): Promise<Set<string>> {
    const these = { _id: { $in: ids.map(plain) } }
    const found = await this.cars(snapshot)
      .find(match(filter, undefined, [these]), { projection: { _id: 1 } })
      .toArray()
    return new Set(found.map(({ _id }) => _id))
  }

  async *scan(snapshot: Snapshot, filter: CarFilter): AsyncIterable<Car[]> {
    const found = byId<CarDoc>(this.cars(snapshot), match(filter), READ)
    for await (const docs of found) yield docs.map(toCar)
    await this.assertWhole(snapshot)
  }

  async changes(version: number): Promise<ChangeCounts | null> {
    const upTo = await this.version()
    const found = await this.published.findOne({ _id: { $eq: version, $lte: upTo } })
    return found?.changes ?? null
  }

  async history(id: string): Promise<Change[]> {
    const upTo = await this.version()
    const found = await this.differences
      .find({ id: { $eq: plain(id) }, version: { $lte: upTo } })
      .sort({ version: 1 })
      .toArray()
    return this.dated(found)
  }

  async arrivals(ids: readonly string[], before: number): Promise<Arrivals> {
    const upTo = await this.version()
    const of = { id: { $in: ids.map(plain) }, version: { $lt: before, $lte: upTo } }
    const [first] = await this.published
      .find({ _id: { $lte: upTo } })
      .sort({ _id: 1 })
      .limit(1)
      .toArray()
    const found = await this.differences
      .find({ ...of, kind: 'new' })
      .sort({ id: 1, version: 1 })
      .toArray()
    const dated = await this.dated(found)
    return {
      first: first?.published_at ?? null,
      later: new Map(dated.map(({ id, published_at }) => [id, published_at])),
    }
  }

  async draft(importId: number): Promise<Draft> {
    return this.begin(importId)
  }

  async ledger(): Promise<SnapshotRecord[]> {
    const upTo = await this.version()
    const found = await this.published
      .find({ _id: { $lte: upTo } })
      .sort({ _id: 1 })
      .toArray()
    return found.map((doc) => ({
      ...toSnapshot(doc),
      changes: doc.changes,
      removed: doc.removed_at !== null,
      model: doc.model ?? null,
    }))
  }

  async *stored(snapshot: Snapshot): AsyncIterable<StoredCar[]> {
    const found = byId<CarDoc>(this.cars(snapshot), {}, { ...READ, lineage: 1 })
    for await (const docs of found) {
      yield docs.map((doc) => ({ ...toCar(doc), lineage: doc.lineage as Lineage }))
    }
    await this.assertWhole(snapshot)
  }

  async *changed(version: number): AsyncIterable<Change[]> {
    const upTo = await this.version()
    const of = { version: { $eq: version, $lte: upTo } }
    // An id of the collection is the version and then the id of the car.
    for await (const docs of byId<ChangeDoc>(this.differences, of)) yield this.dated(docs)
  }

  async restore(
    record: SnapshotRecord,
    cars: AsyncIterable<StoredCar[]>,
    changes: AsyncIterable<Change[]>,
  ): Promise<void> {
    const newest = await this.version()
    if (record.version <= newest) {
      throw new Error(`snapshot ${record.version} cannot be put before snapshot ${newest}`)
    }
    const draft = await this.begin(record.import_id)
    if (!record.removed) for await (const batch of cars) await draft.write(batch)
    await draft.putBack(record, changes)
  }

  async erase(): Promise<void> {
    await persistently(() => this.pointers.deleteMany({}))
    this.scales.clear()
    await this.removeLeftovers(0)
  }

  async ping(): Promise<void> {
    const late = Bun.sleep(PING).then(() => Promise.reject(new Error('MongoDB does not answer')))
    await Promise.race([this.mongo.db.command({ ping: 1 }), late])
  }

  async close(): Promise<void> {
    await this.mongo.close()
  }

  /** Marks the pointer, which shuts out every earlier draft, and clears up behind them. */
  private async begin(importId: number): Promise<MongoDraft> {
    const mark = crypto.randomUUID()
    const claim = () =>
      this.pointers.updateOne(
        { _id: 'current' },
        { $set: { draft: mark }, $setOnInsert: { version: 0 } },
        { upsert: true },
      )
    await persistently(() =>
      claim().catch((error) => (isDuplicate(error) ? claim() : Promise.reject(error))),
    )
    const version = await this.version()
    await this.removeLeftovers(version)
    const keys: Direction[] = [
      { id: 1, version: 1 },
      { version: 1, _id: 1 },
    ]
    await index(this.differences, keys)
    const collections = {
      pointers: this.pointers,
      published: this.published,
      differences: this.differences,
      cars: this.mongo.db.collection<CarDoc>(collectionOf(importId), {
        // Nobody reads a draft but its writer. The publication is written and acknowledged after all of it.
        readConcern: { level: 'local' },
        writeConcern: { w: 1 },
      }),
    }
    const before = await this.current()
    return new MongoDraft(collections, importId, mark, version, before && this.cars(before), () =>
      this.dropRemoved(),
    )
  }

  private cars({ import_id }: Snapshot): Collection<CarDoc> {
    return this.mongo.db.collection<CarDoc>(collectionOf(import_id))
  }

  /** The version that is published; 0: none. */
  private async version(): Promise<number> {
    return (await this.pointers.findOne({ _id: 'current' }))?.version ?? 0
  }

  /** @param limit 0: all */
  private async listed(limit: number): Promise<Snapshot[]> {
    const upTo = await this.version()
    if (upTo === 0) return []
    const found = await this.published
      .find({ _id: { $lte: upTo }, removed_at: null })
      .sort({ _id: -1 })
      .limit(limit)
      .toArray()
    return found.map(toSnapshot)
  }

  private async dated(docs: ChangeDoc[]): Promise<Change[]> {
    const versions = [...new Set(docs.map(({ version }) => version))]
    const snapshots = await this.published.find({ _id: { $in: versions } }).toArray()
    const times = new Map(snapshots.map(({ _id, published_at }) => [_id, published_at]))
    return docs.map(({ _id, ...change }) => ({
      ...change,
      published_at: times.get(change.version) ?? '',
    }))
  }

  /** A reader who is behind by more than the grace time must hear it, not take a part for the whole. */
  private async assertWhole(snapshot: Snapshot): Promise<void> {
    const found = await this.published.findOne({ _id: { $eq: snapshot.version } })
    if (found?.import_id === snapshot.import_id && !found.dropped) return
    throw new Error(`snapshot ${snapshot.version} was removed while it was read`)
  }

  /** What killed imports left above the pointer, and collections that no readable snapshot names. */
  private async removeLeftovers(version: number): Promise<void> {
    const above = { $gt: version }
    await persistently(() => this.differences.deleteMany({ version: above }, UNHURRIED))
    await persistently(() => this.published.deleteMany({ _id: above }))
    await this.dropRemoved()
    const readable = await this.published.find({ dropped: false }).toArray()
    const names = new Set(readable.map(({ import_id }) => collectionOf(import_id)))
    const all = await this.mongo.db.listCollections({}, { nameOnly: true }).toArray()
    for (const { name } of all) {
      if (/^cars_\d+$/.test(name) && !names.has(name)) await drop(this.mongo.db.collection(name))
    }
  }

  private async dropRemoved(): Promise<void> {
    const over = { removed_at: { $ne: null, $lte: Date.now() - this.grace }, dropped: false }
    for (const { _id, import_id } of await this.published.find(over).toArray()) {
      await persistently(() => this.published.updateOne({ _id }, { $set: { dropped: true } }))
      await drop(this.mongo.db.collection(collectionOf(import_id)))
    }
  }

  private aggregate<T extends object>(snapshot: Snapshot, pipeline: Condition[]) {
    return this.cars(snapshot).aggregate<T>(pipeline, { allowDiskUse: true })
  }

  private async stands(
    snapshot: Snapshot,
    filter: CarFilter,
    sort: Sort,
    car: Car,
    towards: Position['towards'],
  ): Promise<boolean> {
    const place = { towards, value: sortValue(car, sort), id: car.id }
    const condition = match(filter, undefined, [beyond(sort, place)])
    return (await this.cars(snapshot).findOne(condition, { projection: { _id: 1 } })) !== null
  }

  private async valueFacet(
    snapshot: Snapshot,
    filter: CarFilter,
    facet: Facet,
  ): Promise<ValueCount[]> {
    const counts = await this.aggregate<{ _id: string | number; count: number }>(snapshot, [
      { $match: match(filter, facet, [{ [facet]: { $ne: null } }]) },
      { $group: { _id: `$${facet}`, count: { $sum: 1 } } },
      { $sort: { count: -1, _id: 1 } },
    ]).toArray()
    return counts.map(({ _id, count }) => ({ value: _id, count }))
  }

  private async rangeFacet(
    snapshot: Snapshot,
    filter: CarFilter,
    field: RangeField,
  ): Promise<RangeFacet> {
    const scale = await this.scale(snapshot, field)
    if (scale === null) return rangeFacet(null, new Map(), { min: null, max: null })
    const { from, width, count, max } = scale
    const boundaries = Array.from({ length: count }, (_, index) => from + index * width)
    const bins = await this.aggregate<{ _id: number; n: number; min: number; max: number }>(
      snapshot,
      [
        { $match: match(filter, field, [{ [field]: { $ne: null } }]) },
        {
          $bucket: {
            groupBy: `$${field}`,
            boundaries: [...boundaries, Math.max(max, from + count * width) + 1],
            output: { n: { $sum: 1 }, min: { $min: `$${field}` }, max: { $max: `$${field}` } },
          },
        },
      ],
    ).toArray()
    const counts = new Map(bins.map(({ _id, n }) => [(_id - from) / width, n]))
    return rangeFacet(scale, counts, {
      min: bins.length === 0 ? null : Math.min(...bins.map((bin) => bin.min)),
      max: bins.length === 0 ? null : Math.max(...bins.map((bin) => bin.max)),
    })
  }

  private async scale(snapshot: Snapshot, field: RangeField): Promise<Scale | null> {
    const key = `${snapshot.version} ${snapshot.content_hash} ${field}`
    const known = this.scales.get(key)
    if (known !== undefined) return known
    const present: Condition = field === 'emi' ? { emi_missing: { $eq: 0 } } : {}
    const count =
      field === 'emi' ? await this.cars(snapshot).countDocuments(present) : snapshot.cars
    const at = async (rank: number) => {
      const ranked = this.cars(snapshot)
        .find(present, { projection: { [field]: 1 } })
        .sort(order(field))
      const [found] = await ranked.skip(rank).limit(1).toArray()
      return Number(found?.[field])
    }
    const most = quantileRanks(count, field === 'year' ? 1 : 0.99).high
    const scale =
      count === 0 ? null : scaleOf(...(await Promise.all([at(0), at(most), at(count - 1)])))
    this.scales.set(key, scale)
    return scale
  }
}

type Collections = {
  pointers: Collection<Pointer>
  published: Collection<SnapshotDoc>
  differences: Collection<ChangeDoc>
  cars: Collection<CarDoc>
}

class MongoDraft implements Draft {
  private written = 0

  constructor(
    private readonly to: Collections,
    private readonly importId: number,
    private readonly mark: string,
    /** the version that is published now */
    private readonly version: number,
    private readonly before: Collection<CarDoc> | null,
    private readonly dropRemoved: () => Promise<void>,
  ) {}

  /** Resolves when the database has them all, so that who reads a file never runs ahead of it. */
  async write(cars: StoredCar[]): Promise<void> {
    await insert(this.to.cars, cars.map(toDoc))
    this.written += cars.length
  }

  async publish({ as_of, content_hash, keep, model }: Publication): Promise<Snapshot> {
    await this.index()
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
    if (!record.removed) await this.index()
    for await (const batch of changes) {
      await this.keep(batch.map(({ published_at: _, ...change }) => change))
    }
    await this.publishAs(record)
  }

  async discard(): Promise<void> {
    // Whoever takes the mark away knows that it was not published and never will be.
    const { matchedCount } = await persistently(() =>
      this.to.pointers.updateOne(
        { _id: 'current', draft: this.mark, version: this.version },
        { $set: { draft: null } },
      ),
    )
    if (matchedCount === 1) await drop(this.to.cars)
  }

  private async index(): Promise<void> {
    if (this.written > 0) await index(this.to.cars, INDEXES)
    const found = await this.to.cars.countDocuments({}, UNHURRIED)
    if (found !== this.written) {
      throw new Error(`the database has ${found} of the ${this.written} cars that were written`)
    }
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
    const { matchedCount } = await persistently(() =>
      this.to.pointers.updateOne({ _id: 'current', draft: this.mark }, { $set: { version } }),
    )
    if (matchedCount === 0) throw new Error('another import has taken over')
  }

  private async remove(keep: number): Promise<void> {
    const { published } = this.to
    const beyond = await published.find({ removed_at: null }).sort({ _id: -1 }).skip(keep).toArray()
    const old = { _id: { $in: beyond.map(({ _id }) => _id) } }
    await persistently(() => published.updateMany(old, { $set: { removed_at: Date.now() } }))
    await this.dropRemoved()
  }

  /** Both snapshots by id, side by side, so that neither has to fit into memory. */
  private async recordChanges(version: number, before: Collection<CarDoc>): Promise<ChangeCounts> {
    const counts: ChangeCounts = { new: 0, gone: 0, price: 0 }
    let batch: Difference[] = []
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
      batch.push({ version, id, title, kind, price_before, price_after })
      counts[kind] += 1
      if (batch.length < BATCH) continue
      await this.keep(batch)
      batch = []
    }
    await this.keep(batch)
    return counts
  }

  private keep(changes: Difference[]): Promise<void> {
    const docs = changes.map((change) => ({ ...change, _id: `${change.version}:${change.id}` }))
    return insert(this.to.differences, docs)
  }
}

type Difference = Omit<Change, 'published_at'>
type Priced = { _id: string; title: string; price: number }
type Key = string | number | null
/** The values of a group in order, each with how often it occurs. */
type Tally = { value: number; n: number }[]

function quantilesOf(tally: Tally, quantiles: readonly number[]) {
  const upTo: number[] = []
  for (const { n } of tally) upTo.push((upTo.at(-1) ?? 0) + n)
  const count = upTo.at(-1) ?? 0
  const value = (rank: number) => tally[firstAbove(upTo, rank)]?.value ?? Number.NaN
  return { count, quantiles: quantiles.map((p) => quantileOf(count, p, value)) }
}

function firstAbove(ascending: number[], rank: number): number {
  let [low, high] = [0, ascending.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] ?? 0) > rank) high = middle
    else low = middle + 1
  }
  return low
}

/** A collection as far as `byId` needs it, whatever its documents. */
type Readable = {
  find(
    condition: object,
    options: object,
  ): { sort(by: Direction): { limit(most: number): { toArray(): Promise<unknown[]> } } }
}

/**
 * Documents by id. Each batch is a query of its own, which the driver may repeat, so that a long pass outlives
 * a change of primary and holds no cursor that a slow reader could let run out.
 */
async function* byId<T extends { _id: string }>(
  collection: Readable,
  condition: Condition,
  projection: Condition = {},
): AsyncIterable<T[]> {
  let after: Condition[] = []
  for (;;) {
    const found = (await collection
      .find(both(...[condition].filter((part) => Object.keys(part).length > 0), ...after), {
        projection,
      })
      .sort({ _id: 1 })
      .limit(BATCH)
      .toArray()) as T[]
    const last = found.at(-1)
    if (last) yield found
    if (!last || found.length < BATCH) return
    after = [{ _id: { $gt: last._id } }]
  }
}

/** Two sequences in order of id, walked as one: null where a side has no such id. */
async function* sideBySide<T extends { _id: string }>(
  left: AsyncIterable<T[]>,
  right: AsyncIterable<T[]>,
): AsyncIterable<[T | null, T | null]> {
  const [lefts, rights] = [singly(left), singly(right)]
  let [a, b] = [await lefts.next(), await rights.next()]
  while (!a.done || !b.done) {
    const order = a.done ? 1 : b.done ? -1 : compare(a.value._id, b.value._id)
    yield [order <= 0 && !a.done ? a.value : null, order >= 0 && !b.done ? b.value : null]
    if (order <= 0) a = await lefts.next()
    if (order >= 0) b = await rights.next()
  }
}

async function* singly<T>(batches: AsyncIterable<T[]>): AsyncGenerator<T, undefined> {
  for await (const batch of batches) yield* batch
}

/** As the database orders them: by their bytes. */
const compare = (a: string, b: string) =>
  a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b))

/** In batches, each acknowledged before the next is sent. */
async function insert<T extends { _id: string | number }>(to: Collection<T>, docs: T[]) {
  for (let at = 0; at < docs.length; at += BATCH) {
    const batch = docs.slice(at, at + BATCH) as unknown as Parameters<typeof to.insertMany>[0]
    await persistently((before) =>
      to.insertMany(batch, { ordered: false }).catch((error) => {
        // An earlier attempt, of which no answer came, may have written some.
        if (before === 0 || !isDuplicate(error)) throw error
      }),
    )
  }
}

/** What is there already is left as it is. */
const index = (
  collection: { createIndexes(specs: { key: Direction }[], options: object): Promise<unknown> },
  keys: Direction[],
) =>
  persistently(async () => {
    await collection.createIndexes(
      keys.map((key) => ({ key })),
      UNHURRIED,
    )
  })

const drop = (collection: { drop(options: object): Promise<boolean> }) =>
  persistently(async () => {
    await collection.drop(UNHURRIED)
  })

function toDoc({ lineage, id, ...car }: StoredCar): CarDoc {
  const position = dealPosition({ id, ...car })
  const keys = TEXT_FILTERS.map((name) => [
    `${name}_key`,
    car[name] === null ? null : fold(car[name]),
  ])
  return {
    _id: id,
    ...car,
    ...Object.fromEntries(keys),
    emi_missing: car.emi === null ? 1 : 0,
    deal_position: position,
    deal_missing: position === null ? 1 : 0,
    words: [...new Set(words(car.title))],
    lineage,
  }
}

const toCar = ({ _id, ...doc }: CarDoc): Car =>
  Object.fromEntries(FIELDS.map((name) => [name, name === 'id' ? _id : (doc[name] ?? null)])) as Car

const toSnapshot = ({ _id, ...doc }: SnapshotDoc): Snapshot => ({
  version: _id,
  import_id: doc.import_id,
  published_at: doc.published_at,
  as_of: doc.as_of,
  content_hash: doc.content_hash,
  cars: doc.cars,
  estimates: (doc.model ?? null) !== null,
})

/** Shares nothing with a user's input: the number comes from the store itself. */
function collectionOf(importId: number): string {
  if (!Number.isSafeInteger(importId)) throw new TypeError(`${importId} is not an import`)
  return `cars_${importId}`
}

const isRange = (facet: Facet): facet is RangeField =>
  (RANGE_FIELDS as readonly string[]).includes(facet)
