import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../tests/support/app.ts'
import { sharedSecret } from '../snapshots/shared-secret.ts'
import { openStores } from '../stores.ts'

const ADMIN = 'the-token-of-the-operator'
const READER = 'the-token-of-some-reader'
let app: TestApp
beforeAll(async () => {
  app = await testApp({ ADMIN_TOKEN: ADMIN, READER_TOKEN: READER }, { empty: true })
})
afterAll(() => app.close())

const signIn = (to: TestApp, token: string, more: Record<string, string> = {}, page = '/imports') =>
  to.post('/login', new URLSearchParams({ token, page }).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
    ...more,
  })
const cookieOf = (answer: Response) => answer.headers.get('set-cookie') ?? ''
const pairOf = (answer: Response) => cookieOf(answer).split(';')[0] ?? ''
/** 404: the import is not there, so the right to cancel it was. */
const mayCancel = async (to: TestApp, headers: Record<string, string>) =>
  (await to.post('/api/imports/9/cancellation', '', headers)).status === 404

describe('a session', () => {
  test('stands for the token, for 12 hours, out of reach of scripts and other sites', async () => {
    const answer = await signIn(app, ADMIN)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/imports'])
    const cookie = cookieOf(answer)
    for (const flag of ['HttpOnly', 'SameSite=Lax', 'Path=/', 'Max-Age=43200']) {
      expect(cookie).toContain(flag)
    }
    expect(cookie).not.toContain('Secure')
    expect(cookie).not.toContain(ADMIN)
    expect(await mayCancel(app, { cookie: pairOf(answer) })).toBe(true)
    expect(await (await app.get('/login', { cookie: pairOf(answer) })).text()).toContain('Sign out')
  })

  test('of a reader reads and changes nothing', async () => {
    const cookie = pairOf(await signIn(app, READER))
    expect((await app.post('/api/imports/9/cancellation', '', { cookie })).status).toBe(403)
    expect((await app.get('/metrics', { cookie, 'x-forwarded-for': '1.2.3.4' })).status).toBe(200)
    expect((await app.get('/metrics', { 'x-forwarded-for': '1.2.3.4' })).status).toBe(401)
  })

  test('that is forged, altered or of another secret is none', async () => {
    const cookie = pairOf(await signIn(app, ADMIN))
    const other = await testApp(
      { ADMIN_TOKEN: ADMIN, SESSION_SECRET: 'x'.repeat(40) },
      { empty: true },
    )
    const altered = `${cookie.slice(0, -4)}AAAA`
    for (const forged of [
      'session=',
      'session=operator',
      altered,
      `session=x${cookie.slice(8)}`,
      'session=Fe26.2*1*a',
    ]) {
      expect([forged, await mayCancel(app, { cookie: forged })]).toEqual([forged, false])
    }
    expect(await mayCancel(other, { cookie })).toBe(false)
    expect(await mayCancel(other, { cookie: pairOf(await signIn(other, ADMIN)) })).toBe(true)
    await other.close()
  })

  test('ends with its token, and with signing out', async () => {
    const SESSION_SECRET = 's'.repeat(40)
    const before = await testApp({ ADMIN_TOKEN: ADMIN, SESSION_SECRET }, { empty: true })
    const after = await testApp({ ADMIN_TOKEN: `${ADMIN}-2`, SESSION_SECRET }, { empty: true })
    const cookie = pairOf(await signIn(before, ADMIN))
    expect(await mayCancel(before, { cookie })).toBe(true)
    expect(await mayCancel(after, { cookie })).toBe(false)
    const out = await before.post('/logout', '', { cookie })
    expect([out.status, cookieOf(out)]).toEqual([
      303,
      expect.stringContaining('session=; Path=/; Max-Age=0'),
    ])
    await before.close()
    await after.close()
  })

  test('is Secure under https', async () => {
    const https = await testApp(
      { ADMIN_TOKEN: ADMIN, PUBLIC_URL: 'https://cars.example' },
      { empty: true },
    )
    expect(cookieOf(await signIn(https, ADMIN))).toContain('; Secure')
    expect(cookieOf(await https.get('/language/fr?page=/'))).toContain('; Secure')
    await https.close()
  })
})

test('a wrong token is told beside the field, and after ten of them nobody gets in for a while', async () => {
  const own = await testApp({ ADMIN_TOKEN: ADMIN }, { empty: true })
  for (let tries = 0; tries < 10; tries++) {
    const answer = await signIn(own, 'wrong')
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('aria-invalid="true"')
  }
  const refused = await signIn(own, ADMIN)
  expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true])
  expect(await mayCancel(own, { authorization: `Bearer ${ADMIN}` })).toBe(true)
  await own.close()
})

test('other sites can neither sign anybody in nor send changes with a cookie', async () => {
  const cookie = pairOf(await signIn(app, ADMIN))
  for (const foreign of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }]) {
    expect((await signIn(app, ADMIN, foreign)).status).toBe(403)
    expect((await app.post('/logout', '', { cookie, ...foreign })).status).toBe(403)
    expect(await mayCancel(app, { cookie, ...foreign })).toBe(false)
  }
})

test('leads back into this site only', async () => {
  for (const page of ['//evil.example/', '/\t/evil.example/', 'https://evil.example/', '/\\evil']) {
    expect((await signIn(app, ADMIN, {}, page)).headers.get('location')).toBe('/')
  }
})

test('without any token the page says what to do', async () => {
  const open = await testApp({}, { empty: true })
  const html = await (await open.get('/login')).text()
  expect(html).toContain('set ADMIN_TOKEN')
  expect(html).not.toContain('type="password"')
  expect(await (await open.get('/login', { 'accept-language': 'fr' })).text()).toContain(
    'définissez',
  )
  await open.close()
})

test('replicas that make a secret at once agree on one', async () => {
  const { imports, close } = await openStores('sqlite::memory:')
  const secrets = await Promise.all(Array.from({ length: 8 }, () => sharedSecret(null, imports)()))
  expect(new Set(secrets).size).toBe(1)
  expect(secrets[0]?.length).toBeGreaterThanOrEqual(32)
  expect(await sharedSecret('configured', imports)()).toBe('configured')
  expect(await imports.writeSetting('session-secret', 'other')).toBe(String(secrets[0]))
  expect(await imports.readSetting('nothing')).toBeNull()
  await close()
})
