import { gzipSync } from 'bun'

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
const WORTH_COMPRESSING = 1024

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
} as const
export type Form = keyof typeof TYPES

/** What an answer depends on: the same tag means the same bytes. */
export type Tag = { version: string; build: string; language?: string; fragment?: boolean }

export type Answer = {
  form: Form
  status?: number
  headers?: Record<string, string>
  /** Absent: the answer is not to be kept. */
  tag?: Tag
}

/**
 * Every answer of the application is made here. With a tag it carries an ETag, and `make` is not even called
 * when the reader already holds the answer (304).
 */
export async function respond(
  request: Request,
  { form, status = 200, headers = {}, tag }: Answer,
  make: () => string | Promise<string>,
): Promise<Response> {
  const base: Record<string, string> = {
    ...SECURITY_HEADERS,
    vary: VARY,
    'cache-control': 'no-store',
  }
  if (tag) {
    base.etag = etag(tag, form)
    base['cache-control'] = 'no-cache'
    if (matches(request.headers.get('if-none-match'), base.etag)) {
      return new Response(null, { status: 304, headers: { ...base, ...headers } })
    }
  }
  const body = await make()
  base['content-type'] = TYPES[form]
  const small = body.length < WORTH_COMPRESSING
  if (small || !/\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')) {
    return new Response(body, { status, headers: { ...base, ...headers } })
  }
  return new Response(gzipSync(body, { level: 5 }), {
    status,
    headers: { ...base, 'content-encoding': 'gzip', ...headers },
  })
}

export function json(request: Request, value: unknown, answer: Partial<Answer> = {}) {
  return respond(request, { form: 'json', ...answer }, () => JSON.stringify(value))
}

/** Weak: compressed and plain answers say the same. */
function etag({ version, build, language = 'en', fragment }: Tag, form: Form): string {
  return `W/"${version}.${build}.${language}.${fragment ? 'fragment' : form}"`
}

function matches(given: string | null, tag: string): boolean {
  return (given ?? '').split(',').some((each) => each.trim() === tag || each.trim() === '*')
}

export function redirect(location: string, status: 302 | 303 = 303): Response {
  return new Response(null, {
    status,
    headers: { ...SECURITY_HEADERS, location, vary: VARY, 'cache-control': 'no-store' },
  })
}
