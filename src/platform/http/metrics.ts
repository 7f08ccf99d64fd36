import { Elysia } from 'elysia'
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { message } from '../language/message.ts'
import { contextOf } from './context.ts'
import { HttpError } from './errors.ts'
import { isLocal } from './identity.ts'
import type { AnswerCounts } from './kept-answers.ts'
import { operation } from './openapi.ts'
import { RequestCounts, type RequestLabels } from './request-counts.ts'
import { respond } from './respond.ts'

/** A label must not grow with what strangers send. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

export type HttpMetrics = ReturnType<typeof createHttpMetrics>

/** Counts and durations of requests, and what the process uses. */
export function createHttpMetrics(service: string, version: string) {
  const registry = new Registry()
  registry.setDefaultLabels({ service, version })
  collectDefaultMetrics({ register: registry })
  const requests = new RequestCounts({ service, version })
  return {
    /** Where a program adds what it counts itself */
    registry,
    type: registry.contentType,
    write: async () => `${await registry.metrics()}\n${requests.write()}`,
    /** What counts requests of these labels, by the seconds that each took. */
    observing: (labels: RequestLabels) => requests.observing(labels),
    /** Shows what is counted of whole answers. */
    watchAnswers: (counts: () => AnswerCounts) => watchAnswers(registry, counts),
  }
}

function watchAnswers(registry: Registry, counts: () => AnswerCounts): void {
  const registers = [registry]
  new Counter({
    name: 'forecourt_answers_total',
    help: 'Whole answers that could be kept, by where they came from: kept, or made',
    labelNames: ['from'],
    registers,
    collect() {
      const { kept, made } = counts()
      this.reset()
      this.inc({ from: 'kept' }, kept)
      this.inc({ from: 'made' }, made)
    },
  })
  new Gauge({
    name: 'forecourt_kept_answers',
    help: 'Whole answers that are kept',
    registers,
    collect() {
      this.set(counts().entries)
    },
  })
  new Gauge({
    name: 'forecourt_kept_answers_bytes',
    help: 'What they take, at most CACHE_MB',
    registers,
    collect() {
      this.set(counts().bytes)
    },
  })
}

/** Measures each request by the route that answered it. */
export const measured = ({ observing }: HttpMetrics) =>
  new Elysia({ name: 'measured' }).onAfterResponse(
    { as: 'global' },
    ({ request, route, responseValue, set }) => {
      const { status: refused, started } = contextOf(request)
      const answered = responseValue instanceof Response ? responseValue.status : set.status
      const status = String(refused ?? answered ?? 200)
      const method = METHODS.has(request.method) ? request.method : '_OTHER'
      observing({ method, route: route || 'none', status })((performance.now() - started) / 1000)
    },
  )

/** /metrics in Prometheus' text format. @param open false: only this machine, a token or a session may read it */
export const metricsRoute = (metrics: HttpMetrics, { open }: { open: boolean }) =>
  new Elysia({ name: 'metrics' }).get(
    '/metrics',
    async ({ request }) => {
      const context = contextOf(request)
      if (!open && !isLocal(request, context.peer) && (await context.identity()) === 'stranger') {
        throw new HttpError(401, message('Metrics are for this machine, or with a token.'), {
          headers: { 'www-authenticate': 'Bearer' },
        })
      }
      const headers = { 'content-type': metrics.type }
      return respond(request, { form: 'text', headers }, metrics.write)
    },
    operation({
      name: 'getMetrics',
      summary: "Counts and durations of requests, in Prometheus' text format",
      tag: 'Operations',
      answer: 'text',
      example: '# TYPE forecourt_build_info gauge\nforecourt_build_info 1\n',
      problems: open ? [] : [401],
    }),
  )
