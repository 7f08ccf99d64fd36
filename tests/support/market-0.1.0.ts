import { join } from 'node:path'
import { BSON, type Document, MongoClient } from 'mongodb'
import { ROOT } from './server.ts'

/*
 * A market that version 0.1.0 made out of 120 rows of the bundled sample: three files imported, one of them twice, a
 * letter that is no list in between, two snapshots kept. Its SQLite file as it was; on MongoDB the documents that
 * 0.1.0's own migration wrote, as extended JSON, with the keys of their indexes; and what 0.1.0 answered of it.
 */
const FOLDER = join(ROOT, 'tests/fixtures/market-0.1.0')

export const expected = await Bun.file(join(FOLDER, 'expected.json')).json()

/** Puts the database file at a path. */
export async function oldSqlite(path: string): Promise<string> {
  const packed = await Bun.file(join(FOLDER, 'sqlite.db.gz')).bytes()
  await Bun.write(path, Bun.gunzipSync(packed))
  return `sqlite:${path}`
}

/** Fills a new database with the documents and indexes. */
export async function oldMongo(url: string): Promise<string> {
  const indexes: Record<string, Record<string, 1 | -1>[]> = await Bun.file(
    join(FOLDER, 'mongodb/indexes.json'),
  ).json()
  const client = await MongoClient.connect(url)
  for (const [name, keys] of Object.entries(indexes)) {
    const packed = await Bun.file(join(FOLDER, `mongodb/${name}.ndjson.gz`)).bytes()
    const lines = new TextDecoder().decode(Bun.gunzipSync(packed)).split('\n').filter(Boolean)
    const documents = lines.map((line) => BSON.EJSON.parse(line) as Document)
    const collection = client.db().collection(name)
    if (documents.length > 0) await collection.insertMany(documents)
    if (keys.length > 0) await collection.createIndexes(keys.map((key) => ({ key })))
  }
  await client.close()
  return url
}
