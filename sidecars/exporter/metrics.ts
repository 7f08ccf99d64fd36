import { Counter, Gauge, Registry } from 'prom-client'
import type { Config } from '../../src/config.ts'
import { readDrill } from '../../src/exports/drill.ts'
import { listExtractions } from '../../src/exports/manifest.ts'
import { engineOf, type Source } from '../../src/exports/source.ts'
import type { Connection } from './connection.ts'
import { mongoSamples } from './mongo-metrics.ts'
import { METRICS, type Sample, sample } from './names.ts'
import { RESULTS, type Runner } from './runner.ts'
import { sqliteSamples } from './sqlite-metrics.ts'

export type Metrics = {
  /** its content type */
  type: string
  /** Prometheus' text format. Never rejects, and not later than its patience. */
  write(): Promise<string>
}

/** ms: less than the 10 s that Prometheus waits by default */
const PATIENCE = 5_000

export function createMetrics(
  connection: Connection,
  runner: Runner,
  config: Config,
  patience = PATIENCE,
): Metrics {
  const scrape = together(() => databaseSamples(connection))
  return {
    type: Registry.PROMETHEUS_CONTENT_TYPE,
    async write() {
      const started = performance.now()
      const found = await inTime(scrape(), patience).catch(() => null)
      const up = found === null ? 0 : 1
      const engineUp = engineOf(config.databaseUrl) === 'mongodb' ? 'mongodb_up' : 'sqlite_up'
      return written([
        ...sample('forecourt_exporter_up', up),
        ...sample('forecourt_exporter_info', 1, { version: config.app.version }),
        ...sample('forecourt_exporter_scrape_seconds', (performance.now() - started) / 1000),
        ...sample(engineUp, up),
        ...(await extractionSamples(config.exportDir).catch(() => [])),
        ...(await drillSamples(config.exportDir)),
        ...runnerSamples(runner, config),
        ...(found ?? []),
      ])
    },
  }
}

/** A registry of its own for each scrape, so that what a server does not tell is absent instead of stale. */
async function written(samples: Sample[]): Promise<string> {
  const registry = new Registry()
  for (const [name, { kind, help, labels }] of Object.entries(METRICS)) {
    const mine = samples.filter((each) => each.name === name)
    if (mine.length === 0) continue
    const about = { name, help, labelNames: [...labels], registers: [registry] }
    const metric = kind === 'gauge' ? new Gauge(about) : new Counter(about)
    for (const { labels, value } of mine) metric.inc(labels, value)
  }
  return registry.metrics()
}

async function databaseSamples(connection: Connection): Promise<Sample[]> {
  const source = await connection.get()
  const [ofSnapshots, ofEngine] = await Promise.all([
    snapshotSamples(source),
    engineSamples(source),
  ])
  return [...ofSnapshots, ...ofEngine]
}

async function snapshotSamples({ stores }: Source): Promise<Sample[]> {
  const kept = await stores.cars.snapshots()
  const [current] = kept
  return [
    ...sample('forecourt_snapshots_kept', kept.length),
    ...sample('forecourt_snapshot_version', current?.version),
    ...sample('forecourt_snapshot_age_seconds', current && age(current.published_at)),
    ...sample('forecourt_snapshot_cars', current?.cars),
  ]
}

const engineSamples = ({ database }: Source): Promise<Sample[]> =>
  database.engine === 'mongodb'
    ? mongoSamples(database.db)
    : sqliteSamples(database.db, database.path)

async function extractionSamples(dir: string): Promise<Sample[]> {
  const all = await listExtractions(dir)
  const kept = sample('forecourt_extractions_kept', all.length)
  const newest = all[0]?.manifest
  if (!newest) return kept
  const rows = new Map<string, number>()
  for (const { collection, format, rows: count } of newest.files) {
    if (format === 'ndjson') rows.set(collection, (rows.get(collection) ?? 0) + count)
  }
  const bytes = newest.files.reduce((sum, file) => sum + file.bytes, 0)
  return [
    ...kept,
    ...sample('forecourt_extraction_last_timestamp_seconds', Date.parse(newest.created_at) / 1000),
    ...sample('forecourt_extraction_age_seconds', age(newest.created_at)),
    ...sample('forecourt_extraction_size_bytes', bytes),
    ...sample('forecourt_extraction_snapshot_version', newest.snapshot.version),
    ...[...rows].flatMap(([collection, count]) =>
      sample('forecourt_extraction_rows', count, { collection }),
    ),
  ]
}

async function drillSamples(dir: string): Promise<Sample[]> {
  const drill = await readDrill(dir)
  if (drill === null) return []
  return [
    ...sample('forecourt_restore_drill_timestamp_seconds', Date.parse(drill.at) / 1000),
    ...sample('forecourt_restore_drill_up', drill.error === null ? 1 : 0),
    ...sample('forecourt_restore_drill_seconds', drill.seconds),
    ...sample('forecourt_restore_drill_cars', drill.cars),
  ]
}

function runnerSamples(runner: Runner, { s3Bucket }: Config): Sample[] {
  const { results, uploadFailures, uploaded } = runner
  return [
    ...sample('forecourt_extraction_running', runner.isRunning ? 1 : 0),
    ...sample('forecourt_extraction_duration_seconds', runner.seconds),
    ...RESULTS.flatMap((result) =>
      sample('forecourt_extractions_total', results[result], { result }),
    ),
    ...sample('forecourt_extraction_failures_total', results.failed, { stage: 'extract' }),
    ...(s3Bucket === null
      ? []
      : sample('forecourt_extraction_failures_total', uploadFailures, { stage: 'upload' })),
    ...(uploaded === null ? [] : sample('forecourt_extraction_upload_up', uploaded ? 1 : 0)),
  ]
}

const age = (time: string) => Math.max(0, (Date.now() - Date.parse(time)) / 1000)

/** Scrapes that arrive while an answer is being made get the same one: a slow database is not asked more often. */
function together<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null
  return () => {
    running ??= work().finally(() => {
      running = null
    })
    return running
  }
}

async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('too late')), ms)
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
  }
}
