/*
 * `bun tests/observability/main.ts`: the running product with a real Prometheus, Alertmanager, nginx, Collector, Jaeger and Loki. Traffic
 * and faults are made; each metric, panel, alert, trace and log line is looked for where it belongs. A server that is not
 * installed here is named as skipped. `--pictures` draws each board from what its queries found into docs/pictures/boards.
 */
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../../deploy/command.ts'
import { ALERTS } from '../../deploy/observability/alerts.ts'
import { BOARDS } from '../../deploy/observability/dashboards.ts'
import { Checks, must, until } from '../support/checks.ts'
import { ROOT, ready } from '../support/server.ts'
import { findTool } from '../support/tools.ts'
import { boardPicture, type Line, nameOf } from './board-picture.ts'
import { freePort, Programs } from './programs.ts'

const checks: Checks = new Checks()
const check = checks.check.bind(checks)
const tools = new Map<string, string>()
for (const name of [
  ...['prometheus', 'promtool', 'prometheus-alertmanager', 'prometheus-node-exporter'],
  ...['nginx', 'jaeger', 'loki', 'otelcol'],
]) {
  const { path } = await findTool(name, { build: name === 'jaeger' || name === 'loki' })
  if (path) tools.set(name, path)
  else checks.skip(`${name} is not installed here`)
}

const folder = await mkdtemp(join(tmpdir(), 'forecourt-observed-'))
const programs = new Programs(join(folder, 'logs'))
const files = join(ROOT, 'deploy/observability')
const read = (path: string) => Bun.file(join(files, path)).text()
// biome-ignore lint/suspicious/noExplicitAny: what is needed of an answer is checked
const json = async (url: string, init?: RequestInit): Promise<any> =>
  (await fetch(url, init)).json()

const ports = {
  ...{ web: await freePort(), metrics: await freePort(), exporter: await freePort() },
  ...{ prometheus: await freePort(), alerts: await freePort(), node: await freePort() },
  ...{ edge: await freePort(), otlp: await freePort(), query: await freePort() },
  ...{ loki: await freePort(), collector: await freePort() },
}
const at = (port: number) => `http://127.0.0.1:${port}`
const [web, edge] = [at(ports.web), at(ports.edge)]

const told = new Map<string, string>()
const receiver = Bun.serve({
  port: 0,
  async fetch(request) {
    const { alerts } = (await request.json()) as {
      alerts: { status: string; labels: { alertname: string } }[]
    }
    for (const { status, labels } of alerts) told.set(`${labels.alertname} ${status}`, status)
    return new Response()
  },
})

const environment = {
  DATABASE_URL: `sqlite:${join(folder, 'market.db')}`,
  EXPORT_DIR: join(folder, 'exports'),
  TRAFFIC_DIR: join(folder, 'traffic'),
  APP_ENV: 'test',
  ACCESS_LOG: 'all',
  IMPORT_FOLDERS: folder,
  TRUSTED_PROXIES: '127.0.0.1',
  ...(tools.has('jaeger') && {
    OTEL_EXPORTER_OTLP_ENDPOINT: at(tools.has('otelcol') ? ports.collector : ports.otlp),
  }),
}
const bun = process.execPath
const startWeb = () =>
  programs.start('web', [bun, 'src/server.ts'], {
    ...environment,
    PORT: String(ports.web),
    METRICS_PORT: String(ports.metrics),
    ADMIN_TOKEN: 'a-token-of-an-operator',
  })
const startExporter = () =>
  programs.start('exporter', [bun, 'sidecars/exporter/main.ts'], {
    ...environment,
    EXPORTER_PORT: String(ports.exporter),
    EXPORT_INTERVAL: '1h',
  })

/** The rules as they are, but for how long each must hold: a test cannot wait for that. */
async function startPrometheus(program: string): Promise<void> {
  await Bun.write(join(folder, 'recording.yml'), await read('prometheus/recording.yml'))
  const hasty = (await read('prometheus/alerts.yml')).replace(/for: .*/g, 'for: 0s')
  await Bun.write(join(folder, 'alerts.yml'), hasty)
  const settings = (await read('prometheus/prometheus.yml'))
    .replace(/interval: 15s/g, 'interval: 1s')
    .replace('web:9464', `127.0.0.1:${ports.metrics}`)
    .replace('exporter:9216', `127.0.0.1:${ports.exporter}`)
    .replace('alertmanager:9093', `127.0.0.1:${ports.alerts}`)
    .replace('node-exporter:9100', `127.0.0.1:${ports.node}`)
    .replace(/ {2}- job_name: (calculator|statistics|ledger|simulator)\n.*\n/g, '')
  await Bun.write(join(folder, 'prometheus.yml'), settings)
  programs.start('prometheus', [
    program,
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'tsdb')}`,
    `--web.listen-address=127.0.0.1:${ports.prometheus}`,
  ])
}

async function startAlertmanager(program: string): Promise<void> {
  const settings = (await read('alertmanager.yml'))
    .replace(
      /# webhook_configs: .*/,
      `webhook_configs: [{ url: 'http://127.0.0.1:${receiver.port}/', send_resolved: true }]`,
    )
    .replace(/group_wait: .*/g, 'group_wait: 0s')
    .replace(/group_interval: .*/g, 'group_interval: 1s')
  await Bun.write(join(folder, 'alertmanager.yml'), settings)
  programs.start('alertmanager', [
    program,
    `--config.file=${join(folder, 'alertmanager.yml')}`,
    `--storage.path=${join(folder, 'alerts')}`,
    `--web.listen-address=127.0.0.1:${ports.alerts}`,
    '--cluster.listen-address=',
  ])
}

/** Traces then come to Jaeger by the Collector, with its configuration as it is but for the addresses. */
async function startCollector(program: string): Promise<void> {
  const settings = (await read('otel-collector.yml'))
    .replace('0.0.0.0:4318', `127.0.0.1:${ports.collector}`)
    .replace(/^ *grpc: .*\n/m, '')
    .replace('http://jaeger:4318', at(ports.otlp))
  const path = join(folder, 'collector.yml')
  await Bun.write(path, settings)
  await check(
    'the Collector takes its configuration, and stands between the product and Jaeger',
    async () => {
      const code = await programs.start('otelcol', [program, 'validate', '--config', path]).exited
      must(code === 0, await Bun.file(programs.logOf('otelcol')).text())
    },
  )
  programs.start('otelcol', [program, '--config', path])
}

async function startNginx(program: string): Promise<void> {
  const settings = (await Bun.file(join(ROOT, 'deploy/edge/nginx.conf')).text())
    .replaceAll('/tmp/', `${folder}/nginx-`)
    // The folder of a test is its owner's alone.
    .replace('worker_processes', 'user root;\nworker_processes')
    .replace('server web:3000', `server 127.0.0.1:${ports.web}`)
    .replace('listen 8080', `listen ${ports.edge}`)
    .replace('/logs/access.log', join(folder, 'access.log'))
  const path = join(folder, 'nginx.conf')
  await Bun.write(path, settings)
  await check('nginx takes the configuration of the edge', async () => {
    // It writes to /dev/stderr by its name, which must be a file.
    const code = await programs.start('nginx-t', [program, '-t', '-c', path]).exited
    must(code === 0, await Bun.file(programs.logOf('nginx-t')).text())
  })
  programs.start('nginx', [program, '-c', path, '-g', 'daemon off;'])
}

async function startLoki(program: string): Promise<void> {
  const settings = (await read('loki.yml'))
    .replace('http_listen_port: 3100', `http_listen_port: ${ports.loki}\n  grpc_listen_port: 0`)
    .replaceAll(' /loki', ` ${join(folder, 'loki')}`)
  await Bun.write(join(folder, 'loki.yml'), settings)
  programs.start('loki', [program, `-config.file=${join(folder, 'loki.yml')}`])
}

async function query(expr: string): Promise<{ value: [number, string] }[]> {
  const asked = `${at(ports.prometheus)}/api/v1/query?query=${encodeURIComponent(expr)}`
  const { status, data, error } = await json(asked)
  must(status === 'success', `${expr}: ${error}`)
  return data.result
}

const PAGES = [
  '/',
  '/cars',
  '/cars?brand=Honda',
  '/market',
  '/api/cars',
  '/api/cars.csv',
  '/nothing',
]
async function makeTraffic(): Promise<void> {
  for (const path of PAGES) {
    const answer = await fetch(`${tools.has('nginx') ? edge : web}${path}`, {
      headers: { 'user-agent': 'Mozilla/5.0 Firefox/132.0' },
    })
    await answer.arrayBuffer()
  }
  // Too large, so that somebody is turned away.
  await fetch(`${web}/login`, { method: 'POST', body: 'x'.repeat(1_500_000) })
}
async function importFile(text: string, lasting: string): Promise<void> {
  const source = join(folder, `${crypto.randomUUID()}.csv`)
  await Bun.write(source, text)
  const headers = { authorization: 'Bearer a-token-of-an-operator' }
  const body = JSON.stringify({ source })
  await until('an import is taken', async () => {
    const { status } = await fetch(`${web}/api/imports`, { method: 'POST', headers, body })
    return status === 202 || status === 201
  })
  await until(`the import is ${lasting}`, async () => {
    const { items } = await json(`${web}/api/imports`)
    const { status, source: named } = items[0]
    if (
      named.includes(source.split('/').at(-1) ?? '') &&
      /^(failed|held|unchanged)$/.test(status) &&
      status !== lasting
    )
      throw new Error(`it is ${status}`)
    return status === lasting && items[0].source.includes(source.split('/').at(-1) ?? '')
  })
}
/** The boards, over the time since the server came up. */
async function drawBoards(): Promise<void> {
  const end = Date.now() / 1000
  for (const board of BOARDS) {
    const answers = new Map<string, Line[]>()
    for (const panel of Object.values(board.rows).flat())
      for (const [legend, expr] of Object.entries(panel.queries)) {
        const asked = new URLSearchParams({
          query: expr.replaceAll('$__rate_interval', '10s'),
          start: String(end - performance.now() / 1000),
          end: String(end),
          step: '2',
        })
        const { data } = await json(`${at(ports.prometheus)}/api/v1/query_range?${asked}`)
        answers.set(nameOf(panel, legend), data.result)
      }
    const path = join(ROOT, 'docs/pictures/boards', `${board.uid}.svg`)
    await Bun.write(path, boardPicture(board, answers))
  }
}
/** Once more from now on: what was told before, as while the servers came up, does not count. */
const hasFired = (name: string, status: 'firing' | 'resolved') => {
  told.delete(`${name} resolved`)
  return until(`${name} is ${status}`, async () => told.has(`${name} ${status}`), 90_000)
}

try {
  const [promtool, prometheus] = [tools.get('promtool'), tools.get('prometheus')]
  if (promtool) {
    await check('every alert fires in a test of its own, and resolves', async () => {
      const { code, out } = await run([
        promtool,
        'test',
        'rules',
        join(files, 'prometheus/tests.yml'),
      ])
      must(code === 0, out)
      return `${ALERTS.length} alerts`
    })
    await check('that test finds an alert that never fires', async () => {
      const [rules, tests] = [join(folder, 'alerts.yml'), join(folder, 'tests.yml')]
      await Bun.write(join(folder, 'recording.yml'), await read('prometheus/recording.yml'))
      await Bun.write(rules, (await read('prometheus/alerts.yml')).replace('> 14.4 *', '> 144 *'))
      await Bun.write(tests, await read('prometheus/tests.yml'))
      must((await run([promtool, 'test', 'rules', tests])).code !== 0, 'it passes all the same')
    })
    await check('Prometheus takes the configuration', async () => {
      const { code, out } = await run([
        promtool,
        'check',
        'config',
        join(files, 'prometheus/prometheus.yml'),
      ])
      must(code === 0, out)
    })
  }
  const jaeger = tools.get('jaeger')
  if (jaeger) {
    const flags = [
      'collector.otlp.grpc',
      'collector.grpc-server',
      'collector.http-server',
      'admin.http',
    ]
    const others = await Promise.all(
      [...flags, 'query.grpc-server'].map(
        async (flag) => `--${flag}.host-port=127.0.0.1:${await freePort()}`,
      ),
    )
    programs.start('jaeger', [
      jaeger,
      `--collector.otlp.http.host-port=127.0.0.1:${ports.otlp}`,
      `--query.http-server.host-port=127.0.0.1:${ports.query}`,
      ...others,
    ])
    await until('Jaeger', async () => (await fetch(`${at(ports.query)}/api/services`)).ok)
    const collector = tools.get('otelcol')
    if (collector) await startCollector(collector)
  }
  let server = startWeb()
  await until('the server', async () => (await fetch(`${web}/health/live`)).ok)
  await ready(web)
  let exporter = startExporter()
  const [alertmanager, nginx, node, loki] = [
    tools.get('prometheus-alertmanager'),
    tools.get('nginx'),
    tools.get('prometheus-node-exporter'),
    tools.get('loki'),
  ]
  if (loki) await startLoki(loki)
  if (alertmanager) await startAlertmanager(alertmanager)
  if (nginx) await startNginx(nginx)
  if (node) programs.start('node', [node, `--web.listen-address=127.0.0.1:${ports.node}`])
  if (prometheus) await startPrometheus(prometheus)
  if (nginx) await until('the edge', async () => (await fetch(`${edge}/health/live`)).ok)

  const good = await Bun.file(join(ROOT, 'src/imports/sample/cars.csv')).text()
  for (let round = 0; round < 12; round++) {
    await makeTraffic()
    await Bun.sleep(500)
  }

  if (nginx) {
    await check(
      'the edge passes requests on, keeps assets, and hides what is for operators',
      async () => {
        const page = await (await fetch(`${edge}/cars`)).text()
        const [, asset = ''] = page.match(/href="(\/assets\/[^"]+\.css)"/) ?? []
        await (await fetch(`${edge}${asset}`)).arrayBuffer()
        must(
          (await fetch(`${edge}${asset}`)).headers.get('x-cache') === 'HIT',
          `${asset} is not kept`,
        )
        must((await fetch(`${edge}/metrics`)).status === 404, '/metrics is open')
      },
    )
    await check('its log is read, and says what was asked', async () => {
      const log = join(folder, 'access.log')
      const into = join(folder, 'read')
      const done = await run([bun, 'src/tools/traffic.ts', 'import', log], {
        env: { TRAFFIC_DIR: into },
      })
      must(done.code === 0 && / 0 of them none/.test(done.out), done.out)
      return done.out
    })
  }
  await check('a client asks too often and is told so', async () => {
    if (!nginx) return
    const answers = await Promise.all(
      Array.from({ length: 300 }, () => fetch(`${edge}/health/live`).then(({ status }) => status)),
    )
    must(answers.includes(429), 'nobody was turned away')
  })
  await check('what was asked stands in /api/traffic, through the edge', async () => {
    const { facets, totals } = await json(`${web}/api/traffic`)
    must(totals.requests >= 80, `only ${totals.requests} requests`)
    const seen = facets.status.map(({ value }: { value: string }) => value)
    must(seen.includes('404') && seen.includes('200'), `statuses ${seen}`)
  })

  if (prometheus) {
    await until('a scrape', async () => (await query('up{job="web"} == 1')).length > 0)
    for (const { title, rows } of BOARDS) {
      for (const panel of Object.values(rows).flat()) {
        const skipped = title.includes('nodes') && !node
        for (const [legend, expr] of Object.entries(panel.queries)) {
          if (skipped) continue
          await check(`${title} / ${panel.title} / ${legend} has data`, () =>
            until(
              expr,
              async () => (await query(expr.replaceAll('$__rate_interval', '30s'))).length > 0,
              20_000,
            ).then(() => undefined),
          )
        }
      }
    }
  }

  if (prometheus && alertmanager) {
    await check('an import that fails is told of, and that the next one worked', async () => {
      await importFile('this,is,no\nlist,of,cars\n', 'failed')
      await hasFired('ForecourtImportFailed', 'firing')
      // One car less than the market that is there: the same again would be `unchanged`.
      await importFile(good.trim().split('\n').slice(0, -1).join('\n'), 'published')
      await hasFired('ForecourtImportFailed', 'resolved')
    })
    await check('an import of which much would be rejected is held, and told of', async () => {
      const [head = '', ...rows] = good.trim().split('\n')
      const broken = rows.map((row, at) => (at % 2 ? row : row.replace(/,(\d{4}),/, ',1700,')))
      await importFile(`${[head, ...broken].join('\n')}\n`, 'held')
      await hasFired('ForecourtImportHeld', 'firing')
    })
    await check('an exporter that is away is told of, and that it is back', async () => {
      await programs.stop(exporter)
      await hasFired('ForecourtExporterDown', 'firing')
      exporter = startExporter()
      await hasFired('ForecourtExporterDown', 'resolved')
    })
    await check('a server that is down is told of, and that it is up', async () => {
      await programs.stop(server)
      await hasFired('ForecourtDown', 'firing')
      server = startWeb()
      await hasFired('ForecourtDown', 'resolved')
      await ready(web)
    })
  }

  if (prometheus && process.argv.includes('--pictures')) await drawBoards()

  if (jaeger) {
    const traces = async (service: string, operation: string) =>
      (
        await json(
          `${at(ports.query)}/api/traces?service=${service}&limit=50&lookback=1h&operation=${encodeURIComponent(operation)}`,
        )
      ).data as { traceID: string; spans: { operationName: string; references: object[] }[] }[]
    const namesOf = (trace?: { spans: { operationName: string }[] }) =>
      new Set(trace?.spans.map(({ operationName }) => operationName))
    await check('a page is one trace: the edge, its making, the store', () =>
      until('a trace of /cars', async () => {
        const found = (await traces('web', 'GET /cars')).map(namesOf)
        return found.find((names) => names.has('render') && names.has('cars.page')) && true
      }).then(() => undefined),
    )
    await check('an import is in the trace of the request that began it, with its phases', () =>
      until('a trace of an import', async () => {
        const names = (await traces('etl', 'import')).map(namesOf)
        const whole = [
          'POST /api/imports',
          'import surveying',
          'import reading',
          'import publishing',
        ]
        return names.some((each) => whole.every((name) => each.has(name)))
      }).then(() => undefined),
    )
    await check('what is sent and what is applied are one trace', () =>
      until('a trace of a transaction', async () => {
        const names = (await traces('web', 'send in-process')).map(namesOf)
        return names.some((each) => each.has('apply in-process'))
      }).then(() => undefined),
    )
    await check('the trace of a request is in the log, and in its problem', async () => {
      const id = '4bf92f3577b34da6a3ce929d0e0e4736'
      const headers = { traceparent: `00-${id}-00f067aa0ba902b7-01` }
      const { trace } = await json(`${web}/api/cars/nothing`, { headers })
      must(trace === id, `the problem says ${trace}`)
      await until('the log has it', async () => {
        const log = await Bun.file(programs.logOf('web')).text()
        return log.includes(`"trace.id":"${id}"`)
      })
      await until(
        'Jaeger has it',
        async () => (await fetch(`${at(ports.query)}/api/traces/${id}`)).ok,
      )
    })
  }

  if (loki) {
    const lines = (await Bun.file(programs.logOf('web')).text()).trim().split('\n')
    await check('every line of the log is JSON in Elastic Common Schema', async () => {
      for (const line of lines) {
        const { '@timestamp': time, 'log.level': level, message } = JSON.parse(line)
        must(
          [time, level, message].every((each) => typeof each === 'string'),
          line,
        )
      }
      return `${lines.length} lines`
    })
    await until('Loki', async () => (await fetch(`${at(ports.loki)}/ready`)).ok, 90_000)
    const values = lines.map((line, n) => [String((Date.now() - lines.length + n) * 1e6), line])
    await fetch(`${at(ports.loki)}/loki/api/v1/push`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ streams: [{ stream: { service_name: 'web' }, values }] }),
    })
    for (const { title, logs = {} } of BOARDS)
      for (const [name, expr] of Object.entries(logs))
        await check(`${title} / ${name} has lines`, () =>
          until(expr, async () => {
            const asked = `${at(ports.loki)}/loki/api/v1/query_range?query=${encodeURIComponent(expr)}`
            return (await json(asked)).data.result.length > 0
          }).then(() => undefined),
        )
  }
} finally {
  await programs.end()
  receiver.stop(true)
  if (checks.failed === 0) rmSync(folder, { recursive: true, force: true })
  else console.log(`what they said: ${programs.folder}`)
}
checks.finish()
