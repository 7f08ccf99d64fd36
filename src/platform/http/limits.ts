import { Elysia } from 'elysia'
import { message } from '../language/message.ts'
import { addressOf } from './address.ts'
import { checkAddress } from './check-address.ts'
import { Answered, HttpError } from './errors.ts'
import { allowed, methodsAt, type Routes } from './methods.ts'
import { redirect, SECURITY_HEADERS } from './respond.ts'

/** Characters of an address; what is longer in the head of a request Bun refuses itself (431). */
const LONGEST_ADDRESS = 8192
/** Bytes of a body where a route states nothing else */
const LARGEST_BODY = 2 ** 20

/** Refuses what has no readable address: a Host that is none, a path that is no UTF-8, a very long one. */
export const validAddress = new Elysia({ name: 'valid-address' }).onRequest(({ request }) =>
  checkAddress(request, LONGEST_ADDRESS),
)

/**
 * Refuses a body by its stated length before any of it is read; `readText` counts those that state none.
 * @param larger bytes that routes take whose path begins so
 */
export const bodyLimit = (larger: Readonly<Record<string, number>> = {}) =>
  new Elysia({ name: 'body-limit' }).onRequest(({ request }) => {
    const stated = request.headers.get('content-length')
    if (stated === null) return
    const { pathname } = addressOf(request)
    const [, most = LARGEST_BODY] =
      Object.entries(larger).find(([path]) => pathname.startsWith(path)) ?? []
    if (Number(stated) > most) throw tooLarge(most)
  })

const tooLarge = (most: number) =>
  new HttpError(413, message('The body is larger than {most, number} bytes.', { most }), {
    headers: { connection: 'close' },
  })

/** One address a thing: a slash at the end leads to the address without. OPTIONS says what an address takes. */
export const canonicalPath = (routes: () => Routes) =>
  new Elysia({ name: 'canonical-path' }).onRequest(({ request }) => {
    const { pathname, search } = addressOf(request)
    if (pathname.length > 1 && pathname.endsWith('/')) {
      const path = pathname.replace(/\/+$/, '').replace(/^\/+/, '/')
      throw new Answered(redirect(`${path === '' ? '/' : path}${search}`, 308))
    }
    if (request.method !== 'OPTIONS') return
    const known = methodsAt(routes(), pathname)
    if (known.length === 0) return
    const headers = { ...SECURITY_HEADERS, allow: allowed(known) }
    throw new Answered(new Response(null, { status: 204, headers }))
  })

/**
 * The text of a body, at most `most` bytes and within 30 s.
 * @throws HttpError 408 or 413
 */
export async function readText(request: Request, most = LARGEST_BODY): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > most) throw tooLarge(most)
  const reader = request.body?.getReader()
  if (!reader) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  const late = AbortSignal.timeout(PATIENCE)
  const stop = () => reader.cancel().catch(() => {})
  late.addEventListener('abort', stop)
  try {
    for (;;) {
      const { value, done } = await reader.read()
      if (late.aborted) throw new HttpError(408, message('The body did not arrive in time.'))
      if (done) return Buffer.concat(chunks).toString('utf8')
      size += value.byteLength
      if (size > most) throw tooLarge(most)
      chunks.push(value)
    }
  } finally {
    late.removeEventListener('abort', stop)
    await stop()
  }
}

/** ms for a body to arrive */
const PATIENCE = 30_000
