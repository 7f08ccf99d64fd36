import { Elysia } from 'elysia'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { access } from '../platform/http/access.ts'
import { readText } from '../platform/http/limits.ts'
import { operation, operatorRoute } from '../platform/http/openapi.ts'
import { readBody } from '../platform/http/query.ts'
import { json } from '../platform/http/respond.ts'
import { LEVELS } from '../platform/log.ts'

const LogLevel = z
  .object({
    level: z
      .enum(LEVELS)
      .meta({ description: 'The least level that is logged', examples: ['info'] }),
  })
  .meta({ id: 'LogLevel', examples: [{ level: 'info' }] })

const Change = z
  .strictObject(LogLevel.shape)
  .meta({ id: 'LogLevelChange', examples: [{ level: 'info' }] })

/** What a process logs, changed while it runs; the next start begins with LOG_LEVEL again. */
export function logLevelRoutes({ log }: Pick<Deps, 'log'>) {
  return new Elysia({ name: 'log-level' })
    .use(access)
    .get('/api/log-level', async ({ request }) => json(request, { level: log.level }), {
      ...operation({
        name: 'getLogLevel',
        summary: 'The least level that this process logs',
        tag: 'Operations',
        answer: LogLevel,
      }),
    })
    .post(
      '/api/log-level',
      async ({ request }) => {
        const { level } = readBody(Change, await readText(request))
        const before = log.level
        log.level = level
        log.warn(`the log level is ${level} now, it was ${before}`)
        return json(request, { level })
      },
      operatorRoute({
        name: 'setLogLevel',
        summary: 'Change what this process logs, until it ends',
        description: 'Of several replicas the one that answers: ask each by its own address.',
        tag: 'Operations',
        body: Change,
        answer: LogLevel,
        problems: [422],
      }),
    )
}
