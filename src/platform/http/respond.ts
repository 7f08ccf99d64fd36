import { addressOf } from './address.ts'
import { type Body, compress } from './compress.ts'
import { contextOf } from './context.ts'

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
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  atom: 'application/atom+xml; charset=utf-8',
  feed: 'application/feed+json; charset=utf-8',
  sse: 'text/event-stream; charset=utf-8',
} as const
export type Form = keyof typeof TYPES

/** What an answer depends on beside its address: the same tag means the same answer. */
export type Tag = { version: string; build: string; language?: string; fragment?: boolean }

export type Answer = {
  form: Form
  status?: number
  headers?: Record<string, string>
  /** Absent: the answer is not to be kept. */
  tag?: Tag
}
/** A body, or one with what is known of its answer only once it is made. */
export type Made = Body | { body: Body; status?: number; headers?: Record<string, string> }

/** Forms that are compressed already, or must not wait until there is enough to compress */
const PACKED: readonly Form[] = ['pdf', 'xlsx', 'sse']

/**
 * Every answer of the application is made here. With a tag it carries an ETag, and `make` is not even called
 * when the reader already holds the answer (304).
 */
export async function respond(
  request: Request,
  { form, status, headers, tag }: Answer,
  make: () => Made | Promise<Made>,
): Promise<Response> {
  const etag = tag ? etagOf(request, tag, form) : null
  const wanted = request.headers.get('if-none-match')
  const reading = request.method === 'GET' || request.method === 'HEAD'
  const base = { ...SECURITY_HEADERS, vary: varyOf(request) }
  const kept = { ...base, ...(etag !== null && { etag }), 'cache-control': 'no-cache' }
  const held = () => new Response(null, { status: 304, headers: { ...kept, ...headers } })
  if (etag !== null && reading && holds(wanted, etag)) return held()
  const made = partsOf(await make())
  const answered = made.status ?? status ?? 200
  const keepable = etag !== null && answered < 300
  // `*` asks whether there is anything at all, which is known only now.
  if (keepable && reading && wanted?.trim() === '*') return held()
  const { body, coding } = PACKED.includes(form)
    ? { body: made.body, coding: null }
    : await compress(request, made.body)
  return new Response(body, {
    status: answered,
    headers: {
      ...(keepable ? kept : { ...base, 'cache-control': 'no-store' }),
      'content-type': TYPES[form],
      ...(coding && { 'content-encoding': coding }),
      ...headers,
      ...made.headers,
    },
  })
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

/**
 * Weak: compressed and plain answers say the same. It names the address too, so that the tag of one page is never
 * taken for that of another, which may not even exist.
 */
function etagOf(request: Request, tag: Tag, form: Form): string {
  const { version, build, language = 'en', fragment } = tag
  const { pathname, search } = addressOf(request)
  const address = Bun.hash(`${pathname}${search}`).toString(36)
  return `W/"${version}.${build}.${language}.${fragment ? 'fragment' : form}.${address}"`
}

/** If-None-Match by RFC 9110: a list, compared weakly. */
function holds(given: string | null, etag: string): boolean {
  const opaque = etag.replace(/^W\//, '')
  return (given?.match(/(?:W\/)?"[^"]*"/g) ?? []).some(
    (each) => each.replace(/^W\//, '') === opaque,
  )
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
