import { packOf } from '../../packs/all/index.ts'
import { type Message, message } from '../../platform/language/message.ts'
import { Appraiser } from '../../pricing/index.ts'
import type { Import, Reject } from '../../snapshots/import.ts'
import type { Draft, Publication } from '../../snapshots/write.ts'
import { Finisher } from '../pipeline/pipeline.ts'
import { type Settings, type Survey, survey } from '../pipeline/survey.ts'
import { Twins } from '../pipeline/twins.ts'
import { type CarFile, inspect } from '../reading/inspect.ts'
import type { Source } from '../sources/index.ts'
import { contentHash, today } from './content-hash.ts'
import { ImportFailed } from './failures.ts'
import { comparisonOf, oddities } from './oddity.ts'
import { describe, type Ending, held, unchanged, understood, waiting } from './record.ts'
import { keepWhatWasSaid, readerOf } from './said.ts'
import type { ImportSettings, ImportStores } from './settings.ts'
import type { Watch } from './watch.ts'

/** Reads a source and publishes it, unless it is what readers see already. Resolves with how the import ends. */
export async function importSource(
  stores: ImportStores,
  settings: ImportSettings,
  watch: Watch,
  record: Import,
  source: Source,
): Promise<Ending> {
  const { cars, imports } = stores
  const files: CarFile[] = []
  const reader = readerOf(settings, imports)
  for (const file of source.files) files.push(await inspect(file, () => watch.pulse(), reader))
  const content_hash = contentHash(files, settings)
  const current = await cars.current()
  if (current?.content_hash === content_hash) {
    const publisher = await imports.find(current.import_id)
    return unchanged(publisher, current.version, current.as_of)
  }

  if (files.some(({ reading }) => reading.questions.length > 0)) return held(files)
  watch.enter('surveying', files, null)
  const read = { pack: packOf(settings.rulePack), unit: settings.distanceUnit }
  const keepRejects = (batch: Reject[]) => imports.keepRejects(record.id, batch)
  const found = await survey(files, read, keepRejects, watch.pulse)
  try {
    return await publish(stores, settings, watch, {
      record,
      source,
      files,
      found,
      content_hash,
      read,
    })
  } finally {
    found.spool.close()
  }
}

type Surveyed = {
  record: Import
  source: Source
  files: CarFile[]
  found: Survey
  content_hash: string
  read: Settings
}

async function publish(
  { cars, imports, snapshots }: ImportStores,
  settings: ImportSettings,
  watch: Watch,
  { record, source, files, found, content_hash, read }: Surveyed,
): Promise<Ending> {
  const change = {
    ...understood(files),
    files: files.map(describe),
    checksum: found.checksum,
  }
  if (!found.unchanged) {
    throw new ImportFailed(
      message('{source} changed while it was read: import it again', { source: source.name }),
    )
  }
  if (found.latestYear === null) {
    await imports.update(record.id, { ...change, ...refusedAlone(found) })
    throw new ImportFailed(nonePasses(found, source.name))
  }
  const as_of = resolveAsOf(settings.asOf, found.latestYear)
  await imports.update(record.id, { ...change, as_of })
  const finisher = new Finisher(files, found, twinsOf(found), { ...read, asOf: as_of })
  watch.enter('estimating', files, found.rows)
  await watch.pulse()
  const appraiser = new Appraiser(found.neighbours)
  for (const batch of finisher.chosen(appraiser.wants)) {
    for (const car of batch) appraiser.see(car)
    await watch.pulse()
  }
  const appraisal = appraiser.appraise(Number(as_of.slice(0, 4)))
  // What was learnt from is gone: its memory serves for what is written.
  Bun.gc(true)

  const draft = await snapshots.draft(record.id, found.spool.size)
  try {
    watch.enter('reading', files, found.rows)
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0)
    const outcome = await finisher.write(
      (batch) =>
        draft.write(
          appraisal ? batch.map((car) => Object.assign(car, appraisal.rate(car))) : batch,
        ),
      (rows, share) => watch.pulse(rows, Math.round(share * total)),
    )
    watch.enter('publishing', files, found.rows)
    await watch.beforePublication()
    // Complete but for the snapshot: a run that dies right after the publication can still be told.
    await imports.update(record.id, outcome)
    const model = appraisal?.model ?? null
    const details = { as_of, content_hash, model }
    const { comparison, reasons } = await compared({ cars, imports, snapshots }, settings, {
      draft,
      details,
      record,
      rows: outcome.rows,
      profile: change.profile,
    })
    if (reasons.length > 0) {
      await draft.hold(details)
      return { ...outcome, ...comparison, ...waiting(change, reasons) }
    }
    const snapshot = await draft.publish({ ...details, keep: settings.keep })
    await keepWhatWasSaid(files, settings, imports)
    const changes = await cars.changes(snapshot.version).catch(() => null)
    return { ...outcome, ...comparison, status: 'published', snapshot: snapshot.version, changes }
  } catch (error) {
    await draft.discard().catch(() => {})
    throw error
  }
}

type Written = {
  draft: Draft
  details: Omit<Publication, 'keep'>
  record: Import
  rows: Import['rows']
  profile: Import['profile']
}

/** A draft beside what readers see, and why it is not to be published unseen. */
async function compared(
  { cars, imports }: ImportStores,
  { limits, publish }: ImportSettings,
  { draft, details, record, rows, profile }: Written,
): Promise<{ comparison: Ending; reasons: Message[] }> {
  if (limits === undefined) return { comparison: {}, reasons: [] }
  const { content_hash, as_of, model } = details
  const difference = await draft.compare(content_hash)
  const shown = { version: 0, import_id: record.id, content_hash, as_of, published_at: '' }
  const current = await cars.current()
  const comparison = await comparisonOf(
    cars,
    current,
    { ...shown, cars: rows.published, estimates: model !== null },
    difference,
  )
  if (publish === 'always') return { comparison: { comparison }, reasons: [] }
  const publisher = current && (await imports.find(current.import_id))
  const reasons = oddities({
    ...{ limits, rows, comparison, publisher, profile },
    ...(publish === 'plain' && { replaces: 'nothing' as const }),
  })
  const before = (await cars.snapshots()).find((each) => each.content_hash === content_hash)
  if (before && (await imports.find(before.import_id))?.status === 'rolled_back') {
    reasons.push(
      message('It was taken back before, as snapshot {version}', { version: before.version }),
    )
  }
  if (publish === 'seen' && reasons.length === 0) reasons.push(message('It is to be seen first'))
  return { comparison: { comparison }, reasons }
}

/** Finds the twins, and takes copies off the cars that are listed of their base model. */
function twinsOf({ spool, neighbours }: Survey): Twins {
  return new Twins(spool, ({ brand, base_model, year }) => {
    if (year !== null) neighbours.add({ brand, base_model, year }, -1)
  })
}

/** What the record of an import says of whose rows none passes. */
function refusedAlone({ rows, judge, refusals: { rejected } }: Survey): Ending {
  const none = { published: 0, duplicates: 0, repaired: 0, flagged: 0, untouched: 0 }
  return { rows: { ...none, read: rows, rejected }, rules: judge.counts() }
}

function nonePasses({ rows, refusals }: Survey, source: string): Message {
  const reasons = refusals.inWords()
  return reasons
    ? message(
        'None of the {n} rows of {source} passes the rules: nothing was published. {reasons}',
        {
          n: rows,
          source,
          reasons,
        },
      )
    : message('None of the {n} rows of {source} passes the rules: nothing was published', {
        n: rows,
        source,
      })
}

function resolveAsOf(asOf: string, latest: number): string {
  if (asOf === 'latest') return `${latest}-12-31`
  return asOf === 'today' ? today() : asOf
}
