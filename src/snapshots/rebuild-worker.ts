/* Reads the rows of a snapshot and writes its index: once, and then it is ended. */
import { Database } from 'bun:sqlite'
import { isMongoUrl, openMongo } from '../platform/stores/mongo.ts'
import { columnsOf } from './index/build.ts'
import { writeIndex } from './index/file.ts'
import { mongoRows } from './mongo/cars.ts'
import type { Rebuild, Rebuilt } from './rebuild.ts'
import type { CarRows } from './rows.ts'
import { sqliteRows } from './sqlite/cars.ts'

declare const self: Worker

const say = (message: Rebuilt) => self.postMessage(message)

self.onmessage = async ({ data }: MessageEvent<Rebuild>) => {
  try {
    await rebuild(data)
    say({ done: true })
  } catch (error) {
    say({ failed: error instanceof Error ? error.message : String(error) })
  }
}

async function rebuild({ databaseUrl, snapshot, path }: Rebuild): Promise<void> {
  const { rows, close } = await open(databaseUrl)
  try {
    await writeIndex(path, await columnsOf(rows.all(snapshot), snapshot.cars))
  } finally {
    await close()
  }
}

/** For reading alone: the schema is what whoever started this found. */
async function open(databaseUrl: string): Promise<{ rows: CarRows; close(): unknown }> {
  if (isMongoUrl(databaseUrl)) {
    const { db, close } = await openMongo(databaseUrl)
    return { rows: mongoRows(db), close }
  }
  const path = databaseUrl.replace(/^sqlite:/, '')
  const db = new Database(path, { readonly: true, strict: true })
  db.run('PRAGMA busy_timeout = 10000')
  return { rows: sqliteRows(db), close: () => db.close() }
}
