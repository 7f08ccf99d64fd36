import { type Body, compress } from './compress.ts'
import { contextOf } from './context.ts'
import { etagOf, holds, type Tag } from './etag.ts'
import { answerWith, type KeptAnswer, keyOf } from './kept-answers.ts'

const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** On every answer, whatever it is. */
export const SECURITY_HEADERS: Record<string, string> = {
  'content-security-policy': CSP,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

const VARY = 'Accept, Accept-Encoding, Accept-Language, Cookie, HX-Request-Type'

export const TYPES = {
  html: 'text/html; charset=utf-8',
  json: 'application/json; charset=utf-8',
  problem: 'application/problem+json; charset=utf-8',
  csvm: 'application/csvm+json; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson; charset=utf-8',
  text: 'text/plain; charset=utf-8',
  xml: 'application/xml; charset=utf-8',
  pdf: 'application/pdf',
  png: 'image/png',
  arrow: 'application/vnd.apache.arrow.file',
  parquet: 'application/vnd.apache.parquet',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  atom: 'application/atom+xml; charset=utf-8',
  feed: 'application/feed+json; charset=utf-8',
  sse: 'text/event-stream; charset=utf-8',
} as const
export type Form = keyof typeof TYPES

export type Answer = {
  form: Form
  status?: number
  headers?: Record<string, string>
  /** Whether each piece is wanted as it is made: a coder would hold it back */
  live?: boolean
  /** Absent: the answer is not to be kept. */
  tag?: Tag
}
/** A body, or one with what is known of its answer only once it is made. */
export type Made = Body | { body: Body; status?: number; headers?: Record<string, string> }

/** Forms that are compressed already, or must not wait until there is enough to compress */
const PACKED: readonly Form[] = ['pdf', 'png', 'xlsx', 'parquet', 'sse']

/**
 * Every answer of the application is made here. With a tag it carries an ETag and is kept whole; `make` is not even
 * called when the answer is kept, is just being made, or the reader already holds it (304).
 */
export async function respond(
  request: Request,
  answer: Answer,
  make: () => Made | Promise<Made>,
): Promise<Response> {
  const { form, headers, tag } = answer
  if (!tag) return responseOf(await build(request, answer, null, make))
  const etag = etagOf(request, tag, form)
  const wanted = request.headers.get('if-none-match')
  const reading = request.method === 'GET' || request.method === 'HEAD'
  const held = () =>
    new Response(null, { status: 304, headers: { ...keepable(request, etag), ...headers } })
  // `*` asks whether there is anything at all, which is not known yet.
  if (reading && wanted?.trim() !== '*' && holds(wanted, etag)) return held()
  const { answers, route } = contextOf(request)
  let own: Built | null = null
  const kept =
    answers && !tag.open
      ? await answers.once(keyOf(request, tag.version), async () => {
          own = await build(request, answer, etag, make)
          return keptOf(own, etag, route)
        })
      : null
  if (kept) return answerWith(request, kept)
  const built = own ?? (await build(request, answer, etag, make))
  return reading && built.status < 300 && holds(wanted, etag) ? held() : responseOf(built)
}

type Built = { status: number; headers: Record<string, string>; body: Body }

/** @param etag null: it is not to be kept by anybody */
async function build(
  request: Request,
  { form, status, headers, live = false }: Answer,
  etag: string | null,
  make: () => Made | Promise<Made>,
): Promise<Built> {
  // Elysia reads the body of a HEAD for its length, and events have no end.
  const isHeadOfEvents = form === 'sse' && request.method === 'HEAD'
  const made = partsOf(isHeadOfEvents ? '' : await make())
  const answered = made.status ?? status ?? 200
  const { body, coding } =
    PACKED.includes(form) || live
      ? { body: made.body, coding: null }
      : await compress(request, made.body)
  return {
    status: answered,
    body,
    headers: {
      ...(etag !== null && answered < 300 ? keepable(request, etag) : passing(request)),
      'content-type': TYPES[form],
      ...(coding && { 'content-encoding': coding }),
      ...headers,
      ...made.headers,
    },
  }
}

const passing = (request: Request) => ({
  ...SECURITY_HEADERS,
  vary: varyOf(request),
  'cache-control': 'no-store',
})
const keepable = (request: Request, etag: string) => ({
  ...passing(request),
  etag,
  'cache-control': 'no-cache',
})

const responseOf = ({ status, headers, body }: Built) => new Response(body, { status, headers })

/** null: it flows, or is not what everybody would get */
function keptOf({ status, headers, body }: Built, etag: string, route: string): KeptAnswer | null {
  if (status !== 200 || body instanceof ReadableStream) return null
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  return { response: new Response(bytes, { headers }), bytes: bytes.byteLength, etag, route }
}

/** JSON of a value, or of what `value` makes where the reader does not hold it yet. */
export function json(
  request: Request,
  value: object | (() => Promise<object>),
  answer: Partial<Answer> = {},
): Promise<Response> {
  return respond(request, { form: 'json', ...answer }, async () =>
    JSON.stringify(typeof value === 'function' ? await value() : value),
  )
}

function partsOf(made: Made): Exclude<Made, Body> {
  const isBody =
    typeof made === 'string' || made instanceof Uint8Array || made instanceof ReadableStream
  return isBody ? { body: made } : made
}

function varyOf(request: Request): string {
  return [VARY, ...contextOf(request).vary].join(', ')
}

export function redirect(
  location: string,
  status: 302 | 303 | 308 = 303,
  headers: Record<string, string> = {},
): Response {
  return new Response(null, {
    status,
    headers: { ...SECURITY_HEADERS, location, vary: VARY, 'cache-control': 'no-store', ...headers },
  })
}
