import { METRICS } from '../../sidecars/exporter/names.ts'
import { watchMarket } from '../operations/market-metrics.ts'
import { storeObserver } from '../operations/store-metrics.ts'
import { createHttpMetrics, watchInFlight } from '../platform/http/metrics.ts'
import { openStores } from '../stores.ts'
import { createStreamMetrics } from '../stream/metrics.ts'

/** A metric of one of our processes. */
export type MetricRow = {
  name: string
  type: string
  labels: readonly string[]
  help: string
  /** which processes have it */
  from: string
}

const REQUEST_LABELS = ['http_request_method', 'http_route', 'http_response_status_code']
const OF_THE_RUNTIME = /^(process|nodejs)_/

/** Every metric that a process of ours emits, by name. What they are is asked of what makes them. */
export async function metricRows(): Promise<MetricRow[]> {
  const http = createHttpMetrics('web', '0')
  const general = await namesIn(http.write)
  const stores = await openStores('sqlite::memory:')
  watchMarket(http, stores)
  http.watchAnswers(() => ({ kept: 0, made: 0, entries: 0, bytes: 0 }))
  http.watch('forecourt_live_followers', 'Open streams of the live market', () => 0)
  watchInFlight(http, () => null)
  storeObserver(http.registry)
  createStreamMetrics(http.registry)
  const labelsOf = new Map(
    http.registry
      .getMetricsAsArray()
      .map((each) => [each.name, 'labelNames' in each ? [...(each.labelNames as string[])] : []]),
  )
  const web = (await described(http.write)).map(({ name, type, help }) => {
    const labels = name.startsWith('http_server_re') ? REQUEST_LABELS : (labelsOf.get(name) ?? [])
    const from = general.has(name) || name === 'http_server_active_requests' ? 'all' : 'web'
    return {
      name,
      type,
      help,
      labels,
      from: name.startsWith('forecourt_stream') ? 'web, ledger, simulator' : from,
    }
  })
  await stores.close()
  const exporter = Object.entries(METRICS).map(([name, { kind, labels, help }]) => ({
    name,
    type: kind,
    labels,
    help,
    from: web.some((each) => each.name === name) ? 'web, exporter' : 'exporter',
  }))
  const both = new Set(exporter.map(({ name }) => name))
  return [...web.filter(({ name }) => !both.has(name)), ...exporter].sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )
}

/** Rows for people: what the runtime tells of itself is one row. */
export async function metricsTable(): Promise<string[][]> {
  const rows = (await metricRows()).filter(({ name }) => !OF_THE_RUNTIME.test(name))
  return rows.map(({ name, type, labels, help, from }) => [
    `\`${name}\``,
    type,
    labels.map((each) => `\`${each}\``).join(', '),
    from,
    help,
  ])
}

async function described(write: () => Promise<string>) {
  const text = await write()
  return [...text.matchAll(/^# HELP (\S+) (.*)\n# TYPE \S+ (\S+)/gm)].map(
    ([, name = '', help = '', type = '']) => ({ name, help, type }),
  )
}

async function namesIn(write: () => Promise<string>): Promise<Set<string>> {
  return new Set((await described(write)).map(({ name }) => name))
}
