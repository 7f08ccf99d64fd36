import { Elysia } from 'elysia'
import { clientOf, isTrusted, type Networks } from './client.ts'
import { identify } from './identity.ts'
import type { Identity, Rights } from './rights.ts'

/** What is known of a request before any feature sees it. */
export type RequestContext = {
  /** From X-Request-Id where that is a plain word, else new; answered in the same header */
  id: string
  /** W3C trace context, answered in `traceparent` */
  trace: { id: string; span: string; sampled: boolean }
  /** `performance.now()` at its arrival */
  started: number
  /** Address of whoever asks, past trusted proxies; null: not known, as without a connection */
  client: string | null
  /** Address at the other end of the connection */
  peer: string | null
  /** Whether the client speaks https, as far as this server or a trusted proxy knows */
  secure: boolean
  /** Who asks; read once, when somebody wants to know. */
  identity(): Promise<Identity>
  rights: Rights
  /** What else answers depend on: added to Vary */
  vary: string[]
  /** Status of an answer that no route gave; null: a route's own stands */
  status: number | null
}

export type ContextSettings = { rights: Rights; trustedProxies: Networks }

const contexts = new WeakMap<Request, RequestContext>()
const PLAIN = /^[\w.:-]{8,100}$/
const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-|$)/

/** First of all plugins: each request gets a context, and its answer says the request's id and trace. */
export function requestContext(settings: ContextSettings) {
  return new Elysia({ name: 'request-context' }).onRequest(({ request, server, set }) => {
    const peer = server?.requestIP(request)?.address ?? null
    const context = createContext(request, peer, settings)
    contexts.set(request, context)
    set.headers['x-request-id'] = context.id
    set.headers.traceparent = traceparent(context)
  })
}

/** The context of a request; one that came past the edge has that of a stranger without rights. */
export function contextOf(request: Request): RequestContext {
  return contexts.get(request) ?? createContext(request, null, NOBODY)
}

/** The context as the next service is told of it. */
export const traceparent = ({ trace }: RequestContext): string =>
  `00-${trace.id}-${trace.span}-${trace.sampled ? '01' : '00'}`

const NOBODY: ContextSettings = {
  trustedProxies: [],
  rights: {
    host: '0.0.0.0',
    publicUrl: null,
    adminToken: null,
    readerToken: null,
    origins: [],
    sessionSecret: async () => '',
  },
}

function createContext(
  request: Request,
  peer: string | null,
  { rights, trustedProxies }: ContextSettings,
): RequestContext {
  const { headers } = request
  const given = headers.get('x-request-id') ?? ''
  const forwarded =
    peer !== null && isTrusted(peer, trustedProxies) ? headers.get('x-forwarded-proto') : null
  let identity: Promise<Identity> | undefined
  return {
    id: PLAIN.test(given) ? given : crypto.randomUUID(),
    trace: traceOf(headers.get('traceparent')),
    started: performance.now(),
    client: clientOf(peer, headers, trustedProxies),
    peer,
    secure:
      (forwarded ?? '').split(',')[0]?.trim() === 'https' ||
      (rights.publicUrl ?? request.url).startsWith('https:'),
    identity: () => {
      identity ??= identify(request, peer, rights)
      return identity
    },
    rights,
    vary: [],
    status: null,
  }
}

function traceOf(given: string | null): RequestContext['trace'] {
  const [, id = '', parent = '', flags = ''] = TRACEPARENT.exec(given ?? '') ?? []
  const valid = !/^0*$/.test(id) && !/^0*$/.test(parent) && !given?.startsWith('ff')
  return {
    id: valid ? id : randomHex(16),
    span: randomHex(8),
    sampled: valid && (Number.parseInt(flags, 16) & 1) === 1,
  }
}

const randomHex = (bytes: number) =>
  Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('hex')
