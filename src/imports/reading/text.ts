import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { type Message, MessageError, message } from '../../platform/language/message.ts'
import type { LocalFile } from '../sources/source.ts'
import type { Encoding } from './encoding.ts'
import { withoutPath } from './without-path.ts'

const CHUNK = 256 * 1024
/** A gzip file may hold so many bytes, and so many times its own: text that cars are listed in packs 5 to 100 to 1. */
const EXPANSION = { most: 64 * 1024 ** 3, ratio: 250, free: 64 * 1024 ** 2 }

/** A file that is there but cannot be read to its end. */
class UnreadableFile extends MessageError {
  override name = 'UnreadableFile'
}

const unreadable = ({ name }: LocalFile, reason: string | Message) =>
  new UnreadableFile(message('{file} cannot be read to its end: {reason}', { file: name, reason }))

/** Decompressed bytes of a file. gzip is known by its first bytes, whatever the file is called. */
export async function* readBytes(
  file: LocalFile,
  onBytes: (stored: Buffer) => void = () => {},
): AsyncGenerator<Buffer> {
  const compressed = await isGzip(file)
  let read = 0
  const stored = storedBytes(file.path, (bytes) => {
    read += bytes.length
    onBytes(bytes)
  })
  try {
    yield* compressed ? withinLimits(gunzip(stored), () => read) : stored
  } catch (error) {
    if (error instanceof Expands) throw unreadable(file, error.words)
    const damaged = message('it is damaged or incomplete gzip')
    throw unreadable(file, compressed ? damaged : withoutPath(error))
  }
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

async function* storedBytes(path: string, onBytes: (stored: Buffer) => void) {
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) {
    onBytes(chunk as Buffer)
    yield chunk as Buffer
  }
}

async function* gunzip(stored: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const source = Readable.from(stored)
  const bytes = source.pipe(createGunzip({ chunkSize: CHUNK }))
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
  const handle = await open(file.path).catch((error) => {
    throw unreadable(file, withoutPath(error))
  })
  try {
    const head = Buffer.alloc(2)
    await handle.read(head, 0, 2, 0)
    return head[0] === 0x1f && head[1] === 0x8b
  } finally {
    await handle.close()
  }
}
