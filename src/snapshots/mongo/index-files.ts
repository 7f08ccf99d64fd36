import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, lstatSync, mkdirSync } from 'node:fs'
import { readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Db, GridFSBucket, ObjectId } from 'mongodb'
import { INDEX_VERSION } from '../index/fields.ts'
import {
  fileNameOf,
  type IndexFiles,
  type IndexName,
  inPassing,
  mapped,
  type WriteIndex,
} from '../index-files.ts'

/** Files that stay in the cache of a machine: enough for a few markets, at about 80 bytes a car. */
const MOST_CACHED = 8

/**
 * In the bucket `indexes` of the database, with a cache on this machine. A file of the cache is named after the
 * document in GridFS, whose id no other has: it is never out of date.
 */
export function gridFiles(db: Db, cache = usualCache()): IndexFiles {
  let opened: GridFSBucket | undefined
  /** Only who asks for MongoDB pays for loading its driver. */
  const bucket = async () => {
    opened ??= new (await import('mongodb')).GridFSBucket(db, { bucketName: 'indexes' })
    return opened
  }
  const pathOf = (id: ObjectId) => join(cache, `${id.toHexString()}.arrow`)
  const unfinished = () => join(cache, `${randomUUID()}.part`)

  async function stored(name: IndexName): Promise<ObjectId[]> {
    const of = { filename: fileNameOf(name), 'metadata.version': INDEX_VERSION }
    const found = await (await bucket()).find(of).sort({ uploadDate: -1 }).toArray()
    return found.map(({ _id }) => _id)
  }

  return {
    async open(name) {
      const [newest] = await stored(name)
      if (!newest) return null
      makeFolder(cache)
      const path = pathOf(newest)
      if (existsSync(path)) {
        await utimes(path, new Date(), new Date()).catch(() => {})
      } else {
        const part = unfinished()
        const from = (await bucket()).openDownloadStream(newest)
        await pipeline(from, createWriteStream(part, { flags: 'wx', mode: 0o600 }))
        await rename(part, path)
        await shrink(cache)
      }
      return mapped(path)
    },

    async make(name, write) {
      const part = unfinished()
      try {
        makeFolder(cache)
        await write(part)
        const path = await upload(name, part).then(pathOf)
        await rename(part, path)
        await shrink(cache)
        return await mapped(path)
      } catch {
        // The database may be read alone, or the cache be full: whoever asks is answered all the same.
        return existsSync(part) ? await inPassing(moved(part)) : await inPassing(write)
      } finally {
        await rm(part, { force: true })
      }
    },

    async retain(imports) {
      const to = await bucket()
      for (const { _id, filename } of await to.find({}).toArray()) {
        if (!imports.has(Number(filename.split('-')[0]))) await to.delete(_id)
      }
    },
  }

  async function upload(name: IndexName, path: string): Promise<ObjectId> {
    const to = await bucket()
    const earlier = await to.find({ filename: fileNameOf(name) }).toArray()
    const stream = to.openUploadStream(fileNameOf(name), { metadata: { version: INDEX_VERSION } })
    await pipeline(createReadStream(path), stream)
    for (const { _id } of earlier) await to.delete(_id).catch(() => {})
    return stream.id
  }
}

const moved =
  (from: string): WriteIndex =>
  (to) =>
    Bun.write(to, Bun.file(from)).then(() => {})

/** Of this user alone: what lies there is believed. */
function usualCache(): string {
  return join(tmpdir(), `forecourt-indexes-${userInfo().uid}`)
}

/** @throws when another user has made it, who could put something there */
function makeFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  const { uid, mode } = lstatSync(path)
  if (uid !== userInfo().uid || (mode & 0o022) !== 0) throw new Error(`${path} is not ours alone`)
}

/** Keeps the files that were opened last. A process that has another one open can go on reading it. */
async function shrink(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.arrow'))
  const used = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name)
      return { path, at: (await stat(path).catch(() => null))?.mtimeMs ?? 0 }
    }),
  )
  used.sort((a, b) => b.at - a.at)
  for (const { path } of used.slice(MOST_CACHED)) await rm(path, { force: true })
}
