import { Gauge } from 'prom-client'
import type { Deps } from '../deps.ts'
import type { HttpMetrics } from '../platform/http/metrics.ts'
import type { Import } from '../snapshots/import.ts'

/** ms, less than a scrape waits; a database that is slower than that is as good as away */
const PATIENCE = 3000
/** Imports that are looked at for what happened last */
const RECENT = 100

type Given = Pick<Deps, 'cars' | 'imports' | 'indexes'>
const SECONDS = 1000

/** What is known of the market when somebody looks: the same whichever replica is asked, since the database says it. */
export function watchMarket(metrics: HttpMetrics, deps: Given): void {
  const gauge = <T extends string>(name: string, help: string, labelNames: T[] = []) =>
    new Gauge({ name: `forecourt_${name}`, help, labelNames, registers: [metrics.registry] })
  const up = gauge('store_up', '1 when the database answered this scrape, else 0')
  const version = gauge('snapshot_version', 'Version of the current snapshot')
  const published = gauge('snapshot_timestamp_seconds', 'When the current snapshot was published')
  const cars = gauge('snapshot_cars', 'Cars of the current snapshot')
  const deals = gauge('snapshot_deals', 'Cars of the current snapshot by deal', ['deal'])
  const coverage = gauge(
    'estimate_coverage_ratio',
    'Share of rated cars whose asking price lies in the interval of its estimate; 0.9 is meant',
  )
  const status = gauge('imports', 'Imports by what became of them, of the last 100', ['status'])
  const last = gauge('import_timestamp_seconds', 'When the last import ended so', ['status'])
  const duration = gauge('import_duration_seconds', 'Seconds that the last whole import took')
  const rows = gauge('import_rows', 'Rows of the last whole import by what became of them', [
    'outcome',
  ])
  const rules = gauge('import_rule_rows', 'Rows of the last whole import that met a rule', [
    'rule',
    'action',
  ])
  const held = gauge('import_held', '1 while the newest import waits to be confirmed, else 0')
  const failed = gauge('import_failed', '1 when the newest finished import failed, else 0')
  const ofMarket = [version, published, cars, deals, coverage]
  const ofImports = [status, last, duration, rows, rules, held, failed]

  const readMarket = async () => {
    const snapshot = await deps.cars.current()
    for (const each of ofMarket) each.reset()
    if (snapshot === null) return
    version.set(snapshot.version)
    published.set(Date.parse(snapshot.published_at) / SECONDS)
    cars.set(snapshot.cars)
    const found = await deps.cars.derived.once(snapshot, 'metrics', async () => ({
      deals: await deps.cars.group(snapshot, {}, { of: 'price', by: ['deal'], quantiles: [] }),
      rated: await deps.cars.histogram(snapshot, {}, 'deal_position', [-1e9, 0, 1, 1e9]),
    }))
    for (const { keys, count } of found.deals) deals.set({ deal: String(keys[0] ?? 'none') }, count)
    const rated = found.rated.reduce((sum, { count }) => sum + count, 0)
    if (rated > 0) coverage.set((found.rated[1]?.count ?? 0) / rated)
  }

  const readImports = async () => {
    const { items } = await deps.imports.list({ limit: RECENT })
    for (const each of ofImports) each.reset()
    for (const each of items) status.inc({ status: each.status })
    for (const each of [...items].reverse()) {
      if (each.finished_at)
        last.set({ status: each.status }, Date.parse(each.finished_at) / SECONDS)
    }
    const finished = items.find(({ finished_at }) => finished_at !== null)
    held.set(items[0]?.status === 'held' ? 1 : 0)
    failed.set(finished?.status === 'failed' ? 1 : 0)
    const whole = items.find((each) => each.status === 'published')
    if (!whole) return
    duration.set(secondsOf(whole))
    for (const [outcome, count] of Object.entries(whole.rows)) rows.set({ outcome }, count)
    for (const { id: rule, action, count } of whole.rules) rules.set({ rule, action }, count)
  }

  metrics.beforeScrape(async () => {
    const late = Bun.sleep(PATIENCE).then(() => Promise.reject(new Error('no answer in time')))
    try {
      await Promise.race([Promise.all([readMarket(), readImports()]), late])
      up.set(1)
    } catch {
      for (const each of [...ofMarket, ...ofImports]) each.reset()
      up.set(0)
    }
  })
  const { indexes } = deps
  metrics.watch(
    'forecourt_index_opened_total',
    'Indexes found whole in their files',
    () => indexes.opened,
  )
  metrics.watch(
    'forecourt_index_rebuilt_total',
    'Indexes made again from the rows',
    () => indexes.rebuilt,
  )
  metrics.watch(
    'forecourt_index_open_seconds_total',
    'Seconds that indexes took to be opened or made',
    () => indexes.seconds,
  )
  metrics.watch('forecourt_index_bytes', 'Bytes of the columns in use', () => indexes.bytes)
  metrics.watch(
    'forecourt_index_opened_timestamp_seconds',
    'When the index in use was opened; 0 before the first',
    () => indexes.at,
  )
}

const secondsOf = ({ started_at, finished_at }: Import): number =>
  (Date.parse(finished_at ?? started_at) - Date.parse(started_at)) / SECONDS
