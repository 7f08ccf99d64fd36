import { Elysia } from 'elysia'
import { currentTrace } from '../tracing.ts'
import { clientOf, isTrusted, type Networks } from './client.ts'
import { identify } from './identity.ts'
import type { KeptAnswers } from './kept-answers.ts'
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
  /** Where the answer may be kept for others; null: it is for whoever asks */
  answers: KeptAnswers | null
  /** The pattern of the route; empty until it is known */
  route: string
  /** What else answers depend on: added to Vary */
  vary: readonly string[]
  /** Status of an answer that no route gave; null: a route's own stands */
  status: number | null
  /** Whether it was turned away because the process is behind with its work */
  isShed: boolean
}

export type ContextSettings = { rights: Rights; trustedProxies: Networks }

/** On the request itself: to look it up beside it costs as much as to answer what is kept. */
const CONTEXT = Symbol('context')
declare global {
  interface Request {
    [CONTEXT]?: RequestContext
  }
}

const PLAIN = /^[\w.:-]{8,100}$/
const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-|$)/

/** First of all plugins: each request gets a context, and its answer says the request's id and trace. */
export function requestContext(settings: ContextSettings) {
  return new Elysia({ name: 'request-context' })
    .onRequest(({ request, server, set }) => {
      const context = new Context(
        request,
        () => server?.requestIP(request)?.address ?? null,
        settings,
      )
      request[CONTEXT] = context
      set.headers = { 'x-request-id': context.id, traceparent: traceparent(context) }
    })
    .onBeforeHandle({ as: 'global' }, ({ request, route }) => {
      contextOf(request).route = route
    })
}

/** For what is told of a request after its answer: its connection is asked for its address while it is there. */
export const rememberPeer = new Elysia({ name: 'remember-peer' }).onRequest(({ request }) => {
  void contextOf(request).peer
})

/** The context of a request; one that came past the edge has that of a stranger without rights. */
export function contextOf(request: Request): RequestContext {
  return request[CONTEXT] ?? new Context(request, () => null, NOBODY)
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

const NOTHING: readonly string[] = []

/** What costs something to find out is found out when somebody wants to know. */
class Context implements RequestContext {
  readonly started = performance.now()
  readonly id: string
  readonly trace: RequestContext['trace']
  answers: KeptAnswers | null = null
  vary: readonly string[] = NOTHING
  route = ''
  status: number | null = null
  isShed = false
  private known: Promise<Identity> | undefined
  private knownPeer: string | null = null

  constructor(
    private readonly request: Request,
    private readonly askPeer: () => string | null,
    private readonly settings: ContextSettings,
  ) {
    const { headers } = request
    const given = headers.get('x-request-id')
    const minted = crypto.randomUUID()
    this.id = given !== null && PLAIN.test(given) ? given : minted
    this.trace = currentTrace() ?? traceOf(headers.get('traceparent'), minted)
  }

  get rights(): Rights {
    return this.settings.rights
  }

  get peer(): string | null {
    this.knownPeer ??= this.askPeer()
    return this.knownPeer
  }

  get client(): string | null {
    return clientOf(this.peer, this.request.headers, this.settings.trustedProxies)
  }

  get secure(): boolean {
    const { peer, request, settings } = this
    const forwarded =
      peer !== null && isTrusted(peer, settings.trustedProxies)
        ? request.headers.get('x-forwarded-proto')
        : null
    return (
      (forwarded ?? '').split(',')[0]?.trim() === 'https' ||
      (this.rights.publicUrl ?? request.url).startsWith('https:')
    )
  }

  identity(): Promise<Identity> {
    this.known ??= identify(this.request, this.peer, this.rights)
    return this.known
  }
}

/** @param minted a new UUID: the id of a trace that begins here, so that a request and its trace are one to look for */
function traceOf(given: string | null, minted: string): RequestContext['trace'] {
  const span = digitsOf(crypto.randomUUID()).slice(0, 16)
  if (given === null) return { id: digitsOf(minted), span, sampled: false }
  const [, id = '', parent = '', flags = ''] = TRACEPARENT.exec(given) ?? []
  const valid = !/^0*$/.test(id) && !/^0*$/.test(parent) && !given.startsWith('ff')
  return {
    id: valid ? id : digitsOf(minted),
    span,
    sampled: valid && (Number.parseInt(flags, 16) & 1) === 1,
  }
}

/** Cut rather than replaced: that takes a third of the time, and every request has two. */
const digitsOf = (uuid: string) =>
  uuid.slice(0, 8) + uuid.slice(9, 13) + uuid.slice(14, 18) + uuid.slice(19, 23) + uuid.slice(24)
