import { timingSafeEqual } from 'node:crypto'
import { message } from '../language/message.ts'
import { HttpError } from './errors.ts'

const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]'])
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']

export type Access = { host: string; adminToken: string | null }

/**
 * Who may change something. With ADMIN_TOKEN: who sends it. Without: only somebody at this very machine — the server
 * listens on loopback alone, was called by a loopback name (no rebound DNS) and no proxy stands between.
 */
export function mayWrite(request: Request, { host, adminToken }: Access): boolean {
  if (adminToken !== null) return sameToken(bearer(request), adminToken)
  const called = (request.headers.get('host') ?? new URL(request.url).host).replace(/:\d+$/, '')
  return (
    (LOOPBACK_HOSTS.has(host) || host === '::1') &&
    LOOPBACK_HOSTS.has(called) &&
    FORWARDED.every((name) => !request.headers.has(name))
  )
}

/** @throws HttpError 401 without a token where one is needed, else 403 */
export function requireWrite(request: Request, access: Access): void {
  if (!fromOwnPages(request))
    throw new HttpError(403, message('Another site may not send this form.'))
  if (mayWrite(request, access)) return
  if (access.adminToken !== null && bearer(request) === null) {
    throw new HttpError(401, message('Send the admin token as Authorization: Bearer ….'), {
      headers: { 'www-authenticate': 'Bearer' },
    })
  }
  throw new HttpError(
    403,
    message('Changes need ADMIN_TOKEN, or a browser on the machine that runs Forecourt.'),
  )
}

/** A browser says where a form comes from; a program says nothing. */
function fromOwnPages(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin' || site === 'none'
  const origin = request.headers.get('origin')
  return origin === null || URL.parse(origin)?.host === request.headers.get('host')
}

function bearer(request: Request): string | null {
  return request.headers.get('authorization')?.match(/^Bearer (.+)$/i)?.[1] ?? null
}

function sameToken(given: string | null, token: string): boolean {
  const digest = (text: string) => new Bun.CryptoHasher('sha256').update(text).digest()
  return timingSafeEqual(digest(given ?? ''), digest(token))
}
