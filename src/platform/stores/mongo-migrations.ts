import type { Db } from 'mongodb'
import { DatabaseUnavailable } from './database.ts'
import { isDuplicate, retrying } from './mongo.ts'

/**
 * One step of what a database has, such as an index. Its name is written into the database and never changes. `up` has
 * to bear being done twice, and by two processes at once: there are no transactions.
 */
export type MongoMigration = { name: string; up(db: Db): Promise<unknown> }
type Applied = { _id: string; applied_at: string }

/**
 * Does what the database has not had yet, in the order of `migrations`.
 * @throws DatabaseUnavailable when a newer version has worked on it
 */
export async function migrateMongo(db: Db, migrations: readonly MongoMigration[]): Promise<void> {
  const notes = db.collection<Applied>('migrations')
  const applied = (await notes.find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id)
  const known = new Set(migrations.map(({ name }) => name))
  const unknown = applied.filter((name) => !known.has(name))
  if (unknown.length > 0) {
    throw new DatabaseUnavailable(
      `the database has "${unknown.join('", "')}", which this version does not know: start a newer Forecourt on it`,
    )
  }
  for (const { name, up } of migrations) {
    if (applied.includes(name)) continue
    await up(db)
    const note = { _id: name, applied_at: new Date().toISOString() }
    await retrying(() =>
      notes.insertOne(note).catch((error) => {
        if (!isDuplicate(error)) throw error
      }),
    )
  }
}
