import type { Db } from 'mongodb'
import type { Change, SnapshotReader } from '../read.ts'
import { byId } from './batches.ts'
import { plain } from './conditions.ts'
import { type ChangeDoc, collectionsOf, publishedVersion, toSnapshot } from './schema.ts'

/** @param grace ms that the cars of a removed snapshot stay readable */
export function snapshotsOf(db: Db, grace: number): SnapshotReader {
  const collections = collectionsOf(db)
  const { published, differences } = collections
  const version = () => publishedVersion(collections)

  /** @param limit 0: all */
  const listed = async (limit: number) => {
    const upTo = await version()
    if (upTo === 0) return []
    const found = await published
      .find({ _id: { $lte: upTo }, removed_at: null })
      .sort({ _id: -1 })
      .limit(limit)
      .toArray()
    return found.map(toSnapshot)
  }

  const dated = async (docs: ChangeDoc[]): Promise<Change[]> => {
    const versions = [...new Set(docs.map((doc) => doc.version))]
    const snapshots = await published.find({ _id: { $in: versions } }).toArray()
    const times = new Map(snapshots.map(({ _id, published_at }) => [_id, published_at]))
    return docs.map(({ _id, ...change }) => ({
      ...change,
      published_at: times.get(change.version) ?? '',
    }))
  }

  return {
    current: async () => (await listed(1))[0] ?? null,
    currentNow: () => undefined,
    snapshots: () => listed(0),

    async readable(wanted) {
      const found = await published.findOne({
        _id: { $eq: wanted, $lte: await version() },
        $or: [{ removed_at: null }, { removed_at: { $gt: Date.now() - grace } }],
      })
      return found && toSnapshot(found)
    },

    async model(snapshot) {
      return (await published.findOne({ _id: { $eq: snapshot.version } }))?.model ?? null
    },

    async changes(of) {
      const found = await published.findOne({ _id: { $eq: of, $lte: await version() } })
      return found?.changes ?? null
    },

    async *changed(of) {
      const condition = { version: { $eq: of, $lte: await version() } }
      // An id of the collection is the version and then the id of the car.
      for await (const docs of byId<ChangeDoc>(differences, condition)) yield dated(docs)
    },

    async history(id) {
      const found = await differences
        .find({ id: { $eq: plain(id) }, version: { $lte: await version() } })
        .sort({ version: 1 })
        .toArray()
      return dated(found)
    },

    async arrivals(ids, before) {
      const upTo = await version()
      const [first] = await published
        .find({ _id: { $lte: upTo } })
        .sort({ _id: 1 })
        .limit(1)
        .toArray()
      const found = await differences
        .find({ id: { $in: ids.map(plain) }, version: { $lt: before, $lte: upTo }, kind: 'new' })
        .sort({ id: 1, version: 1 })
        .toArray()
      return {
        first: first?.published_at ?? null,
        later: new Map((await dated(found)).map((one) => [one.id, one.published_at])),
      }
    },
  }
}
