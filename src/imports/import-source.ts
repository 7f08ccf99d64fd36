import type { StoredCar } from '../listing/car.ts'
import { packOf } from '../packs/all/index.ts'
import { type Message, message } from '../platform/language/message.ts'
import { Appraiser } from '../pricing/index.ts'
import type { Import, Reject } from '../snapshots/import.ts'
import { contentHash, today } from './content-hash.ts'
import { ImportFailed } from './failures.ts'
import { type Outlet, pipe } from './pipeline/pipeline.ts'
import { type Survey, survey } from './pipeline/survey.ts'
import { type CarFile, inspect } from './reading/inspect.ts'
import { describe, type Ending, held, unchanged, understood } from './record.ts'
import { keepWhatWasSaid, readerOf } from './said.ts'
import type { ImportSettings, ImportStores } from './settings.ts'
import type { Source } from './sources/index.ts'
import type { Watch } from './watch.ts'

/** Reads a source and publishes it, unless it is what readers see already. Resolves with how the import ends. */
export async function importSource(
  stores: ImportStores,
  settings: ImportSettings,
  watch: Watch,
  record: Import,
  source: Source,
): Promise<Ending> {
  const { cars, imports, snapshots } = stores
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

  const read = { pack: packOf(settings.rulePack), unit: settings.distanceUnit }
  watch.enter('surveying', files, null)
  const found = await survey(files, read, watch.pulse)
  if (found.latestYear === null) {
    throw new ImportFailed(nonePasses(found, source.name))
  }
  const as_of = resolveAsOf(settings.asOf, found.latestYear)
  const passes = { files, found, settings: { ...read, asOf: as_of }, watch }
  await imports.update(record.id, {
    ...understood(files),
    files: files.map(describe),
    checksum: found.checksum,
    as_of,
  })
  const appraisal = await learn(passes)

  const draft = await snapshots.draft(record.id)
  try {
    watch.enter('reading', files, found.rows)
    const outcome = await pass(passes, {
      cars: (batch: StoredCar[]) =>
        draft.write(appraisal ? batch.map((car) => ({ ...car, ...appraisal.rate(car) })) : batch),
      rejects: (batch: Reject[]) => imports.keepRejects(record.id, batch),
    })
    if (outcome.rows.read !== found.rows) {
      throw new ImportFailed(
        message('{source} changed while it was read: import it again', { source: source.name }),
      )
    }
    watch.enter('publishing', files, found.rows)
    await watch.beforePublication()
    // Complete but for the snapshot: a run that dies right after the publication can still be told.
    await imports.update(record.id, outcome)
    const model = appraisal?.model ?? null
    const snapshot = await draft.publish({ as_of, content_hash, keep: settings.keep, model })
    await keepWhatWasSaid(files, settings, imports)
    const changes = await cars.changes(snapshot.version).catch(() => null)
    return { ...outcome, status: 'published', snapshot: snapshot.version, changes }
  } catch (error) {
    await draft.discard().catch(() => {})
    throw error
  }
}

type Passes = {
  files: CarFile[]
  found: Survey
  settings: Parameters<typeof pipe>[2]
  watch: Watch
}

const pass = ({ files, found, settings, watch }: Passes, outlet: Outlet) =>
  pipe(files, found, settings, outlet, watch.pulse)

/** Once over the source, to learn what its cars ask before the first of them is written. */
async function learn(passes: Passes) {
  const { files, found, settings, watch } = passes
  const appraiser = new Appraiser(found.rows)
  watch.enter('estimating', files, found.rows)
  await pass(passes, {
    async cars(batch) {
      for (const car of batch) appraiser.see(car)
    },
    async rejects() {},
  })
  return appraiser.appraise(Number(settings.asOf.slice(0, 4)))
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

function resolveAsOf(asOf: string, latest: number): string {
  if (asOf === 'latest') return `${latest}-12-31`
  return asOf === 'today' ? today() : asOf
}
