import { describe, expect, test } from 'bun:test'
import { bearer, isLocal, roleOf } from './identity.ts'
import type { Rights } from './rights.ts'
import { closeSession, openSession, readSession } from './session.ts'

const RIGHTS: Rights = {
  host: '0.0.0.0',
  publicUrl: null,
  adminToken: 'the-token-of-the-operator',
  readerToken: 'the-token-of-a-reader',
  origins: [],
  sessionSecret: async () => 'a secret that is long enough for sealing',
}
const ROLES = ['reader', 'operator'] as const

const ask = (headers: Record<string, string> = {}) => new Request('http://localhost/', { headers })
const asked = (cookie: string) => ask({ cookie })
/** What a browser sends back of a Set-Cookie. */
const kept = (setCookie: string) => setCookie.split(';', 1)[0] ?? ''

describe.each(ROLES)('a session of a %s', (role) => {
  test('is read back as what was opened', async () => {
    const cookie = kept(await openSession(role, RIGHTS, false))
    expect(await readSession(asked(cookie), RIGHTS)).toBe(role)
  })

  test('is found among other cookies', async () => {
    const cookie = kept(await openSession(role, RIGHTS, false))
    for (const all of [`language=fr; ${cookie}`, `${cookie}; theme=dark`, `a=b;${cookie};c=d`]) {
      expect(await readSession(asked(all), RIGHTS)).toBe(role)
    }
    expect(await readSession(asked(`old${cookie}`), RIGHTS)).toBeNull()
  })

  test('ends with a new token, and with a new secret', async () => {
    const cookie = kept(await openSession(role, RIGHTS, false))
    const token = role === 'operator' ? 'adminToken' : 'readerToken'
    const other = role === 'operator' ? 'readerToken' : 'adminToken'
    expect(await readSession(asked(cookie), { ...RIGHTS, [token]: 'changed' })).toBeNull()
    expect(await readSession(asked(cookie), { ...RIGHTS, [token]: null })).toBeNull()
    expect(await readSession(asked(cookie), { ...RIGHTS, [other]: 'changed' })).toBe(role)
    const secret = async () => 'another secret that is long enough for it'
    expect(await readSession(asked(cookie), { ...RIGHTS, sessionSecret: secret })).toBeNull()
  })

  test('is not what somebody else wrote', async () => {
    const cookie = kept(await openSession(role, RIGHTS, false))
    const turned = `${cookie.slice(0, 40)}${cookie[40] === 'a' ? 'b' : 'a'}${cookie.slice(41)}`
    for (const forged of [turned, cookie.slice(0, -8), `session=${role}`, 'session=', 'session']) {
      expect(await readSession(asked(forged), RIGHTS)).toBeNull()
    }
  })

  test('shows neither its role nor a token, and scripts cannot read it', async () => {
    const cookie = await openSession(role, RIGHTS, false)
    expect(cookie).not.toContain(role)
    expect(cookie).not.toContain('the-token')
    expect(cookie).toContain('; HttpOnly; SameSite=Lax')
    expect(cookie).toContain('; Path=/; Max-Age=43200;')
    expect(cookie).not.toContain('Secure')
    expect(await openSession(role, RIGHTS, true)).toEndWith('; Secure')
  })
})

test('who sends no cookie has no session', async () => {
  expect(await readSession(ask(), RIGHTS)).toBeNull()
})

test('a session is closed by a cookie that is over at once', async () => {
  expect(closeSession(false)).toBe('session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax')
  expect(closeSession(true)).toBe('session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure')
  expect(await readSession(asked(kept(closeSession(true))), RIGHTS)).toBeNull()
})

describe('a token', () => {
  test.each([
    ['the-token-of-the-operator', 'operator'],
    ['the-token-of-a-reader', 'reader'],
    ['the-token-of-a-reade', 'stranger'],
    ['THE-TOKEN-OF-A-READER', 'stranger'],
    ['the-token-of-a-reader ', 'stranger'],
    ['', 'stranger'],
    ['null', 'stranger'],
  ] as const)('%j is that of: %s', (token, role) => {
    expect(roleOf(token, RIGHTS)).toBe(role)
  })

  test('opens nothing where none is set', () => {
    for (const token of ['', 'null', 'undefined', 'the-token-of-a-reader']) {
      expect(roleOf(token, { ...RIGHTS, adminToken: null, readerToken: null })).toBe('stranger')
    }
  })

  test.each([
    ['Bearer abc', 'abc'],
    ['bearer abc', 'abc'],
    ['Bearer  abc', 'abc'],
    ['Bearer a b', 'a b'],
    ['Basic abc', null],
    ['Bearer', null],
    ['abc', null],
    ['xBearer abc', null],
  ])('in Authorization: %j is %j', (authorization, token) => {
    expect(bearer(ask({ authorization }))).toBe(token)
  })

  test('is not there without the header', () => {
    expect(bearer(ask())).toBeNull()
  })
})

describe('a call from this machine', () => {
  const local = (headers: Record<string, string>, peer: string | null = '127.0.0.1') =>
    isLocal(ask({ host: 'localhost:3000', ...headers }), peer)

  test.each([null, '127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1'])(
    'from %p is one',
    (peer) => {
      expect(local({}, peer)).toBe(true)
    },
  )

  test.each(['10.0.0.1', '192.168.1.7', '::ffff:10.0.0.1', '2001:db8::1', '0.0.0.0', 'nonsense'])(
    'from %p is none',
    (peer) => {
      expect(local({}, peer)).toBe(false)
    },
  )

  test.each(['forecourt.example', '127.0.0.1.nip.io', 'localhost.evil.example', '10.0.0.1'])(
    'to the name %p is none, as a name may be rebound',
    (host) => {
      expect(local({ host })).toBe(false)
    },
  )

  test.each([
    'forwarded',
    'via',
    'x-forwarded-for',
    'x-forwarded-anything',
    'x-real-ip',
    'true-client-ip',
    'cf-connecting-ip',
    'cf-ray',
    'x-original-url',
    'x-proxy-user',
    'x-rewrite-url',
    'x-host',
    'x-envoy-peer',
    'cdn-loop',
    'x-azure-ref',
    'x-arr-log-id',
    'x-amz-cf-id',
    'x-amzn-trace-id',
  ])('with %s is none: something stands between', (name) => {
    expect(local({ [name]: 'x' })).toBe(false)
    expect(local({ [name]: '' })).toBe(false)
  })

  test('may carry what browsers and programs send of themselves', () => {
    for (const name of [
      'accept',
      'cookie',
      'user-agent',
      'x-request-id',
      'sec-fetch-site',
      'dnt',
    ]) {
      expect(local({ [name]: 'x' })).toBe(true)
    }
  })
})
