import { type AnyElysia, Elysia } from 'elysia'
import { Counter, Histogram, Registry } from 'prom-client'
import { type Config, configOrExit, exitWith } from '../src/config.ts'
import { answerProblem } from '../src/platform/http/answer-problem.ts'
import { json, respond } from '../src/platform/http/respond.ts'
import { createLog } from '../src/platform/log.ts'

/** A feature that needs no store, as a service of its own: it has nothing to wait for, so it is ready when it listens. */
export function createSmallService(
  name: string,
  routes: AnyElysia,
  { config, log }: { config: Config; log: ReturnType<typeof createLog> },
) {
  let draining = false
  const metrics = createMetrics(name, config)
  const began = new WeakMap<Request, number>()
  // Elysia does not say the status of an address that it does not know.
  const refused = new WeakMap<Request, number>()
  const app = new Elysia({ name })
    .onRequest(({ request }) => {
      began.set(request, performance.now())
    })
    .onAfterResponse({ as: 'global' }, ({ request, route, responseValue, set }) => {
      const answered = responseValue instanceof Response ? responseValue.status : set.status
      const status = refused.get(request) ?? answered
      const labels = { method: methodOf(request), route: route || 'none', status: String(status) }
      metrics.observe(labels, performance.now() - (began.get(request) ?? performance.now()))
    })
    .onError({ as: 'global' }, async ({ error, request }) => {
      const problem = await answerProblem(log, request, error, routes.routes)
      refused.set(request, problem.status)
      return problem
    })
    .get('/health/live', ({ request }) => json(request, { status: 'ok' }))
    .get('/health/ready', ({ request }) =>
      draining
        ? json(request, { status: 'draining' }, { status: 503, headers: { 'retry-after': '2' } })
        : json(request, { status: 'ok', version: config.app.version }),
    )
    .get('/metrics', ({ request }) =>
      respond(request, { form: 'text', headers: { 'content-type': metrics.type } }, metrics.write),
    )
    .use(routes)
  return {
    app,
    /** Unready first; then requests in flight finish. */
    async stop() {
      draining = true
      if (app.server) await app.stop()
    },
  }
}

/** Listens on HOST and PORT until SIGTERM or SIGINT. */
export function serve(name: string, routes: AnyElysia): void {
  const config = configOrExit(name)
  const log = createLog(config.logLevel)
  const service = createSmallService(name, routes, { config, log })
  try {
    service.app.listen({
      hostname: config.host,
      port: config.port,
      idleTimeout: 30,
      reusePort: false,
    })
  } catch (error) {
    exitWith(name, `PORT=${config.port}: ${error instanceof Error ? error.message : error}`)
  }
  log.info(`the ${name} service serves ${service.app.server?.url}`)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, async () => {
      log.info(`${signal}: finishing what has begun`)
      await service.stop()
      process.exit(0)
    })
  }
}

/** s; the boundaries of OpenTelemetry's semantic conventions for HTTP servers */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]

function createMetrics(service: string, { app: { version } }: Config) {
  const registry = new Registry()
  registry.setDefaultLabels({ service, version })
  const labelNames = ['method', 'route', 'status']
  const requests = new Counter({
    name: 'http_server_requests_total',
    help: 'Requests that were answered',
    labelNames,
    registers: [registry],
  })
  const durations = new Histogram({
    name: 'http_server_request_duration_seconds',
    help: 'Time from the head of a request to its answer',
    labelNames,
    buckets: BUCKETS,
    registers: [registry],
  })
  return {
    type: registry.contentType,
    write: () => registry.metrics(),
    observe(labels: Record<string, string>, ms: number) {
      requests.inc(labels)
      durations.observe(labels, ms / 1000)
    },
  }
}

/** A label must not grow with what strangers send. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const methodOf = ({ method }: Request) => (METHODS.has(method) ? method : '_OTHER')
