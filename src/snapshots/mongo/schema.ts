import type { Collection, Db } from 'mongodb'
import { Car, type StoredCar } from '../../listing/car.ts'
import type { MongoMigration } from '../../platform/stores/mongo-migrations.ts'
import type { Change, ChangeCounts, Snapshot } from '../read.ts'
import { index } from './batches.ts'
import type { Condition } from './conditions.ts'

/*
 * Each snapshot is a collection of its own, named after its import: loaded out of sight, then its index (a file in
 * GridFS), its changes and its document in `snapshots` are written, and last of all the one document in `pointers` names
 * its version. That single write is the publication: nothing above the pointer is ever read, and a draft removes it.
 *
 * The pointer also names the draft that may move it. A draft puts its own mark there, so an importer that was taken
 * for dead and comes back finds that it can no longer publish.
 */
export type Pointer = { _id: 'current'; version: number; draft: string | null }
export type SnapshotDoc = Omit<Snapshot, 'version' | 'estimates'> & {
  _id: number
  model: string | null
  changes: ChangeCounts | null
  /** ms since 1970 when it was taken off the list */
  removed_at: number | null
  /** its cars are gone, or are just going */
  dropped: boolean
}
/** A draft that somebody has to decide on, by its import. */
export type HeldDoc = {
  _id: number
  as_of: string
  content_hash: string
  cars: number
  model: string | null
}
export type CarDoc = Condition & { _id: string }
export type ChangeDoc = Omit<Change, 'published_at'> & { _id: string }

const FIELDS = Object.keys(Car.shape) as (keyof Car)[]
/** What a car is read from. */
export const READ = Object.fromEntries(FIELDS.map((name) => [name === 'id' ? '_id' : name, 1]))

export const marketMigrations: MongoMigration[] = [
  {
    name: 'changes by car and by version',
    up: (db) =>
      index(collectionsOf(db).differences, [
        { id: 1, version: 1 },
        { version: 1, _id: 1 },
      ]),
  },
]

export type Collections = {
  pointers: Collection<Pointer>
  published: Collection<SnapshotDoc>
  differences: Collection<ChangeDoc>
  held: Collection<HeldDoc>
}

export const collectionsOf = (db: Db): Collections => ({
  pointers: db.collection('pointers'),
  published: db.collection('snapshots'),
  differences: db.collection('changes'),
  held: db.collection('held'),
})

export const carsIn = (db: Db, { import_id }: Pick<Snapshot, 'import_id'>): Collection<CarDoc> =>
  db.collection(nameOf(import_id))

/** The version that is published; 0: none. */
export async function publishedVersion({ pointers }: Collections): Promise<number> {
  return (await pointers.findOne({ _id: 'current' }))?.version ?? 0
}

export const toDoc = ({ id, ...car }: StoredCar): CarDoc => ({ _id: id, ...car })

/** Cars of before had no attributes. */
export const toCar = ({ _id, ...doc }: CarDoc): Car => {
  const of = (name: keyof Car) => (name === 'id' ? _id : (doc[name] ?? null))
  const car = Object.fromEntries(FIELDS.map((name) => [name, of(name)])) as Car
  return { ...car, attributes: car.attributes ?? [] }
}

export const toSnapshot = ({ _id, ...doc }: SnapshotDoc): Snapshot => ({
  version: _id,
  import_id: doc.import_id,
  published_at: doc.published_at,
  as_of: doc.as_of,
  content_hash: doc.content_hash,
  cars: doc.cars,
  estimates: (doc.model ?? null) !== null,
})

/** Shares nothing with a user's input: the number comes from the store itself. */
export function nameOf(importId: number): string {
  if (!Number.isSafeInteger(importId)) throw new TypeError(`${importId} is not an import`)
  return `cars_${importId}`
}
