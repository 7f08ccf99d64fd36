import { describe, expect, test } from 'bun:test'
import { testApp } from '../../../tests/support/app.ts'
import { readText } from './limits.ts'

const post = (body: ReadableStream | string) =>
  new Request('http://localhost/', { method: 'POST', body, headers: {} })

test('a body is counted as it arrives', async () => {
  expect(await readText(post('é€'))).toBe('é€')
  expect(await readText(new Request('http://localhost/'))).toBe('')
  let pulled = 0
  const endless = new ReadableStream({
    pull(controller) {
      pulled++
      controller.enqueue(new Uint8Array(1000))
    },
  })
  expect(readText(post(endless), 10_000)).rejects.toMatchObject({ status: 413 })
  await Bun.sleep(50)
  expect(pulled).toBeLessThan(50)
})

test('JSON that nests too deeply is a 400 before it is built', async () => {
  const { post: send, close } = await testApp({}, { empty: true })
  const deep = `{"source":${'['.repeat(400_000)}${']'.repeat(400_000)}}`
  const answer = await send('/api/imports', deep)
  expect([answer.status, (await answer.json()).detail]).toEqual([
    400,
    'The body is nested too deeply.',
  ])
  const quoted = await send('/api/imports', JSON.stringify({ source: '[['.repeat(900), colour: 1 }))
  expect(quoted.status).toBe(422)
  await close()
})

describe('RATE_LIMIT', () => {
  test('says what is left, then refuses with when to come back; probes always pass', async () => {
    const { get, close } = await testApp({ RATE_LIMIT: '3' }, { empty: true })
    for (const left of [2, 1, 0]) {
      const answer = await get('/api')
      expect(answer.status).toBe(200)
      expect(answer.headers.get('ratelimit-policy')).toBe('"requests";q=3;w=60')
      expect(answer.headers.get('ratelimit')).toMatch(new RegExp(`^"requests";r=${left};t=\\d+$`))
    }
    const refused = await get('/api')
    expect([refused.status, refused.headers.get('content-type')]).toEqual([
      429,
      'application/problem+json; charset=utf-8',
    ])
    expect(Number(refused.headers.get('retry-after'))).toBeWithin(1, 61)
    expect(refused.headers.get('ratelimit')).toStartWith('"requests";r=0;')
    expect(refused.headers.get('content-security-policy')).toBeTruthy()
    expect((await get('/health/live')).status).toBe(200)
    await close()
  })

  test('is off on loopback, and says nothing then', async () => {
    const { get, close } = await testApp({}, { empty: true })
    expect((await get('/api')).headers.has('ratelimit')).toBe(false)
    await close()
  })
})

describe('CORS_ORIGINS', () => {
  const page = 'https://cars.example'
  test('lets named origins read, tells caches, and never allows cookies', async () => {
    const { app, get, close } = await testApp(
      { CORS_ORIGINS: `${page}, https://b.example:8443` },
      { empty: true },
    )
    const read = await get('/api', { origin: page })
    expect(read.headers.get('access-control-allow-origin')).toBe(page)
    expect(read.headers.get('access-control-allow-credentials')).toBeNull()
    for (const origin of [page, 'https://evil.example', undefined]) {
      const answer = await get('/api', origin ? { origin } : {})
      expect(answer.headers.get('vary')).toContain('Origin')
    }
    for (const origin of [
      'https://evil.example',
      'https://cars.example.evil',
      'http://cars.example',
      'null',
    ]) {
      expect((await get('/api', { origin })).headers.has('access-control-allow-origin')).toBe(false)
    }
    const preflight = await app.handle(
      new Request('http://localhost/api/imports', {
        method: 'OPTIONS',
        headers: { host: 'localhost', origin: page, 'access-control-request-method': 'POST' },
      }),
    )
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe(page)
    expect(preflight.headers.get('access-control-allow-methods')).toContain('POST')
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Authorization')
    await close()
  })

  test('opens changes to pages of named origins with a token, and to no other', async () => {
    const ADMIN_TOKEN = 'a-long-secret-token'
    const { post: send, close } = await testApp(
      { CORS_ORIGINS: page, ADMIN_TOKEN },
      { empty: true },
    )
    const from = async (origin: string, authorization: string) =>
      (
        await send('/api/imports/9/cancellation', '', {
          origin,
          'sec-fetch-site': 'cross-site',
          ...(authorization && { authorization }),
        })
      ).status
    expect(await from(page, `Bearer ${ADMIN_TOKEN}`)).toBe(404)
    expect(await from(page, '')).toBe(403)
    expect(await from('https://evil.example', `Bearer ${ADMIN_TOKEN}`)).toBe(403)
    await close()
  })
})

test('without ADMIN_TOKEN any header of a proxy closes changes', async () => {
  const { post: send, close } = await testApp({}, { empty: true })
  const status = async (name: string) =>
    (await send('/api/imports/9/cancellation', '', { [name]: 'x' })).status
  expect(await status('accept')).toBe(404)
  const names =
    'forwarded via x-forwarded-for x-forwarded-host x-forwarded-proto x-forwarded-port x-forwarded-server x-forwarded-prefix x-real-ip x-client-ip x-cluster-client-ip true-client-ip fastly-client-ip cf-connecting-ip cf-ray cdn-loop x-original-host x-original-url x-original-forwarded-for x-proxyuser-ip x-envoy-external-address x-host x-rewrite-url x-azure-ref x-amzn-trace-id x-appengine-client-ip'
  for (const name of names.split(' ')) expect([name, await status(name)]).toEqual([name, 403])
  await close()
})

test('links follow no foreign Host', async () => {
  const open = await testApp()
  for (const path of [
    '/',
    '/cars',
    '/feeds/cars.atom',
    '/feeds/cars.json',
    '/sitemap.xml',
    '/robots.txt',
  ]) {
    const answer = await open.get(path, { host: 'evil.example' })
    expect([path, (await answer.text()).includes('evil.example')]).toEqual([path, false])
  }
  const page = await (await open.get('/cars', { host: 'evil.example' })).text()
  expect(page).toContain('<link rel="canonical" href="/cars"/>')
  await open.close()
  const stated = await testApp({ PUBLIC_URL: 'https://cars.example/' }, { empty: true })
  const robots = await (await stated.get('/robots.txt', { host: 'evil.example' })).text()
  expect(robots).toContain('Sitemap: https://cars.example/sitemap.xml')
  await stated.close()
})
