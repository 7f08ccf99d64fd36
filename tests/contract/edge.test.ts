import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { connect } from 'node:net'
import { MongoServerSelectionError } from 'mongodb'
import { createApp } from '../../src/app.tsx'
import { ended, type TestApp, testApp } from '../support/app.ts'
import { QUERIES, type RouteAt, routesOf } from '../support/routes.ts'

let market: TestApp
let empty: TestApp
let id: string
beforeAll(async () => {
  market = await testApp()
  empty = await testApp({}, { empty: true })
  const { items } = (await (await market.get('/api/cars?limit=1')).json()) as {
    items: { id: string }[]
  }
  id = items[0]?.id ?? ''
})
afterAll(async () => {
  await market.close()
  await empty.close()
})

const SECURITY = [
  'content-security-policy',
  'x-content-type-options',
  'referrer-policy',
  'permissions-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
]
const real = (name: string, route: string) =>
  name === 'code'
    ? 'fr'
    : name === 'file'
      ? (market.deps.assets.paths.css.split('/').at(-1) ?? '')
      : name === 'part'
        ? '2019~Honda.xml'
        : route.includes('imports')
          ? '1'
          : id
const withQuery = ({ path, route }: RouteAt) =>
  QUERIES[route] ? `${path}?${QUERIES[route]}` : path
const ask = async (
  { app }: Pick<TestApp, 'app'>,
  { method }: { method: string },
  path: string,
  headers: Record<string, string> = {},
) => {
  const sent = { method, headers: { host: 'localhost', ...headers } }
  return ended(await app.handle(new Request(`http://localhost${path}`, sent)))
}

/** What every answer keeps to, whatever was asked. */
async function sound(answer: Response, what: string, problem: RegExp = /./): Promise<void> {
  const missing = SECURITY.filter((name) => !answer.headers.has(name))
  expect([what, missing]).toEqual([what, []])
  expect([what, answer.headers.has('x-request-id')]).toEqual([what, true])
  const text = await answer.text()
  expect([what, /node_modules|\.tsx?:\d+|bun:main/.test(text)]).toEqual([what, false])
  expect([what, `${answer.status}`]).toEqual([what, expect.stringMatching(problem)])
}

describe('all routes', () => {
  test('are answered by async functions: Elysia loses the rejection of others', () => {
    const plain = market.app.routes.filter(
      ({ handler }) => handler.constructor !== (async () => {}).constructor,
    )
    expect(plain.map(({ method, path }) => `${method} ${path}`)).toEqual([])
  })

  test('answer with every security header, and never by a fault', async () => {
    const all = routesOf(market, real)
    expect(all.length).toBeGreaterThan(50)
    for (const route of all) {
      const answer = await ask(market, route, withQuery(route))
      await sound(answer, `${route.method} ${route.path}`, /^[234]/)
    }
  }, 60_000)

  test('on an empty store promise what is to come, and never fail', async () => {
    for (const route of routesOf(empty, real)) {
      const answer = await ask(empty, route, withQuery(route))
      await sound(answer, `${route.method} ${route.path}`, /^([234]\d\d|503)$/)
    }
  }, 60_000)

  test('where the database is away, a 503 with Retry-After that names no host', async () => {
    const away = new MongoServerSelectionError('secret-host:27017 timed out', {} as never)
    const failing = <T extends object>(store: T): T =>
      new Proxy(store, {
        get: (_, name) =>
          name === 'scan'
            ? async function* () {
                yield await Promise.reject(away)
              }
            : name === 'currentNow'
              ? () => {
                  throw away
                }
              : async () => {
                  throw away
                },
      })
    const { deps } = market
    const app = createApp({
      ...deps,
      cars: failing(deps.cars),
      imports: failing(deps.imports),
      importer: failing(deps.importer),
    })
    const statuses: Record<string, number> = {}
    for (const route of routesOf({ app }, real)) {
      const answer = await ask({ app }, route, withQuery(route))
      statuses[`${route.method} ${route.route}`] = answer.status
      const retry = answer.headers.has('retry-after')
      const text = await answer.clone().text()
      expect([route.path, text.includes('secret-host')]).toEqual([route.path, false])
      await sound(answer, `${route.method} ${route.path}`, /^([234]\d\d|503)$/)
      if (answer.status === 503) expect([route.path, retry]).toEqual([route.path, true])
    }
    for (const needed of ['GET /', 'GET /cars', 'GET /cars/:id', 'GET /market', 'GET /api/cars']) {
      expect([needed, statuses[needed]]).toEqual([needed, 503])
    }
    expect(statuses['GET /health/live']).toBe(200)
  }, 60_000)

  const HOSTILE = [
    'constructor',
    '__proto__',
    'toString',
    '%25',
    '%2F',
    '%00',
    '%E2%82%AC',
    '..%2f',
  ]
  test.each(HOSTILE)(
    'take %s as a word like any other',
    async (word) => {
      for (const route of routesOf(market, () => word)) {
        const path =
          route.path === route.route && route.method === 'GET'
            ? `${route.path}?brand=${word}&base_model=${word}&year=2019&km=40000&field=${word}&sort=${word}`
            : route.path
        for (const each of [path, `${route.path}?brand=${word}`, `${route.path}?${word}=${word}`]) {
          await sound(await ask(market, route, each), `${route.method} ${each}`, /^[234]/)
        }
      }
    },
    120_000,
  )

  test.each(['%', '%E0%A4%A', '%ff', '%C0%AF'])(
    'a path with %s is a 400 or a 404',
    async (word) => {
      for (const route of routesOf(market, () => word)) {
        if (!route.path.includes(word)) continue
        const answer = await ask(market, route, route.path)
        await sound(answer, `${route.method} ${route.path}`, /^40[04]$/)
      }
    },
  )

  test('say what they take: OPTIONS, HEAD, and 405 with Allow for the rest', async () => {
    for (const route of routesOf(market, real)) {
      const options = await ask(market, { method: 'OPTIONS' }, route.path)
      const allow = options.headers.get('allow') ?? ''
      expect([route.path, options.status, allow.split(', ').includes(route.method)]).toEqual([
        route.path,
        204,
        true,
      ])
      await sound(options, `OPTIONS ${route.path}`)
      const wrong = await ask(market, { method: 'PUT' }, route.path)
      expect([route.path, wrong.status, wrong.headers.get('allow')]).toEqual([
        route.path,
        405,
        allow,
      ])
      await sound(wrong, `PUT ${route.path}`)
      if (route.method !== 'GET') continue
      const head = await ask(market, { method: 'HEAD' }, withQuery(route))
      const get = await ask(market, route, withQuery(route))
      expect([route.path, head.status, await head.text()]).toEqual([route.path, get.status, ''])
      await get.body?.cancel()
    }
  }, 60_000)

  test('have one address: a slash at the end leads to the one without', async () => {
    for (const route of routesOf(market, real)) {
      if (route.path === '/') continue
      const answer = await ask(market, route, `${route.path}/?x=1`)
      expect([route.path, answer.status, answer.headers.get('location')]).toEqual([
        route.path,
        308,
        `${route.path}?x=1`,
      ])
      await sound(answer, `${route.path}/`)
    }
    const elsewhere = await ask(market, { method: 'GET' }, '//evil.example/')
    expect(elsewhere.headers.get('location')).toBe('/evil.example')
  })

  test('that change something refuse strangers, whatever they send', async () => {
    const locked = await testApp({ ADMIN_TOKEN: 'a-long-secret-token' }, { empty: true })
    const changing = routesOf(locked, real).filter(({ method }) => method !== 'GET')
    expect(changing.length).toBeGreaterThan(6)
    const open = changing.filter(({ access }) => access === 'anyone').map(({ route }) => route)
    expect([...open].sort()).toEqual([
      '/api/statistics/histogram',
      '/api/statistics/mean',
      '/api/statistics/summary',
      '/login',
      '/logout',
      '/searches',
      '/searches/looked/removal',
      '/searches/removal',
      '/searches/return',
    ])
    for (const route of changing) {
      expect([route.route, route.access]).toEqual([route.route, expect.any(String)])
      if (route.access === 'anyone') continue
      for (const authorization of ['', 'Bearer wrong', 'Basic YTpi', 'Bearer a-long-secret-toke']) {
        const answer = await ask(locked, route, route.path, authorization ? { authorization } : {})
        expect([route.path, answer.status, answer.headers.get('www-authenticate')]).toEqual([
          route.path,
          401,
          'Bearer',
        ])
        await sound(answer, route.path)
      }
    }
    await locked.close()
  })
})

describe('a tag', () => {
  test('of one page is never taken for another, nor for one that is not there', async () => {
    const etag = (await market.get('/cars')).headers.get('etag') ?? ''
    for (const path of ['/cars/nope', '/api/cars/nope', '/imports/99', '/nope', '/sitemaps/abc']) {
      for (const tag of [etag, '*']) {
        expect([path, (await market.get(path, { 'if-none-match': tag })).status]).toEqual([
          path,
          404,
        ])
      }
    }
    expect((await market.get('/market', { 'if-none-match': etag })).status).toBe(200)
  })

  test('is compared weakly, in lists, and with *', async () => {
    const etag = (await market.get('/api/cars')).headers.get('etag') ?? ''
    const strong = etag.replace(/^W\//, '')
    for (const held of [etag, strong, `"x", ${etag}`, `W/"a,b",${strong}`, '*']) {
      const answer = await market.get('/api/cars', { 'if-none-match': held })
      expect([held, answer.status]).toEqual([held, 304])
    }
    for (const other of ['"x"', strong.replaceAll('"', ''), 'W/"', '']) {
      expect((await market.get('/api/cars', { 'if-none-match': other })).status).toBe(200)
    }
  })

  test('spares every question but which snapshot is current', async () => {
    const asked: string[] = []
    const counting = new Proxy(market.deps.cars, {
      get(store, name, receiver) {
        const value = Reflect.get(store, name, receiver)
        if (typeof value !== 'function') return value
        return (...args: unknown[]) => {
          asked.push(String(name))
          return value.apply(store, args)
        }
      },
    })
    const app = createApp({ ...market.deps, cars: counting })
    let tagged = 0
    for (const route of routesOf({ app }, real).filter(({ method }) => method === 'GET')) {
      const path = withQuery(route)
      const first = await ask({ app }, route, path)
      await first.body?.cancel()
      const etag = first.headers.get('etag')
      if (!etag) continue
      asked.length = 0
      tagged++
      const again = await ask({ app }, route, path, { 'if-none-match': etag })
      expect([path, again.status, await again.text()]).toEqual([path, 304, ''])
      expect([path, asked.filter((name) => !name.startsWith('current'))]).toEqual([path, []])
    }
    expect(tagged).toBeGreaterThan(20)
  }, 60_000)

  test('stands on exports, with Vary', async () => {
    for (const format of ['csv', 'ndjson']) {
      const answer = await market.get(`/api/cars?format=${format}`)
      expect(answer.headers.get('etag')).toStartWith('W/"1-')
      expect(answer.headers.get('vary')).toContain('Accept-Encoding')
      await answer.body?.cancel()
    }
  })
})

describe('content coding', () => {
  const decode: Record<string, (bytes: Uint8Array<ArrayBuffer>) => Uint8Array> = {
    gzip: (bytes) => Bun.gunzipSync(bytes),
    br: (bytes) => require('node:zlib').brotliDecompressSync(bytes),
    zstd: (bytes) => Bun.zstdDecompressSync(bytes),
  }
  test.each(Object.keys(decode))(
    '%s of pages, exports and assets is the same text',
    async (coding) => {
      for (const path of ['/cars', '/api/cars?format=ndjson', market.deps.assets.paths.css]) {
        const plain = await (await market.get(path)).text()
        const answer = await market.get(path, { 'accept-encoding': coding })
        expect([path, answer.headers.get('content-encoding')]).toEqual([path, coding])
        const text = new TextDecoder().decode(
          decode[coding]?.(new Uint8Array(await answer.arrayBuffer())),
        )
        expect(text === plain).toBe(true)
      }
    },
  )

  test('what is refused with q=0 is not sent, and small answers stay as they are', async () => {
    for (const accepted of ['gzip;q=0', 'gzip;q=0.0, br;q=0', '*;q=0', 'identity', '']) {
      const answer = await market.get('/cars', { 'accept-encoding': accepted })
      expect([accepted, answer.headers.get('content-encoding')]).toEqual([accepted, null])
    }
    const small = await market.get('/health/live', { 'accept-encoding': 'gzip, br, zstd' })
    expect(small.headers.get('content-encoding')).toBeNull()
  })
})

describe('over a connection', () => {
  let port: number
  beforeAll(() => {
    market.app.listen({ port: 0, hostname: '127.0.0.1', development: false })
    port = market.app.server?.port ?? 0
  })
  afterAll(() => market.app.stop(true))

  /** Bytes as they are written, so that no client corrects them. */
  const send = (text: string) =>
    new Promise<string>((resolve) => {
      let heard = ''
      const socket = connect(port, '127.0.0.1', () => socket.write(text))
      socket.on('data', (data) => {
        heard += data
      })
      socket.on('close', () => resolve(heard))
      socket.on('error', () => resolve(heard))
      setTimeout(() => socket.destroy(), 3000).unref()
    })

  test.each(['a b', '[::1', 'x/y', 'user@host', 'x:99999', ''])(
    'Host %j is a 400 problem with every header, on all routes',
    async (host) => {
      const routes =
        host === 'a b' ? routesOf(market, real) : [{ method: 'GET', path: '/api/cars' }]
      for (const { method, path } of routes) {
        const answer = await send(
          `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
        )
        expect([path, answer.split('\r\n', 1)[0]]).toEqual([path, 'HTTP/1.1 400 Bad Request'])
        for (const name of SECURITY) expect(answer.toLowerCase()).toContain(name)
        expect(answer).not.toMatch(/\.tsx?:\d+|node_modules/)
        expect(answer).toContain('application/problem+json')
      }
    },
    30_000,
  )

  test('a body that states its size is refused before it is sent, others once they are too long', async () => {
    const head = 'POST /api/imports HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n'
    expect(await send(`${head}Content-Length: 100000000\r\n\r\n{`)).toStartWith('HTTP/1.1 413')
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`
    const streamed = await send(`${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(20)}`)
    expect(streamed).toStartWith('HTTP/1.1 413')
  })

  test('an address of more than 8 kB is a 414', async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/cars?q=${'x'.repeat(8300)}`)
    expect(answer.status).toBe(414)
    await sound(answer, 'a long address')
  })
})
