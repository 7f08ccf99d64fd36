import { sealData, unsealData } from 'iron-session'
import { z } from 'zod'
import type { Identity, Rights } from './rights.ts'

/** s that a session lasts */
const LIFETIME = 12 * 3600
const NAME = 'session'

/** `token`: a digest of the token that opened it, so that a changed token ends the session. */
const Session = z.object({ role: z.enum(['reader', 'operator']), token: z.string() })

/** A Set-Cookie that opens a session of this role. */
export async function openSession(
  role: Exclude<Identity, 'stranger'>,
  rights: Rights,
  secure: boolean,
): Promise<string> {
  const session = { role, token: digestOf(role, rights) }
  const sealed = await sealData(session, {
    password: await rights.sessionSecret(),
    ttl: LIFETIME,
  })
  return cookie(sealed, LIFETIME, secure)
}

export const closeSession = (secure: boolean): string => cookie('', 0, secure)

/** The role of the session that a request carries; null: none, or one that is over or forged. */
export async function readSession({ headers }: Request, rights: Rights): Promise<Identity | null> {
  const sealed = /(?:^|;\s*)session=([^;]+)/.exec(headers.get('cookie') ?? '')?.[1]
  if (sealed === undefined) return null
  const password = await rights.sessionSecret()
  const opened = await unsealData(sealed, { password, ttl: LIFETIME }).catch(() => null)
  const session = Session.safeParse(opened)
  if (!session.success) return null
  const { role, token } = session.data
  return token === digestOf(role, rights) ? role : null
}

function cookie(value: string, age: number, secure: boolean): string {
  const flags = `Path=/; Max-Age=${age}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  return `${NAME}=${value}; ${flags}`
}

function digestOf(role: 'reader' | 'operator', { adminToken, readerToken }: Rights): string {
  const token = role === 'operator' ? adminToken : readerToken
  return new Bun.CryptoHasher('sha256').update(`${role} ${token ?? ''}`).digest('base64url')
}
