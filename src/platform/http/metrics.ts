import { Elysia } from 'elysia'
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import { message } from '../language/message.ts'
import { contextOf } from './context.ts'
import { HttpError } from './errors.ts'
import { isLocal } from './identity.ts'
import { operation } from './openapi.ts'
import { respond } from './respond.ts'

/** s; the boundaries of OpenTelemetry's semantic conventions for HTTP servers */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]
/** A label must not grow with what strangers send. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

export type HttpMetrics = ReturnType<typeof createHttpMetrics>

/** Counts and durations of requests, and what the process uses. */
export function createHttpMetrics(service: string, version: string) {
  const registry = new Registry()
  registry.setDefaultLabels({ service, version })
  collectDefaultMetrics({ register: registry })
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
    /** Where a program adds what it counts itself */
    registry,
    type: registry.contentType,
    write: () => registry.metrics(),
    observe(labels: Record<(typeof labelNames)[number], string>, seconds: number) {
      requests.inc(labels)
      durations.observe(labels, seconds)
    },
  }
}

/** Measures each request by the route that answered it. */
export const measured = ({ observe }: HttpMetrics) =>
  new Elysia({ name: 'measured' }).onAfterResponse(
    { as: 'global' },
    ({ request, route, responseValue, set }) => {
      const { status: refused, started } = contextOf(request)
      const answered = responseValue instanceof Response ? responseValue.status : set.status
      const status = String(refused ?? answered ?? 200)
      const method = METHODS.has(request.method) ? request.method : '_OTHER'
      observe({ method, route: route || 'none', status }, (performance.now() - started) / 1000)
    },
  )

/** /metrics in Prometheus' text format. @param open false: only this machine, a token or a session may read it */
export const metricsRoute = (metrics: HttpMetrics, { open }: { open: boolean }) =>
  new Elysia({ name: 'metrics' }).get(
    '/metrics',
    async ({ request }) => {
      const { identity, peer } = contextOf(request)
      if (!open && !isLocal(request, peer) && (await identity()) === 'stranger') {
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
