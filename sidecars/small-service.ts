import { type AnyElysia, Elysia } from 'elysia'
import { type Config, configOrExit, exitWith, rightsOf, secretsOf } from '../src/config.ts'
import { answerProblem, problemOf } from '../src/platform/http/answer-problem.ts'
import { requestContext } from '../src/platform/http/context.ts'
import { errorAnswers } from '../src/platform/http/error-answers.ts'
import { bodyLimit, canonicalPath, validAddress } from '../src/platform/http/limits.ts'
import {
  createHttpMetrics,
  measured,
  metricsRoute,
  watchInFlight,
} from '../src/platform/http/metrics.ts'
import { json } from '../src/platform/http/respond.ts'
import { traced } from '../src/platform/http/traced.ts'
import { createLog, type Log } from '../src/platform/log.ts'
import { startTracing } from '../src/platform/tracing.ts'

export const SIGNALS = ['SIGTERM', 'SIGINT'] as const

/** A feature that needs no store, as a service of its own: it has nothing to wait for, so it is ready when it listens. */
export function createSmallService(
  name: string,
  routes: AnyElysia,
  { config, log }: { config: Config; log: Log },
  largerBodies: Readonly<Record<string, number>> = {},
) {
  let draining = false
  const metrics = createHttpMetrics(name, config.app.version)
  const rights = rightsOf(config, async () => crypto.randomUUID())
  const answer = (request: Request, error: unknown) =>
    answerProblem(request, problemOf(log, request, error, routes.routes))
  const app = new Elysia({ name })
    .use(traced())
    .use(requestContext({ rights, trustedProxies: config.trustedProxies }))
    .use(measured(metrics))
    .use(errorAnswers(answer))
    .use(validAddress)
    .use(bodyLimit(largerBodies))
    .use(canonicalPath(() => routes.routes))
    .get('/health/live', async ({ request }) => json(request, { status: 'ok' }))
    .get('/health/ready', async ({ request }) =>
      draining
        ? json(request, { status: 'draining' }, { status: 503, headers: { 'retry-after': '2' } })
        : json(request, { status: 'ok', version: config.app.version }),
    )
    .use(metricsRoute(metrics, { open: true }))
    .use(routes)
  return {
    app,
    metrics,
    /** Unready first; then requests in flight finish. */
    async stop() {
      draining = true
      if (app.server) await app.stop()
    },
  }
}

/** Listens on HOST and PORT until SIGTERM or SIGINT. */
export async function serve(
  name: string,
  routes: AnyElysia,
  largerBodies?: Readonly<Record<string, number>>,
): Promise<void> {
  const config = configOrExit(name)
  const { version } = config.app
  const log = createLog(config.logLevel, process.stdout, secretsOf(config), { name, version })
  const tracing = await startTracing({ ...config.traces, service: name })
  const service = createSmallService(name, routes, { config, log }, largerBodies)
  listen(name, service, { config, log }, tracing.stop)
}

/** Listens on HOST and PORT until SIGTERM or SIGINT, and then ends the service and what works beside it. */
export function listen(
  name: string,
  service: ReturnType<typeof createSmallService>,
  { config, log }: { config: Config; log: Log },
  end: () => Promise<void>,
): void {
  try {
    service.app.listen({
      hostname: config.host,
      port: config.port,
      idleTimeout: 30,
      reusePort: false,
      development: false,
    })
  } catch (error) {
    exitWith(name, `PORT=${config.port}: ${error instanceof Error ? error.message : error}`)
  }
  watchInFlight(service.metrics, () => service.app.server)
  log.info(`the ${name} service serves ${service.app.server?.url}`)
  for (const signal of SIGNALS) {
    process.once(signal, async () => {
      log.info(`${signal}: finishing what has begun`)
      await service.stop()
      await end()
      process.exit(0)
    })
  }
}
