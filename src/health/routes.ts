import { Elysia } from 'elysia'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { operation } from '../platform/http/openapi.ts'
import { json } from '../platform/http/respond.ts'

const Health = z
  .object({
    status: z.enum(['ok', 'degraded']),
    version: z.string(),
    checks: z.record(z.string(), z.object({ ok: z.boolean(), detail: z.string() })),
  })
  .meta({ id: 'Health' })
const Live = z
  .object({ status: z.literal('ok').meta({ description: 'It answers, so it lives' }) })
  .meta({ id: 'Live' })
type Health = z.infer<typeof Health>

const PATIENCE = 2000

/** For those who watch: /health says what is wrong, /ready whether to send readers here, /live whether to restart. */
export function healthRoutes(deps: Deps, isDraining: () => boolean) {
  return new Elysia({ name: 'health' })
    .get(
      '/health',
      async ({ request }) => json(request, await check(deps)),
      operation({
        name: 'getHealth',
        summary: 'What works and what does not',
        tag: 'Operations',
        answer: Health,
      }),
    )
    .get(
      '/health/ready',
      async ({ request }) => {
        const health = await check(deps)
        const ready = health.status === 'ok' && !isDraining()
        return json(request, health, ready ? {} : { status: 503, headers: { 'retry-after': '2' } })
      },
      operation({
        name: 'getReadiness',
        summary: 'Whether readers can be served: the store answers and a snapshot is published',
        tag: 'Operations',
        answer: Health,
        problems: [503],
      }),
    )
    .get(
      '/health/live',
      async ({ request }) => json(request, { status: 'ok' }),
      operation({
        name: 'getLiveness',
        summary: 'Whether the process runs; it never asks the store',
        tag: 'Operations',
        answer: Live,
      }),
    )
}

async function check({ cars, database, config }: Deps): Promise<Health> {
  const checks: Health['checks'] = {}
  try {
    await withTimeout(database.ping())
    checks.store = { ok: true, detail: 'answers' }
    const snapshot = await withTimeout(cars.current())
    checks.snapshot = snapshot
      ? { ok: true, detail: `version ${snapshot.version}, ${snapshot.cars} cars` }
      : { ok: false, detail: 'none has been published yet' }
  } catch {
    checks.store = { ok: false, detail: 'does not answer' }
  }
  const ok = Object.values(checks).every((each) => each.ok)
  return { status: ok ? 'ok' : 'degraded', version: config.app.version, checks }
}

function withTimeout<T>(work: Promise<T>): Promise<T> {
  const tooLate = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('timed out')), PATIENCE).unref()
  })
  return Promise.race([work, tooLate])
}
