import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { MessageError, message } from '../../platform/language/message.ts'
import type { LocalFile } from '../sources/source.ts'

const CHUNK = 256 * 1024

export type Encoding = 'utf-8' | 'utf-16le' | 'windows-1252'

/** A file that is there but cannot be read to its end. */
class UnreadableFile extends MessageError {
  override name = 'UnreadableFile'
}

/** Decompressed bytes of a file. gzip is known by its first bytes, whatever the file is called. */
export async function* readBytes(
  file: LocalFile,
  onBytes: (stored: Buffer) => void = () => {},
): AsyncGenerator<Buffer> {
  const compressed = await isGzip(file.path)
  const stored = storedBytes(file.path, onBytes)
  try {
    yield* compressed ? gunzip(stored) : stored
  } catch (error) {
    const reason = compressed
      ? message('it is damaged or incomplete gzip')
      : error instanceof Error
        ? error.message
        : String(error)
    throw new UnreadableFile(
      message('{file} cannot be read to its end: {reason}', { file: file.name, reason }),
    )
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

async function isGzip(path: string): Promise<boolean> {
  const handle = await open(path)
  try {
    const head = Buffer.alloc(2)
    await handle.read(head, 0, 2, 0)
    return head[0] === 0x1f && head[1] === 0x8b
  } finally {
    await handle.close()
  }
}
