import { expect, test } from 'bun:test'
import { join } from 'node:path'
import { ALERTS, RECORDED } from '../deploy/observability/alerts.ts'
import { BOARDS } from '../deploy/observability/dashboards.ts'
import { metricRows } from '../src/tools/metrics-reference.ts'
import { ROOT, settled, startServer } from './support/server.ts'

const rows = await metricRows()
const SUFFIXES = /_(bucket|sum|count)$/
/** Of Prometheus itself, of its recording rules, and of the exporters of nodes and containers. */
const FOREIGN =
  /^(up|ALERTS|scrape_|prometheus_|alertmanager_|node_|container_|kube_|process_|nodejs_|job:|loki_|otelcol_)/
/** What looks like one and is something else: families, files, databases */
const NO_METRICS = new Set(['forecourt_secrets', 'forecourt_stream', 'forecourt_stream_'])
const NAME = /(?<![:\w])(?:http_server|db_client|forecourt|mongodb|sqlite)_[a-z0-9_]+\b(?!:)/g
const RECORDED_NAME = /\bjob:[a-z0-9_:]+/g

function isEmitted(name: string): boolean {
  return rows.some((row) => {
    const parts = row.type === 'histogram' ? name.replace(SUFFIXES, '') : name
    return row.name === parts
  })
}

test('a running server emits every metric that docs/metrics.md gives to web, and no other', async () => {
  const server = await startServer()
  try {
    await settled(server.url)
    const text = await (await fetch(`${server.url}/metrics`)).text()
    const emitted = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name ?? '')
    const documented = rows.filter(({ from }) => /all|web/.test(from)).map(({ name }) => name)
    const shared = (name: string) => !name.startsWith('forecourt_snapshots_')
    expect(emitted.sort()).toEqual(documented.filter(shared).sort())
    for (const part of [
      'snapshot_cars',
      'import_rows',
      'estimate_coverage_ratio',
      'snapshot_deals',
    ])
      expect(text).toMatch(new RegExp(`^forecourt_${part}\\{.*\\} [0-9.]+$`, 'm'))
    expect(text).toMatch(
      /^db_client_operation_duration_seconds_count\{.*db_operation_name="current".*\} /m,
    )
  } finally {
    await server.stop()
  }
}, 60_000)

/** Where metrics are named: by us for others to use. */
const NAMING = ['docs/*.md', 'deploy/observability/**/*.{yml,yaml,json}', 'infra/**/*.ts']

test('no dashboard, alert or document names a metric that no process emits', async () => {
  const wrong: string[] = []
  let named = 0
  for (const pattern of NAMING) {
    for (const file of new Bun.Glob(pattern).scanSync(ROOT)) {
      const text = await Bun.file(join(ROOT, file)).text()
      for (const [name] of text.matchAll(NAME)) {
        named += 1
        if (!FOREIGN.test(name) && !isEmitted(name) && !NO_METRICS.has(name))
          wrong.push(`${file}: ${name}`)
      }
    }
  }
  const recorded = new Set(RECORDED.map(({ record }) => record))
  const asked = [...ALERTS.map(({ expr }) => expr), JSON.stringify(BOARDS)].join(' ')
  for (const [name] of asked.matchAll(RECORDED_NAME)) expect(recorded).toContain(name)
  expect(named).toBeGreaterThan(100)
  expect(wrong).toEqual([])
})
