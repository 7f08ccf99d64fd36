import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { s3Client } from '../platform/net/s3.ts'
import { type Manifest, parseManifest } from './manifest.ts'
import type { S3Settings } from './mirror.ts'
import { ExtractionRefused } from './verify.ts'

/** An extraction whose files can be read here. `remove` takes away what was fetched for it. */
export type Located = { folder: string; manifest: Manifest; remove(): Promise<void> }

/**
 * Finds the extraction of a manifest, `PATH` or `s3://BUCKET/PREFIX/manifest.json`; one from a bucket is fetched first.
 * @throws ExtractionRefused
 */
export async function locate(manifest: string, s3: Omit<S3Settings, 'bucket'>): Promise<Located> {
  const [, bucket, key] = manifest.match(/^s3:\/\/([^/]+)\/(.+)$/) ?? []
  if (bucket !== undefined && key !== undefined) return fetched({ ...s3, bucket }, key)
  const text = await readFile(manifest, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new ExtractionRefused(
      error.code === 'ENOENT' ? `there is no ${manifest}` : `${manifest}: ${error.message}`,
    )
  })
  return { folder: dirname(manifest), manifest: read(text, manifest), remove: async () => {} }
}

async function fetched(s3: S3Settings, key: string): Promise<Located> {
  const client = s3Client(s3.bucket, s3)
  const folder = await mkdtemp(join(tmpdir(), 'forecourt-restore-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  const beside = key.slice(0, key.lastIndexOf('/') + 1)
  try {
    const manifest = read(await client.file(key).text(), `s3://${s3.bucket}/${key}`)
    for (const { name } of manifest.files) {
      await download(client.file(`${beside}${name}`).stream(), join(folder, name))
    }
    return { folder, manifest, remove }
  } catch (error) {
    await remove()
    if (error instanceof ExtractionRefused) throw error
    const { message, code } = error as Error & { code?: string }
    throw new ExtractionRefused(
      `s3://${s3.bucket}/${key} cannot be fetched: ${code ? `${code}: ` : ''}${message}`,
    )
  }
}

async function download(stream: ReadableStream<Uint8Array>, path: string): Promise<void> {
  const file = await open(path, 'w')
  try {
    for await (const chunk of stream) await file.appendFile(chunk)
  } finally {
    await file.close()
  }
}

function read(text: string, name: string): Manifest {
  try {
    return parseManifest(text)
  } catch (error) {
    throw new ExtractionRefused(`${name} is no manifest: ${(error as Error).message}`)
  }
}
