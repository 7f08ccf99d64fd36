import { timingSafeEqual } from 'node:crypto'
import { hostOf, isLoopback } from './address.ts'
import { isLoopbackAddress } from './client.ts'
import type { Identity, Rights } from './rights.ts'
import { readSession } from './session.ts'

/** Headers that only something between the client and this server adds. */
const FORWARDING =
  /^(forwarded|via|x-forwarded.*|x-real-ip|.*client-ip|.*connecting-ip|x-original-.*|x-proxy.*|x-rewrite-url|x-host|x-envoy-.*|cf-.*|cdn-loop|x-azure-.*|x-arr-.*|x-amzn?-.*)$/

/**
 * What a token, a session or a place entitles to. Without ADMIN_TOKEN the operator is somebody at this very machine:
 * the server listens on loopback alone, was called by a loopback name (no rebound DNS), and nothing stands between.
 * @param peer address at the other end of the connection; null: there is none
 */
export async function identify(
  request: Request,
  peer: string | null,
  rights: Rights,
): Promise<Identity> {
  const token = bearer(request)
  if (token !== null) return roleOf(token, rights)
  if (rights.adminToken === null && isLoopback(rights.host) && isLocal(request, peer)) {
    return 'operator'
  }
  return (await readSession(request, rights)) ?? 'stranger'
}

/** Which role a token opens. */
export function roleOf(token: string, { adminToken, readerToken }: Rights): Identity {
  if (adminToken !== null && sameToken(token, adminToken)) return 'operator'
  return readerToken !== null && sameToken(token, readerToken) ? 'reader' : 'stranger'
}

/** Whether a call comes from this machine, with nothing in between that would speak for others. */
export function isLocal(request: Request, peer: string | null): boolean {
  return (
    isLoopback(hostOf(request)) &&
    (peer === null || isLoopbackAddress(peer)) &&
    [...request.headers.keys()].every((name) => !FORWARDING.test(name))
  )
}

/** The token of `Authorization: Bearer`; null: none was sent. */
export function bearer({ headers }: Request): string | null {
  return (
    headers
      .get('authorization')
      ?.match(/^Bearer (.+)$/i)?.[1]
      ?.trim() ?? null
  )
}

function sameToken(given: string, token: string): boolean {
  const digest = (text: string) => new Bun.CryptoHasher('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(token))
}
