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
  const looks: (() => Promise<void>)[] = []
  return {
    /** Where a program adds what it counts itself */
    registry,
    type: registry.contentType,
    async write() {
      await Promise.all(looks.map((look) => look()))
      return `${await registry.metrics()}\n${requests.write()}`
    },
    /** What is looked up before each scrape; it never rejects, and is not slow. */
    beforeScrape: (look: () => Promise<void>) => void looks.push(look),
    /** Shows a figure that somebody else keeps: a counter where its name ends so, else a gauge. */
    watch(name: string, help: string, read: () => number) {
      const about = { name, help, registers: [registry] }
      if (!name.endsWith('_total')) {
        new Gauge({
          ...about,
          collect() {
            this.set(read())
          },
        })
        return
      }
      new Counter({
        ...about,
        collect() {
          this.reset()
          this.inc(read())
        },
      })
    },
    refused: new Counter({
      name: 'forecourt_refused_requests_total',
      help: 'Requests that were turned away, by why',
      labelNames: ['reason'],
      registers: [registry],
    }),
    /** What counts requests of these labels, by the seconds that each took. */
    observing: (labels: RequestLabels) => requests.observing(labels),
    /** Shows what is counted of whole answers. */
    watchAnswers(counts: () => AnswerCounts) {
      watchAnswers(registry, counts)
      this.watch('forecourt_kept_answers', 'Whole answers kept', () => counts().entries)
      this.watch(
        'forecourt_kept_answers_bytes',
        'What they take, at most CACHE_MB',
        () => counts().bytes,
      )
    },
  }
}

/** Shows how many requests a server is answering, which it counts anyway. */
export function watchInFlight(
  metrics: Pick<HttpMetrics, 'watch'>,
  server: () => { pendingRequests: number } | null,
): void {
  metrics.watch(
    'http_server_active_requests',
    'Requests that are being answered',
    () => server()?.pendingRequests ?? 0,
  )
}

/** Why a request was turned away, by the status of its answer */
const REASONS = new Map([
  ['408', 'too_slow'],
  ['413', 'too_large'],
  ['429', 'rate_limit'],
  ['503', 'unavailable'],
])

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
}

/** Told of each request once it is answered. @param kept whether the answer was kept before */
export type Told = (request: Request, answer: Answered) => void
export type Answered = {
  route: string
  status: number
  /** from its head to its answer */
  seconds: number
  /** of the body as it travels; null: not known, as of a stream */
  bytes: number | null
}

/** Measures each request by the route that answered it. */
export const measured = ({ observing, refused: turnedAway }: HttpMetrics, tell?: Told) =>
  new Elysia({ name: 'measured' }).onAfterResponse(
    { as: 'global' },
    ({ request, route, responseValue, set }) => {
      const { status: refused, started, isShed } = contextOf(request)
      const answered = responseValue instanceof Response ? responseValue.status : set.status
      const status = String(refused ?? answered ?? 200)
      const reason = isShed ? 'shed' : REASONS.get(status)
      if (reason && !route?.startsWith('/health')) turnedAway.inc({ reason })
      const method = METHODS.has(request.method) ? request.method : '_OTHER'
      const seconds = (performance.now() - started) / 1000
      observing({ method, route: route || 'none', status })(seconds)
      tell?.(request, {
        route: route || 'none',
        status: Number(status),
        seconds,
        bytes: bytesOf(responseValue),
      })
    },
  )

function bytesOf(answer: unknown): number | null {
  const told = answer instanceof Response ? answer.headers.get('content-length') : null
  return told === null ? null : Number(told)
}

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
