import { Elysia } from 'elysia'
import { contextOf } from './context.ts'
import { Answered } from './errors.ts'
import { SECURITY_HEADERS } from './respond.ts'

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE'
const READABLE =
  'ETag, Link, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id, X-Snapshot, X-Total-Count'
/** s that a browser may keep the answer to a preflight */
const KEPT = 3600

/**
 * Lets pages of these origins, named exactly, read answers. Never with cookies: who changes something from elsewhere
 * sends a token. Without origins there is nothing to say and nothing to vary on.
 */
export function cors(origins: readonly string[]) {
  const plugin = new Elysia({ name: 'cors' })
  if (origins.length === 0) return plugin
  return plugin.onRequest(({ request, set }) => {
    contextOf(request).vary = ['Origin']
    const { headers, method } = request
    const origin = headers.get('origin')
    if (origin === null || !origins.includes(origin)) return
    set.headers['access-control-allow-origin'] = origin
    set.headers['access-control-expose-headers'] = READABLE
    if (method !== 'OPTIONS' || !headers.has('access-control-request-method')) return
    const allowed = {
      vary: 'Origin',
      'access-control-allow-methods': METHODS,
      'access-control-allow-headers': 'Authorization, Content-Type, If-None-Match, X-Request-Id',
      'access-control-max-age': String(KEPT),
    }
    throw new Answered(
      new Response(null, { status: 204, headers: { ...SECURITY_HEADERS, ...allowed } }),
    )
  })
}
