import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** Raised when a restore of an earlier version could not read what this one writes. */
export const FORMAT_VERSION = 2
/** Earlier ones that can still be read: 1 has no Arrow and no Parquet. */
const READABLE = [1, FORMAT_VERSION] as const
export const MANIFEST = 'manifest.json'

export const COLLECTIONS = ['snapshots', 'imports', 'rejects', 'changes', 'cars'] as const
export type Collection = (typeof COLLECTIONS)[number]

export const FILE_FORMATS = ['ndjson', 'csv', 'arrow', 'parquet'] as const
export type FileFormat = (typeof FILE_FORMATS)[number]

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

export const ExportedFile = z
  .object({
    // Nothing but a plain name: a manifest must not lead out of its folder.
    name: z.string().regex(/^[a-z][a-z0-9-]*\.(ndjson\.gz|csv\.gz|arrow|parquet)$/),
    collection: z.enum(COLLECTIONS),
    snapshot: z
      .int()
      .nullable()
      .meta({ description: 'Version of the snapshot whose cars these are; else null' }),
    format: z.enum(FILE_FORMATS),
    rows: z.int().min(0),
    bytes: z.int().min(0).meta({ description: 'As it lies in the folder' }),
    sha256: sha256.meta({ description: 'Of these bytes' }),
  })
  .meta({ id: 'ExportedFile' })
export type ExportedFile = z.infer<typeof ExportedFile>

/** What an extraction holds. It is written last: a folder with a manifest is whole. */
export const Manifest = z
  .object({
    format_version: z.literal(READABLE),
    product_version: z.string(),
    created_at: z.iso.datetime(),
    engine: z.enum(['sqlite', 'mongodb']),
    snapshot: z
      .object({
        version: z.int().min(1),
        content_hash: z.string().min(1),
        as_of: z.string(),
        published_at: z.string(),
        cars: z.int().min(0),
      })
      .meta({ description: 'The one that was current' }),
    files: z.array(ExportedFile),
  })
  .meta({ id: 'Manifest' })
export type Manifest = z.infer<typeof Manifest>

/** A whole extraction in a folder of EXPORT_DIR. */
export type Extracted = { name: string; path: string; manifest: Manifest }

const HASH_PREFIX = 12
const NAME = /^\d+-[0-9a-f]+$/

/** The file of a part in a format. */
export const fileName = (part: string, format: FileFormat): string =>
  format === 'ndjson' || format === 'csv' ? `${part}.${format}.gz` : `${part}.${format}`

/** The folder of a snapshot's extraction: its version and the beginning of its content hash. */
export function folderName(snapshot: { version: number; content_hash: string }): string {
  const hash = /^[0-9a-f]{12,}$/.test(snapshot.content_hash)
    ? snapshot.content_hash
    : new Bun.CryptoHasher('sha256').update(snapshot.content_hash).digest('hex')
  return `${snapshot.version}-${hash.slice(0, HASH_PREFIX)}`
}

/** @throws Error in one line: what is wrong with it */
export function parseManifest(text: string): Manifest {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Error('it is not JSON')
  }
  const read = Manifest.safeParse(value)
  if (read.success) return read.data
  const [issue] = read.error.issues
  if (issue?.path[0] === 'format_version') {
    throw new Error(`its format is none of the versions known here: ${READABLE.join(', ')}`)
  }
  throw new Error(`${issue?.path.join('.') || 'it'}: ${issue?.message}`)
}

/** The whole extractions of a folder, newest first. What has no manifest that can be read is not one. */
export async function listExtractions(dir: string): Promise<Extracted[]> {
  const names = await readdir(dir).catch(() => [] as string[])
  const found = await Promise.all(
    names
      .filter((name) => NAME.test(name))
      .map(async (name): Promise<Extracted | null> => {
        const path = join(dir, name)
        const text = await readFile(join(path, MANIFEST), 'utf8').catch(() => null)
        if (text === null) return null
        try {
          return { name, path, manifest: parseManifest(text) }
        } catch {
          return null
        }
      }),
  )
  return found.filter((each) => each !== null).sort(newestFirst)
}

const newestFirst = (a: Extracted, b: Extracted) =>
  Date.parse(b.manifest.created_at) - Date.parse(a.manifest.created_at) ||
  b.manifest.snapshot.version - a.manifest.snapshot.version
