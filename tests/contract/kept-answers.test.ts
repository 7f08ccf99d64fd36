import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { createApp } from '../../src/app.tsx'
import { KeptAnswers } from '../../src/platform/http/kept-answers.ts'
import { ended, type TestApp, testApp } from '../support/app.ts'
import { QUERIES, routesOf } from '../support/routes.ts'
import { ROOT, temporaryFolder } from '../support/server.ts'
import { isLong } from '../support/tools.ts'

let market: TestApp
let id: string
beforeAll(async () => {
  market = await testApp()
  const { items } = (await (await market.get('/api/cars?limit=1')).json()) as {
    items: { id: string }[]
  }
  id = items[0]?.id ?? ''
})
afterAll(() => market.close())

type Counts = { kept: number; made: number; entries: number; bytes: number }
async function counts({ get }: TestApp): Promise<Counts> {
  const text = await (await get('/metrics')).text()
  const read = (line: RegExp) => Number(text.match(line)?.[1] ?? Number.NaN)
  return {
    kept: read(/^forecourt_answers_total\{from="kept".*\} (\d+)$/m),
    made: read(/^forecourt_answers_total\{from="made".*\} (\d+)$/m),
    entries: read(/^forecourt_kept_answers\{.*\} (\d+)$/m),
    bytes: read(/^forecourt_kept_answers_bytes\{.*\} (\d+)$/m),
  }
}

/** Every address that may be read, with what its route needs. */
const addresses = () =>
  routesOf(market, (name, route) => {
    const known: Record<string, string> = { code: 'fr', part: '2019~Honda.xml' }
    if (name === 'file') return market.deps.assets.paths.css.split('/').at(-1) ?? ''
    return known[name] ?? (route.includes('imports') ? '1' : id)
  })
    .filter(({ method }) => method === 'GET')
    .map(({ path, route }) => (QUERIES[route] ? `${path}?${QUERIES[route]}` : path))

const FORMS: Record<string, string>[] = ['', 'gzip', 'br', 'zstd'].flatMap((coding) =>
  ['en', 'fr'].flatMap((language) =>
    [{}, { 'hx-request-type': 'partial' }].map((form) => ({
      'accept-encoding': coding,
      'accept-language': language,
      ...form,
    })),
  ),
)
/** Every coding of one language and form, another of these for each address; all of them in the long form. */
const formsOf = (index: number) => FORMS.filter((_, n) => isLong() || n % 4 === index % 4)
/** A file is compressed already and takes a second to make. */
const isFile = (path: string) => path.startsWith('/reports/market.') || path.endsWith('.png')
const FILE_FORMS = FORMS.slice(1, 3)
/** What names one request alone. */
const OWN = new Set(['x-request-id', 'traceparent'])
async function whole(answer: Response) {
  const headers = [...answer.headers].filter(([name]) => !OWN.has(name)).sort()
  const body = new Bun.CryptoHasher('sha256').update(await ended(answer).bytes()).digest('hex')
  return { status: answer.status, headers, body }
}

describe('whole answers', () => {
  test('are the same the second time, in every form, coding and language', async () => {
    const before = await counts(market)
    let tagged = 0
    for (const [index, path] of addresses().entries()) {
      for (const form of isFile(path) ? FILE_FORMS : formsOf(index)) {
        const first = await market.get(path, form)
        const isTagged = first.headers.has('etag')
        const made = await whole(first)
        if (!isTagged) break
        tagged += 1
        expect([path, form, await whole(await market.get(path, form))]).toEqual([path, form, made])
      }
    }
    const after = await counts(market)
    expect(tagged).toBeGreaterThan(75)
    // What flows is made each time.
    expect(after.kept - before.kept).toBeGreaterThan(tagged * 0.75)
    expect(after.bytes).toBeGreaterThan(after.entries * 1000)
  }, 120_000)

  test('are one, however the parameters of a question are ordered', async () => {
    const first = await market.get('/api/cars?brand=Tata&fuel=diesel&brand=Honda')
    const before = await counts(market)
    const again = await market.get('/api/cars?fuel=diesel&brand=Tata&brand=Honda')
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'))
    expect(await again.text()).toBe(await first.text())
    const other = await market.get('/api/cars?fuel=diesel&brand=Honda&brand=Tata')
    expect(other.headers.get('etag')).not.toBe(first.headers.get('etag'))
    const after = await counts(market)
    expect([after.kept - before.kept, after.made - before.made]).toEqual([1, 1])
  })

  test('are told of and not sent, as a reader holds them', async () => {
    const first = await market.get('/cars?brand=Tata')
    const etag = first.headers.get('etag') ?? ''
    for (const held of [etag, `"x", ${etag}`, '*']) {
      const answer = await market.get('/cars?brand=Tata', { 'if-none-match': held })
      expect([answer.status, await answer.text(), answer.headers.get('etag')]).toEqual([
        304,
        '',
        etag,
      ])
      expect(answer.headers.has('content-type')).toBe(false)
    }
  })

  test('are of one host: pages name the address that was called', async () => {
    const here = await (await market.get('/cars')).text()
    const there = await (await market.get('/cars', { host: '127.0.0.1:3000' })).text()
    expect(here).toContain('http://localhost')
    expect(there).toContain('http://127.0.0.1:3000')
    expect(there).not.toContain('http://localhost')
  })

  test('are not kept where they are refusals, or not about a snapshot', async () => {
    const { entries } = await counts(market)
    for (const path of [
      '/cars/no-such-car',
      '/api/cars?brnd=x',
      '/cars?price_min=x',
      '/nowhere',
      '/health',
      '/health/ready',
      '/imports',
      '/api/imports',
      '/api/imports/1/rejects?format=csv',
      '/api/cars?format=ndjson',
      '/about',
    ]) {
      await (await market.get(path)).text()
    }
    expect((await counts(market)).entries).toBe(entries)
  })

  test('are made once for all who ask meanwhile', async () => {
    let pages = 0
    const counting = new Proxy(market.deps.cars, {
      get(store, name) {
        const value = Reflect.get(store, name)
        if (name === 'page') pages += 1
        return value
      },
    })
    const app = createApp({ ...market.deps, cars: counting })
    const asked = Array.from({ length: 20 }, () =>
      app.handle(new Request('http://localhost/api/cars', { headers: { host: 'localhost' } })),
    )
    const bodies = await Promise.all((await Promise.all(asked)).map((answer) => answer.text()))
    expect(new Set(bodies).size).toBe(1)
    expect(pages).toBe(1)
  })
})

describe('nobody gets the answer of', () => {
  const TOKENS = { ADMIN_TOKEN: 'the-token-of-the-operator', READER_TOKEN: 'the-token-of-a-reader' }

  test('somebody who has signed in', async () => {
    const guarded = await testApp(TOKENS)
    const known: Record<string, string>[] = []
    for (const token of Object.values(TOKENS)) {
      const form = new URLSearchParams({ token, page: '/' }).toString()
      const type = { 'content-type': 'application/x-www-form-urlencoded' }
      const opened = await guarded.post('/login', form, type)
      const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? ''
      known.push({ cookie }, { cookie: `a=b; ${cookie}` }, { authorization: `Bearer ${token}` })
    }
    // Each address by one of them, and by all in the long form.
    for (const [index, path] of addresses().entries()) {
      for (const headers of known.filter((_, n) => isLong() || n === index % known.length)) {
        await ended(await guarded.get(path, headers)).text()
      }
    }
    expect(await counts(guarded)).toEqual({ kept: 0, made: 0, entries: 0, bytes: 0 })
    await guarded.close()
  }, 60_000)

  test('an older snapshot, whoever published the new one', async () => {
    const folder = temporaryFolder()
    const database = `sqlite:${join(folder.path, 'market.db')}`
    const app = await testApp({ DATABASE_URL: database })
    const paths = ['/', '/cars', '/api/cars', '/api/facets', '/market']
    const read = async () => {
      const answers = await Promise.all(paths.map((path) => app.get(path)))
      return answers.map((answer) => answer.headers.get('etag')?.match(/^W\/"(\d+)-/)?.[1])
    }
    await read()
    expect(await read()).toEqual(paths.map(() => '1'))
    const file = join(folder.path, 'other.csv')
    const rows = (await Bun.file(join(ROOT, 'src/imports/sample/cars.csv')).text()).split('\n')
    await Bun.write(file, rows.slice(0, 500).join('\n'))
    const child = Bun.spawn([process.execPath, join(ROOT, 'sidecars/etl/main.ts'), file], {
      env: { PATH: process.env.PATH, DATABASE_URL: database, LOG_LEVEL: 'error' },
      stdout: 'ignore',
      stderr: 'inherit',
    })
    expect(await child.exited).toBe(0)
    expect(await read()).toEqual(paths.map(() => '2'))
    expect(await read()).toEqual(paths.map(() => '2'))
    await app.close()
    folder.remove()
  }, 60_000)
})

test('CACHE_MB=0 keeps nothing', async () => {
  const app = await testApp({ CACHE_MB: '0' })
  const first = await whole(await app.get('/cars'))
  expect(await whole(await app.get('/cars'))).toEqual(first)
  expect(await counts(app)).toEqual({
    kept: Number.NaN,
    made: Number.NaN,
    entries: Number.NaN,
    bytes: Number.NaN,
  })
  await app.close()
})

describe('what is kept', () => {
  const answer = (bytes: number) => ({
    response: new Response(new Uint8Array(bytes)),
    bytes,
    etag: '"x"',
    route: '/',
  })

  test('never takes more than its bytes, and drops what was asked for least lately', async () => {
    const answers = new KeptAnswers(100_000)
    for (let n = 0; n < 50; n++) {
      await answers.once(`key ${n}`, async () => answer(5000))
      answers.find('key 0')
      expect(answers.counts.bytes).toBeLessThanOrEqual(100_000)
    }
    expect(answers.find('key 0')).toBeDefined()
    expect(answers.find('key 1')).toBeUndefined()
    expect(answers.counts.entries).toBeGreaterThan(10)
  })

  test('is not one answer that would drive all others out', async () => {
    const answers = new KeptAnswers(100_000)
    await answers.once('small', async () => answer(10))
    await answers.once('large', async () => answer(50_000))
    expect(answers.find('large')).toBeUndefined()
    expect(answers.find('small')).toBeDefined()
  })

  test('is nothing of what failed, and those who waited hear of it', async () => {
    const answers = new KeptAnswers(100_000)
    const failing = () => answers.once('key', () => Promise.reject(new Error('away')))
    const both = await Promise.allSettled([failing(), failing()])
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect((await answers.once('key', async () => answer(1)))?.bytes).toBe(1)
  })

  test('is nothing that is for its own request alone', async () => {
    const answers = new KeptAnswers(100_000)
    let made = 0
    const own = async () => {
      made += 1
      return null
    }
    expect(await Promise.all([answers.once('key', own), answers.once('key', own)])).toEqual([
      null,
      null,
    ])
    expect(await answers.once('key', own)).toBeNull()
    expect(made).toBe(2)
    expect(answers.counts.entries).toBe(0)
  })
})
