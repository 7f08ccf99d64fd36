import { addressToUse, type Resolve } from './public-address.ts'

export type Guard = {
  /** whether private and loopback addresses may be connected to */
  allowPrivate: boolean
  resolve?: Resolve
  /** certificate of an authority that is trusted besides the usual ones, PEM */
  ca?: string
}
export type Ask = {
  headers?: Record<string, string>
  method?: string
  body?: string
  signal: AbortSignal
}

/** An address that is not asked: its scheme, or a redirect that goes too far or from https to http. */
export class RefusedAddress extends Error {
  override name = 'RefusedAddress'

  constructor(readonly reason: keyof typeof REASONS) {
    super(REASONS[reason])
  }
}
const REASONS = {
  scheme: 'it is no http or https address',
  hops: 'it redirects too often',
  downgrade: 'it redirects from https to http',
}

const MOST_REDIRECTS = 5
const SECRET = new Set(['authorization', 'cookie'])

/**
 * Asks an http(s) address, redirects followed. Every host on the way is resolved here, and the address that was checked is
 * the one that is connected to, so that a resolver that changes its answer gains nothing. What signs in goes to the first
 * host alone. `url` of the result: where the answer came from.
 * @throws PrivateAddress, RefusedAddress, or what the connection throws
 */
export async function guardedFetch(
  address: string,
  { headers = {}, ...ask }: Ask,
  guard: Guard,
): Promise<{ answer: Response; url: string }> {
  let url = checked(address)
  let sent = withUser(url, headers)
  for (let hops = 0; ; hops += 1) {
    const answer = await connect(url, { ...ask, headers: sent }, guard)
    const location = answer.headers.get('location')
    if (![301, 302, 303, 307, 308].includes(answer.status) || location === null) {
      return { answer, url: url.href }
    }
    await answer.body?.cancel().catch(() => {})
    if (hops === MOST_REDIRECTS) throw new RefusedAddress('hops')
    const next = checked(location, url)
    if (url.protocol === 'https:' && next.protocol === 'http:') {
      throw new RefusedAddress('downgrade')
    }
    if (next.origin !== url.origin) {
      sent = Object.fromEntries(
        Object.entries(sent).filter(([name]) => !SECRET.has(name.toLowerCase())),
      )
    }
    url = next
  }
}

function checked(address: string, base?: URL): URL {
  const url = URL.parse(address, base)
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    throw new RefusedAddress('scheme')
  }
  return url
}

/** A user in the address signs in as browsers do it. */
function withUser(url: URL, headers: Record<string, string>): Record<string, string> {
  if (url.username === '' && url.password === '') return headers
  const user = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
  url.username = ''
  url.password = ''
  return { authorization: `Basic ${Buffer.from(user).toString('base64')}`, ...headers }
}

async function connect(url: URL, ask: Ask, guard: Guard): Promise<Response> {
  const ip = await addressToUse(url.hostname, guard)
  const at = new URL(url)
  at.hostname = ip.includes(':') ? `[${ip}]` : ip
  return await fetch(at, {
    ...ask,
    headers: { ...ask.headers, host: url.host },
    redirect: 'manual',
    // The certificate is that of the name, whatever address is connected to.
    tls: { serverName: url.hostname, ...(guard.ca !== undefined && { ca: guard.ca }) },
  } as RequestInit)
}
