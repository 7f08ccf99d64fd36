/*
 * The importer: fills the store, then ends. Init container, and `bun run import [PATH…]` by hand.
 *
 * Inputs    PATH… (files, patterns, - for standard input; gzip or not), else DATA_SOURCE, else the bundled sample
 *           where the store is empty.
 * Env       DATABASE_URL, DATA_SOURCE, AS_OF, RULE_PACK, DISTANCE_UNIT, SNAPSHOT_KEEP (src/config.ts)
 * Output    stderr: progress, a bar on a terminal and a line every 2 s elsewhere. stdout: the account and the rules.
 * Options   --lenient  a source that fails leaves a warning where a snapshot is there: who only wants to serve goes on
 *           --map km=Kilometers_Driven, --unit mi, --currency GBP, --rate 105.2, --scale price=lakh, --encoding NAME,
 *           --profile FILE, --accept: what the file does not say of itself; kept for the next file with its header
 * Exit      0    published, or unchanged, or the source is away and a snapshot is there (DATA_SOURCE only), or held
 *                while a snapshot is there: a warning says what is asked
 *           1    failed: one line says why; the snapshot that was current still is
 *           2    wrong usage, wrong configuration, the file is not a car list, or it is held and there is no snapshot
 * Signals   SIGINT, SIGTERM: stops at the next batch, publishes nothing, exits 130 or 143.
 *           SIGKILL at any time: the last snapshot stays, the next run settles the rest.
 */
import { type Config, ConfigError, loadConfig } from '../../src/config.ts'
import { sourceAtStart } from '../../src/imports/run/at-start.ts'
import { claim } from '../../src/imports/run/claim.ts'
import { detailOf } from '../../src/imports/run/failure-record.ts'
import { supervise } from '../../src/imports/run/supervise.ts'
import { ImportCancelled } from '../../src/imports/run/watch.ts'
import { sourceName } from '../../src/imports/sources/index.ts'
import type { Import } from '../../src/snapshots/import.ts'
import type { Stores } from '../../src/snapshots/stores.ts'
import { openStores } from '../../src/stores.ts'
import { type Options, readOptions } from './options.ts'
import { printable } from './printable.ts'
import { showProgress } from './progress.ts'
import { describeHeld, describeImport } from './report.ts'

const USAGE_FAILURES = ['UsageError', 'ConfigError', 'NotACarList', 'SourceUnsupported']
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const

async function main(all: string[]): Promise<number> {
  const options = await readOptions(all)
  const { paths: args } = options
  const config = loadConfig()
  const stores = await openStores(config.databaseUrl)
  try {
    const usual = args.length > 0 ? null : await sourceAtStart(config, stores.cars)
    const sources = args.length > 0 ? args : [usual].flatMap((source) => source ?? [])
    if (sources.length === 0) {
      console.log('nothing to import: the store has a market and DATA_SOURCE is not set')
      return 0
    }
    return await importInto(stores, config, sources, { ...options, explicit: args.length > 0 })
  } finally {
    await stores.close()
  }
}

async function importInto(
  stores: Stores,
  config: Config,
  sources: string[],
  { explicit, lenient, answers, profile }: Options & { explicit: boolean },
) {
  const stop = new AbortController()
  let stopped = 0
  for (const [signal, code] of Object.entries(SIGNALS)) {
    process.once(signal, () => {
      stopped = code
      stop.abort()
    })
  }
  const progress = showProgress(process.stderr)
  const { databaseUrl, snapshotKeep: keep, importFolders, remote, limits, ...market } = config
  const { asOf, rulePack, distanceUnit, currency } = market
  const settings = {
    ...{ sources, asOf, rulePack, keep, distanceUnit, currency, importFolders, answers },
    ...{ remote, limits },
    // Who takes everything as it was read also takes what is odd about it.
    ...(answers.accept && { publish: 'always' as const }),
    ...(profile && { profile }),
  }
  try {
    const hooks = {
      onProgress: progress.update,
      onWait: () => progress.note('another import is running: waiting for it'),
      signal: stop.signal,
    }
    const announced = { source: sourceName(sources, importFolders), rulePack }
    const claimed = await claim(stores, announced, hooks)
    const record = await supervise(stores, databaseUrl, settings, claimed, hooks)
    progress.end()
    return await finish(stores, record, stopped)
  } catch (error) {
    progress.end()
    if (error instanceof ImportCancelled) return stopped || 1
    const snapshot = await stores.cars.current()
    const away = error instanceof Error && error.name === 'SourceUnavailable' && !explicit
    if ((away || lenient) && snapshot !== null) {
      const [why] = (error instanceof Error ? error.message : String(error)).split('\n')
      process.stderr.write(
        `warning: ${printable(why ?? '')}; snapshot ${snapshot.version} stays in use\n`,
      )
      return 0
    }
    throw error
  }
}

async function finish(stores: Stores, record: Import, stopped: number): Promise<number> {
  if (record.status === 'held') {
    const snapshot = await stores.cars.current()
    process.stderr.write(`${describeHeld(record, Bun.argv.slice(2), snapshot?.version ?? null)}\n`)
    return snapshot === null ? 2 : 0
  }
  if (record.status !== 'cancelled') {
    console.log(describeImport(record))
    return 0
  }
  process.stderr.write(`import ${record.id} was cancelled: nothing was published\n`)
  return stopped || 1
}

function failure(error: unknown): number {
  const known = error instanceof Error ? error : new Error(String(error))
  const said = [known.message.split('\n')[0], detailOf(known)].filter(Boolean).join('; ')
  process.stderr.write(`import failed: ${printable(said)}\n`)
  const wrongUse = known instanceof ConfigError || USAGE_FAILURES.includes(known.name)
  return wrongUse ? 2 : 1
}

process.exit(await main(Bun.argv.slice(2)).catch(failure))
