import type { StoredCar } from '../listing/car.ts'
import { type Message, MessageError, message } from '../platform/language/message.ts'
import { Appraiser } from '../pricing/index.ts'
import type { Import } from '../snapshots/import.ts'
import type { ImportLedger } from '../snapshots/ledger.ts'
import type { Stores } from '../snapshots/stores.ts'
import type { DistanceUnit, RulePack } from './pipeline/listing.ts'
import { type Outlet, pipe } from './pipeline/pipeline.ts'
import { type Survey, survey } from './pipeline/survey.ts'
import { type CarFile, inspect } from './reading/inspect.ts'
import { recoverUnfinished } from './recover.ts'
import { openSource, type Source, sourceName } from './sources/index.ts'
import { type Hooks, Watch } from './watch.ts'

/** Raised whenever the same file would give other cars than before: then nothing counts as unchanged. */
const PIPELINE_VERSION = 2

export type ImportStores = Pick<Stores, 'cars' | 'imports' | 'snapshots'>
export type ImportSettings = {
  /** paths, patterns, or `-` for standard input */
  sources: string[]
  /** `latest` (31 December of the latest year of make), `today`, or an ISO date */
  asOf: string
  rulePack: RulePack
  /** snapshots kept */
  keep: number
  /** unit of the distances in the source */
  distanceUnit: DistanceUnit
}

/** An import that could not finish, in one sentence. */
class ImportFailed extends MessageError {
  override name = 'ImportFailed'
}

/**
 * Imports a source as a new snapshot, or finds that nothing changed. Waits while another import runs. Resolves with the
 * record, also when it was cancelled; throws SourceUnavailable, SourceUnsupported, NotACarList, UnreadableFile or
 * ImportFailed, with the snapshot that was current still current.
 */
export async function runImport(
  stores: ImportStores,
  settings: ImportSettings,
  hooks: Hooks = {},
): Promise<Import> {
  const { imports } = stores
  const watch = await Watch.begin(imports, hooks)
  try {
    await recoverUnfinished(stores)
    const record = await imports.create(newRecord(settings))
    hooks.onStart?.(record)
    watch.follow(record)
    const change = await outcomeOf(stores, settings, watch, record)
    await imports.update(record.id, change)
    return { ...((await imports.find(record.id)) ?? record), ...change }
  } finally {
    await watch.end()
  }
}

type Ending = Partial<Omit<Import, 'id'>>
const now = () => new Date().toISOString()

async function outcomeOf(
  stores: ImportStores,
  settings: ImportSettings,
  watch: Watch,
  record: Import,
): Promise<Ending> {
  let source: Source | null = null
  try {
    source = await openSource(settings.sources)
    const ending = await importSource(stores, settings, watch, record, source)
    return { ...ending, finished_at: now() }
  } catch (caught) {
    if (watch.cancelled) return { status: 'cancelled', finished_at: now() }
    const failure = asTyped(caught)
    const { message: error, words } = failure
    const failed = { status: 'failed', error, message: words, finished_at: now() } as const
    await stores.imports.update(record.id, failed).catch(() => {})
    throw failure
  } finally {
    await source?.close()
  }
}

async function importSource(
  stores: ImportStores,
  settings: ImportSettings,
  watch: Watch,
  record: Import,
  source: Source,
): Promise<Ending> {
  const { cars, imports, snapshots } = stores
  const files: CarFile[] = []
  for (const file of source.files) {
    files.push(await inspect(file))
    await watch.pulse()
  }
  const content_hash = contentHash(files, settings)
  const current = await cars.current()
  if (current?.content_hash === content_hash) {
    const publisher = await imports.find(current.import_id)
    return unchanged(publisher, current.version, current.as_of)
  }

  const described = { files: files.map(describe) }
  const read = { pack: settings.rulePack, unit: settings.distanceUnit }
  watch.enter('surveying', files, null)
  const found = await survey(files, read, watch.pulse)
  if (found.latestYear === null) {
    throw new ImportFailed(nonePasses(found, source.name))
  }
  const as_of = resolveAsOf(settings.asOf, found.latestYear)
  const { checksum } = found
  await imports.update(record.id, { ...described, checksum, as_of })

  // Once more over the source, to learn what its cars ask before the first of them is written.
  const appraiser = new Appraiser(found.rows)
  const learning: Outlet = {
    async cars(batch) {
      for (const car of batch) appraiser.see(car)
    },
    async rejects() {},
  }
  watch.enter('estimating', files, found.rows)
  await pipe(files, found, { ...read, asOf: as_of }, learning, watch.pulse)
  const appraisal = appraiser.appraise(Number(as_of.slice(0, 4)))

  const draft = await snapshots.draft(record.id)
  try {
    watch.enter('reading', files, found.rows)
    const outlet = {
      cars: (batch: StoredCar[]) =>
        draft.write(appraisal ? batch.map((car) => ({ ...car, ...appraisal.rate(car) })) : batch),
      rejects: (batch: Parameters<ImportLedger['keepRejects']>[1]) =>
        imports.keepRejects(record.id, batch),
    }
    const outcome = await pipe(files, found, { ...read, asOf: as_of }, outlet, watch.pulse)
    if (outcome.rows.read !== found.rows) {
      throw new ImportFailed(
        message('{source} changed while it was read: import it again', { source: source.name }),
      )
    }
    watch.enter('publishing', files, found.rows)
    await watch.beforePublication()
    // Complete but for the snapshot: a run that dies right after the publication can still be told.
    await imports.update(record.id, outcome)
    const snapshot = await draft.publish({
      as_of,
      content_hash,
      keep: settings.keep,
      model: appraisal?.model ?? null,
    })
    const changes = await cars.changes(snapshot.version).catch(() => null)
    return { ...outcome, status: 'published', snapshot: snapshot.version, changes }
  } catch (error) {
    await draft.discard().catch(() => {})
    throw error
  }
}

function unchanged(publisher: Import | null, snapshot: number, as_of: string): Ending {
  const changes = { new: 0, gone: 0, price: 0 }
  if (!publisher) return { status: 'unchanged', snapshot, as_of, changes }
  const { rows, checksum, rules, blanks, engine, files, progress } = publisher
  return {
    status: 'unchanged',
    snapshot,
    as_of,
    changes,
    rows,
    checksum,
    rules,
    blanks,
    engine,
    files,
    progress,
  }
}

function describe({ name, bytes, sha256, encoding, delimiter, columns }: CarFile) {
  const { header } = columns
  return { name, bytes, sha256, encoding, delimiter, columns: header.length, header }
}

/** SHA-256 of what is imported and of everything that decides what becomes of it. */
function contentHash(files: CarFile[], settings: ImportSettings): string {
  const asOf = settings.asOf === 'today' ? today() : settings.asOf
  const parts = [PIPELINE_VERSION, settings.rulePack, asOf, settings.distanceUnit]
  const hashes = files.map((file) => file.sha256)
  return new Bun.CryptoHasher('sha256').update([...parts, ...hashes].join('\n')).digest('hex')
}

function resolveAsOf(asOf: string, latest: number): string {
  if (asOf === 'latest') return `${latest}-12-31`
  return asOf === 'today' ? today() : asOf
}

const today = () => now().slice(0, 10)

function newRecord(settings: ImportSettings): Omit<Import, 'id'> {
  return {
    source: sourceName(settings.sources),
    status: 'running',
    rule_pack: settings.rulePack,
    as_of: null,
    started_at: now(),
    finished_at: null,
    error: null,
    progress: { phase: 'surveying', rows: 0, total_rows: null, bytes: 0, total_bytes: 0 },
    rows: {
      read: 0,
      published: 0,
      rejected: 0,
      duplicates: 0,
      repaired: 0,
      flagged: 0,
      untouched: 0,
    },
    checksum: null,
    rules: [],
    blanks: [],
    engine: { not_applicable: 0, missing_in_source: 0, repaired: 0, missing: 0 },
    files: [],
    changes: null,
    snapshot: null,
  }
}

function nonePasses({ rows, firstRejection }: Survey, source: string): Message {
  const values = { n: rows, source }
  return firstRejection
    ? message(
        'None of the {n} rows of {source} passes the rules (line {line}: {reason}): nothing was published',
        { ...values, ...firstRejection },
      )
    : message('None of the {n} rows of {source} passes the rules: nothing was published', values)
}

function asTyped(error: unknown): MessageError {
  if (error instanceof MessageError) return error
  const reason = error instanceof Error ? error.message : String(error)
  const [line = ''] = reason.split('\n')
  return new ImportFailed(message('The import stopped: {reason}', { reason: line }), {
    cause: error,
  })
}
