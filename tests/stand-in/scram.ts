import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto'

/** What a server keeps of a password: SCRAM-SHA-256, RFC 7677. */
export type Verifier = { salt: string; iterations: number; storedKey: string; serverKey: string }

const ITERATIONS = 4096
const hmac = (key: Uint8Array, text: string) => createHmac('sha256', key).update(text).digest()

export function verifierOf(password: string): Verifier {
  const salt = randomBytes(28)
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256')
  return {
    salt: salt.toString('base64'),
    iterations: ITERATIONS,
    storedKey: createHash('sha256').update(hmac(salted, 'Client Key')).digest('base64'),
    serverKey: hmac(salted, 'Server Key').toString('base64'),
  }
}

/** A conversation that has begun. */
export type Conversation = { user: string; nonce: string; begun: string; verifier: Verifier }

const partsOf = (text: string) =>
  new Map(text.split(',').map((part) => [part.slice(0, 1), part.slice(2)]))

/** @returns the server's first message, or null for a user that is not known */
export function begin(
  payload: string,
  verifierFor: (user: string) => Verifier | undefined,
): { conversation: Conversation; said: string } | null {
  const bare = payload.replace(/^n,[^,]*,/, '')
  const parts = partsOf(bare)
  const user = (parts.get('n') ?? '').replaceAll('=2C', ',').replaceAll('=3D', '=')
  const verifier = verifierFor(user)
  if (!verifier) return null
  const nonce = `${parts.get('r')}${randomBytes(18).toString('base64')}`
  const said = `r=${nonce},s=${verifier.salt},i=${verifier.iterations}`
  return { conversation: { user, nonce, begun: `${bare},${said}`, verifier }, said }
}

/** @returns the server's last message, or null when the proof is wrong */
export function finish({ nonce, begun, verifier }: Conversation, payload: string): string | null {
  const parts = partsOf(payload)
  if (parts.get('r') !== nonce) return null
  const said = `${begun},${payload.slice(0, payload.lastIndexOf(',p='))}`
  const stored = Buffer.from(verifier.storedKey, 'base64')
  const signature = hmac(stored, said)
  const proof = Buffer.from(parts.get('p') ?? '', 'base64')
  if (proof.length !== signature.length) return null
  const clientKey = proof.map((byte, index) => byte ^ (signature[index] ?? 0))
  const key = createHash('sha256').update(clientKey).digest()
  if (!timingSafeEqual(key, stored)) return null
  return `v=${hmac(Buffer.from(verifier.serverKey, 'base64'), said).toString('base64')}`
}
