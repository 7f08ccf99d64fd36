import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { crc32, createGunzip, createInflateRaw } from 'node:zlib'
import { MessageError, message } from '../../platform/language/message.ts'
import { type LocalFile, unreadable } from '../sources/source.ts'
import type { Encoding } from './encoding.ts'
import { withoutPath } from './without-path.ts'

const CHUNK = 256 * 1024
/** A gzip file or a member of a zip may hold so many bytes, and so many times its own: text that cars are listed in packs 5 to 100 to 1. */
const EXPANSION = { most: 64 * 1024 ** 3, ratio: 250, free: 64 * 1024 ** 2 }

/** Decompressed bytes of a file. gzip is known by its first bytes, whatever the file is called. */
export async function* readBytes(
  file: LocalFile,
  onBytes: (stored: Buffer) => void = () => {},
): AsyncGenerator<Buffer> {
  const compressed = await isGzip(file)
  let read = 0
  const stored = contents(file, (bytes) => {
    read += bytes.length
    onBytes(bytes)
  })
  try {
    const expands = compressed || file.member !== undefined
    yield* expands ? withinLimits(compressed ? gunzip(stored) : stored, () => read) : stored
  } catch (error) {
    if (error instanceof Expands) throw unreadable(file, error.words)
    if (error instanceof DamagedMember) throw unreadable(file, DAMAGED_MEMBER)
    const damaged = message('it is damaged or incomplete gzip')
    throw unreadable(file, compressed ? damaged : withoutPath(error))
  }
}

/** All of a file, for formats that are read from their end. @throws UnreadableFile beyond `most` bytes */
export async function readWhole(
  file: LocalFile,
  most: number,
  onBytes?: (stored: Buffer) => void,
): Promise<Buffer> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of readBytes(file, onBytes)) {
    bytes += part.length
    if (bytes > most) {
      const reason = message('files of its kind may hold at most {n} MB', { n: most / 1024 ** 2 })
      throw unreadable(file, reason)
    }
    parts.push(part)
  }
  return Buffer.concat(parts)
}

const DAMAGED_MEMBER = message('this part of the zip is damaged')
class DamagedMember extends Error {}

/** The bytes of a file, or of a member of a zip, unpacked and compared with what the directory says of it. */
async function* contents(
  { path, member }: LocalFile,
  onBytes: (stored: Buffer) => void,
  chunk = CHUNK,
) {
  if (member === undefined) {
    yield* storedBytes(path, onBytes, { highWaterMark: chunk })
    return
  }
  if (member.start >= member.end) return
  const stored = storedBytes(path, onBytes, { start: member.start, end: member.end - 1 })
  let [bytes, crc] = [0, 0]
  try {
    for await (const chunk of member.packed ? through(createInflateRaw, stored) : stored) {
      bytes += chunk.length
      crc = crc32(chunk, crc)
      if (bytes > member.bytes) throw new DamagedMember()
      yield chunk
    }
  } catch (error) {
    throw new DamagedMember('', { cause: error })
  }
  if (bytes !== member.bytes || crc !== member.crc) throw new DamagedMember()
}

class Expands extends MessageError {}

/** @param read stored bytes that were read so far */
async function* withinLimits(expanded: AsyncIterable<Buffer>, read: () => number) {
  let bytes = 0
  for await (const chunk of expanded) {
    bytes += chunk.length
    const { most, ratio, free } = EXPANSION
    if (bytes > most || (bytes > free && bytes > ratio * read())) {
      throw new Expands(message('it expands to more than {ratio} times its size', { ratio }))
    }
    yield chunk
  }
}

async function* storedBytes(path: string, onBytes: (stored: Buffer) => void, range = {}) {
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK, ...range })) {
    onBytes(chunk as Buffer)
    yield chunk as Buffer
  }
}

const gunzip = (stored: AsyncIterable<Buffer>) => through(createGunzip, stored)

async function* through(
  unpack: typeof createGunzip | typeof createInflateRaw,
  stored: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const source = Readable.from(stored)
  const bytes = source.pipe(unpack({ chunkSize: CHUNK }))
  source.on('error', (error) => bytes.destroy(error))
  try {
    for await (const chunk of bytes) yield chunk as Buffer
  } finally {
    source.destroy()
  }
}

/** Text of a file without its byte order mark; characters that two chunks share come out whole. */
export async function* readText(
  file: LocalFile,
  encoding: Encoding,
  onBytes?: (stored: Buffer) => void,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const bytes of readBytes(file, onBytes)) {
    const text = decoder.decode(bytes, { stream: true })
    if (text !== '') yield text
  }
  const last = decoder.decode()
  if (last !== '') yield last
}

async function isGzip(file: LocalFile): Promise<boolean> {
  try {
    for await (const head of contents(file, () => {}, 2))
      return head[0] === 0x1f && head[1] === 0x8b
  } catch (error) {
    throw unreadable(file, error instanceof DamagedMember ? DAMAGED_MEMBER : withoutPath(error))
  }
  return false
}
