import { Elysia } from 'elysia'
import { type Config, rightsOf } from '../../src/config.ts'
import { answerProblem, problemOf } from '../../src/platform/http/answer-problem.ts'
import { requestContext } from '../../src/platform/http/context.ts'
import { errorAnswers } from '../../src/platform/http/error-answers.ts'
import { bodyLimit, canonicalPath, validAddress } from '../../src/platform/http/limits.ts'
import { createHttpMetrics, measured, watchInFlight } from '../../src/platform/http/metrics.ts'
import type { Log } from '../../src/platform/log.ts'
import { Connection } from './connection.ts'
import { createMetrics } from './metrics.ts'
import { exporterRoutes } from './routes.ts'
import { Runner } from './runner.ts'

/** The exporter, not yet listening. `lookEvery`: ms between two looks at what is due. */
export function createExporter(config: Config, log: Log, lookEvery?: number) {
  const connection = new Connection(config.databaseUrl)
  const runner = new Runner(connection, config, log, lookEvery)
  const http = createHttpMetrics('exporter', config.app.version)
  const own = createMetrics(connection, runner, config)
  const write = async () => (await Promise.all([own.write(), http.write()])).join('\n')
  const metrics = { type: own.type, write }
  let draining = false
  const parts = { config, connection, runner, metrics, isDraining: () => draining }
  const routes = exporterRoutes(parts)
  // It opens no sessions, and nothing can be sealed with a secret that nobody keeps.
  const rights = rightsOf(config, async () => crypto.randomUUID())
  const app = new Elysia({ name: 'exporter' })
    .use(requestContext({ rights, trustedProxies: config.trustedProxies }))
    .use(measured(http))
    .use(
      errorAnswers((request, error) =>
        answerProblem(request, problemOf(log, request, error, routes.routes)),
      ),
    )
    .use(validAddress)
    .use(bodyLimit())
    .use(canonicalPath(() => routes.routes))
    .use(routes)
  watchInFlight(http, () => app.server)
  return {
    app,
    /** Begins the schedule. */
    start: () => runner.schedule(),
    /** One extraction; whether the snapshot is where it belongs. */
    once: () => runner.once(),
    /** Unready first; then the extraction stops, requests in flight finish, the database closes. */
    async stop() {
      draining = true
      await runner.stop()
      if (app.server) await app.stop()
      await connection.close()
    },
  }
}
