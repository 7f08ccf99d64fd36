import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { createGunzip, createGzip } from 'node:zlib'

/** Writes text as a gzip file, holding no more than a few buffers, and knows the checksum of what it wrote. */
export class GzipFile {
  private readonly gzip = createGzip({ level: 6 })
  private readonly hash = new Bun.CryptoHasher('sha256')
  private readonly written: Promise<void>
  private bytes = 0
  private failure: unknown = null

  private constructor(private readonly file: FileHandle) {
    this.written = this.pump()
    // A full disk is told by write and finish; until then it must not count as unhandled.
    this.written.catch((error) => {
      this.failure = error
    })
    this.gzip.on('error', () => {})
  }

  static async create(path: string): Promise<GzipFile> {
    return new GzipFile(await open(path, 'w'))
  }

  /** Resolves when there is room for more. */
  async write(text: string): Promise<void> {
    if (this.failure) throw this.failure
    if (this.gzip.write(text)) return
    try {
      await Promise.race([once(this.gzip, 'drain'), this.written])
    } catch (error) {
      // The stream only says that it was ended; why, the file knows.
      await this.written
      throw error
    }
  }

  /** Resolves when everything is on the disk. */
  async finish(): Promise<{ bytes: number; sha256: string }> {
    if (!this.failure) this.gzip.end()
    await this.written
    return { bytes: this.bytes, sha256: this.hash.digest('hex') }
  }

  async abandon(): Promise<void> {
    this.gzip.destroy()
    await this.written.catch(() => {})
  }

  private async pump(): Promise<void> {
    try {
      for await (const chunk of this.gzip) {
        const part = chunk as Buffer
        this.hash.update(part)
        this.bytes += part.length
        await this.file.appendFile(part)
      }
      await this.file.sync()
    } finally {
      await this.file.close()
    }
  }
}

/** The text of a gzip file, piece by piece. @throws when it is damaged */
export async function* readText(path: string): AsyncGenerator<string> {
  const gunzip = createGunzip()
  const source = createReadStream(path)
  source.on('error', (error) => gunzip.destroy(error))
  source.pipe(gunzip)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of gunzip) yield decoder.decode(chunk as Buffer, { stream: true })
    yield decoder.decode()
  } finally {
    source.destroy()
    gunzip.destroy()
  }
}

/** SHA-256 and size in bytes of a file as it lies on the disk. */
export async function fingerprint(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = new Bun.CryptoHasher('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
    hash.update(chunk as Buffer)
    bytes += (chunk as Buffer).length
  }
  return { bytes, sha256: hash.digest('hex') }
}
