import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Snapshot } from '../snapshots/read.ts'
import type { Stores } from '../snapshots/stores.ts'
import { syncFolder, writeWhole } from './durable.ts'
import { JOURNAL, Journal } from './journal.ts'
import { LOCK_TTL, lockFolder } from './lock.ts'
import {
  type ExportedFile,
  type Extracted,
  FORMAT_VERSION,
  fileName,
  folderName,
  listExtractions,
  MANIFEST,
  type Manifest,
} from './manifest.ts'
import { type Mirrored, mirror, type S3Settings } from './mirror.ts'
import { partsOf } from './parts.ts'
import { writePart } from './write-parts.ts'

export type ExtractSettings = {
  /** shared by every replica */
  dir: string
  /** extractions kept, in the folder and in the bucket */
  keep: number
  engine: Manifest['engine']
  /** of the product */
  version: string
  s3?: S3Settings | null
  /** ms, see LOCK_TTL */
  lockTtl?: number
}

export type ExtractHooks = {
  signal?: AbortSignal
  say?: (message: string, fields?: Record<string, string | number>) => void
}

/**
 * `extracted` now; `unchanged`: this snapshot is there already; `elsewhere`: somebody else is extracting into this
 * folder; `empty`: there is no snapshot yet. `s3` null: no bucket, or not our turn.
 */
export type Extraction = {
  result: 'extracted' | 'unchanged' | 'elsewhere' | 'empty'
  extracted: Extracted | null
  s3: Mirrored | null
}

/** The work was stopped; what is finished of it stays for the next run. */
export class ExtractionStopped extends Error {
  override name = 'ExtractionStopped'
}
class SnapshotMoved extends Error {}

const UNFINISHED = '.unfinished-'
const REMOVED = '.removed-'
const MOST_STARTS = 3

/**
 * Extracts the current snapshot with everything that a restore needs into a folder of its own, once for all replicas.
 * Bounded memory, whatever the size. It reads the stores and never writes to them.
 * @throws ExtractionStopped on `signal`, or when the lock was lost; what the store or the disk throws. The bucket's
 * failures are no reason: they are told in `s3`.
 */
export async function extract(
  stores: Stores,
  settings: ExtractSettings,
  hooks: ExtractHooks = {},
): Promise<Extraction> {
  const { dir, keep, s3 } = settings
  const current = await stores.cars.current()
  if (!current) return { result: 'empty', extracted: null, s3: null }
  const lock = await lockFolder(dir, settings.lockTtl ?? LOCK_TTL)
  if (!lock) {
    const extracted = await findExtraction(dir, current)
    return { result: extracted ? 'unchanged' : 'elsewhere', extracted, s3: null }
  }
  const check = () => {
    if (hooks.signal?.aborted) throw new ExtractionStopped('the extraction was told to stop')
    if (!lock.held()) throw new ExtractionStopped('the lock of the folder was lost')
  }
  try {
    const known = await findExtraction(dir, current)
    const extracted = known ?? (await extractWhole(stores, settings, hooks, check))
    await prune(dir, keep)
    const mirrored = s3 ? await mirror(await listExtractions(dir), s3, keep, check) : null
    return { result: known ? 'unchanged' : 'extracted', extracted, s3: mirrored }
  } finally {
    await lock.release()
  }
}

async function findExtraction(
  dir: string,
  { version, content_hash }: Snapshot,
): Promise<Extracted | null> {
  const found = (await listExtractions(dir)).find(
    ({ manifest: { snapshot } }) =>
      snapshot.version === version && snapshot.content_hash === content_hash,
  )
  return found ?? null
}

/** Begins again when a snapshot is published meanwhile: an extraction is of one moment. */
async function extractWhole(
  stores: Stores,
  settings: ExtractSettings,
  hooks: ExtractHooks,
  check: () => void,
): Promise<Extracted> {
  for (let start = 1; ; start += 1) {
    try {
      return await extractOnce(stores, settings, hooks, check)
    } catch (error) {
      if (!(error instanceof SnapshotMoved) || start === MOST_STARTS) throw error
      hooks.say?.('a snapshot was published meanwhile: beginning again')
    }
  }
}

async function extractOnce(
  stores: Stores,
  { dir, engine, version }: ExtractSettings,
  { say }: ExtractHooks,
  check: () => void,
): Promise<Extracted> {
  const ledger = await stores.archive.snapshots()
  const current = ledger.findLast(({ removed }) => !removed)
  if (!current) throw new SnapshotMoved('the snapshots were removed')
  const digest = digestOf(ledger)
  const name = folderName(current)
  const folder = join(dir, `${UNFINISHED}${name}`)
  await removeOthers(dir, folder)

  const journal = await openJournal(stores, folder, digest)
  const files: ExportedFile[] = []
  for (const part of partsOf(stores, ledger, journal.basis.newest_import)) {
    check()
    const known = await Promise.all(
      part.formats.map((format) => journal.reusable(fileName(part.name, format))),
    )
    const reused = known.filter((file) => file !== null)
    if (reused.length === known.length) {
      say?.(`${part.name} is there from an earlier run`, { rows: reused[0]?.rows ?? 0 })
      files.push(...reused)
      continue
    }
    const written = await writePart(folder, part, check)
    await journal.add(written)
    files.push(...written)
  }
  if (digestOf(await stores.archive.snapshots()) !== digest) {
    throw new SnapshotMoved('snapshots are published faster than they can be extracted')
  }
  check()

  const { content_hash, as_of, published_at, cars } = current
  const manifest: Manifest = {
    format_version: FORMAT_VERSION,
    product_version: version,
    created_at: new Date().toISOString(),
    engine,
    snapshot: { version: current.version, content_hash, as_of, published_at, cars },
    files,
  }
  await rm(join(folder, JOURNAL))
  await writeWhole(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`)
  const path = join(dir, name)
  await rm(path, { recursive: true, force: true })
  await rename(folder, path)
  await syncFolder(dir)
  return { name, path, manifest }
}

async function openJournal(stores: Stores, folder: string, ledger: string): Promise<Journal> {
  const journal = await Journal.resume(folder, ledger)
  if (journal) return journal
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const [newest] = (await stores.imports.list({ limit: 1 })).items
  return Journal.begin(folder, { ledger, newest_import: newest?.id ?? 0 })
}

/** What killed runs left of other snapshots, and folders that were being removed. */
async function removeOthers(dir: string, own: string): Promise<void> {
  for (const name of await readdir(dir)) {
    const path = join(dir, name)
    const left = name.startsWith(UNFINISHED) || name.startsWith(REMOVED)
    if (left && path !== own) await rm(path, { recursive: true, force: true })
  }
}

/** Renamed before it is removed, so that nobody finds half of one. */
async function prune(dir: string, keep: number): Promise<void> {
  for (const { name, path } of (await listExtractions(dir)).slice(keep)) {
    const removed = join(dir, `${REMOVED}${name}`)
    await rm(removed, { recursive: true, force: true })
    await rename(path, removed)
    await rm(removed, { recursive: true, force: true })
  }
}

function digestOf(ledger: unknown): string {
  return new Bun.CryptoHasher('sha256').update(JSON.stringify(ledger)).digest('hex')
}
