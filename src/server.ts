import { createApp } from './app.tsx'
import { configOrExit, exitWith, nearMisses, secretsOf } from './config.ts'
import { importAtStart } from './imports/run/at-start.ts'
import { backgroundImporter } from './imports/run/in-background.ts'
import { startSchedules } from './imports/schedules/scheduler.ts'
import { observedStores, storeObserver } from './operations/store-metrics.ts'
import { loadAssets } from './platform/http/assets.ts'
import { createHttpMetrics, watchInFlight } from './platform/http/metrics.ts'
import { serveMetrics } from './platform/http/serve-metrics.ts'
import { createLog } from './platform/log.ts'
import { watchLoopLag } from './platform/loop-lag.ts'
import { redactUrl } from './platform/stores/mongo.ts'
import { startTracing } from './platform/tracing.ts'
import { shutDown } from './shutdown.ts'
import { openStores } from './stores.ts'
import { startWithin } from './stream/within.ts'
import { TrafficLog } from './traffic/traffic-log.ts'

const started = Date.now()
const config = configOrExit('forecourt')
const { version } = config.app
const log = createLog(config.logLevel, process.stdout, secretsOf(config), { name: 'web', version })
const tracing = await startTracing({ ...config.traces, service: 'web' })
for (const warning of nearMisses()) log.warn(warning)
const metrics = createHttpMetrics('web', config.app.version)
const opened = await openStores(config.databaseUrl).catch((error: Error) =>
  exitWith('forecourt', `DATABASE_URL=${redactUrl(config.databaseUrl)}: ${error.message}`),
)
const stores = observedStores(opened, storeObserver(metrics.registry))
const importer = backgroundImporter(config, stores, log)
// A page that was kept from an earlier build must not be taken for this one's while it is being worked on.
const build =
  config.app.environment === 'development' ? `${config.app.version}-${started}` : config.app.version
const traffic =
  config.trafficRetention === 0
    ? null
    : new TrafficLog({ folder: config.trafficDir, retention: config.trafficRetention })
let draining = false
const app = createApp(
  {
    ...stores,
    database: stores,
    importer,
    assets: await loadAssets(),
    config,
    log,
    build,
    metrics,
    ...(traffic && { traffic }),
    lag: watchLoopLag(),
  },
  () => draining,
)

const { host: hostname } = config
const listening = { hostname, idleTimeout: 30, development: false as const }
try {
  // Elysia shares a port by default: a second start would then take half of the requests in silence.
  const maxRequestBodySize = config.remote.mostBytes + 2 ** 20
  app.listen({ ...listening, port: config.port, reusePort: false, maxRequestBodySize })
} catch (error) {
  exitWith('forecourt', `PORT=${config.port}: ${wordsOf(error)}. Choose another: PORT=3001`)
}
watchInFlight(metrics, () => app.server)
const scraped = metricsServer()
log.info(`${config.app.title} ${config.app.version} serves ${app.server?.url}`, {
  ready_ms: Date.now() - started,
  store: stores.about,
  ...(scraped && { metrics: String(scraped.url) }),
})
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, end)
const market = startWithin(config, stores, log, metrics.registry)
const schedules = startSchedules({ config, stores, importer, log })
await importAtStart({ config, stores, importer, log })

function metricsServer() {
  if (config.metricsPort === null) return null
  try {
    return serveMetrics(metrics, { ...listening, port: config.metricsPort })
  } catch (error) {
    return exitWith('forecourt', `METRICS_PORT=${config.metricsPort}: ${wordsOf(error)}`)
  }
}

function end(signal: string) {
  log.info(`${signal}: finishing what has begun`)
  const unready = () => {
    draining = true
  }
  const servers = [app.server, scraped].flatMap((each) => each ?? [])
  return shutDown({
    ...{ log, unready, servers, stores, exit: process.exit },
    workers: [schedules, importer, market, tracing, ...(traffic ? [traffic] : [])],
  })
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
