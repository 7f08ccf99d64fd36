import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../tests/support/app.ts'
import { aCar, publish } from '../../tests/support/cars.ts'
import { temporaryFolder } from '../../tests/support/server.ts'
import { MOST_SEARCHES } from './kept.ts'
import { webhookCommand } from './views/search.tsx'

let market: TestApp
const city = aCar({ id: 'city', title: '2019 Honda City VX', price: 700_000 })
const amaze = aCar({
  id: 'amaze',
  base_model: 'Amaze',
  title: '2020 Honda Amaze S',
  price: 500_000,
})
const swift = aCar({
  id: 'swift',
  brand: 'Maruti',
  base_model: 'Swift',
  title: '2018 Maruti Swift',
})
beforeAll(async () => {
  market = await testApp({}, { empty: true })
  await publish(market.stores, 1, [city, swift])
})
afterAll(() => market.close())

/** A browser: it keeps what it is told to. */
function browser() {
  const cookies = new Map<string, string>()
  const headers = () => ({
    cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
  })
  const kept = (answer: Response) => {
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = set.match(/^(\w+)=([^;]*)/) ?? []
      if (set.includes('Max-Age=0')) cookies.delete(name)
      else cookies.set(name, value)
    }
    return answer
  }
  return {
    cookies,
    get: async (path: string) => kept(await market.get(path, headers())),
    text: async (path = '/searches') => (await market.get(path, headers())).text(),
    post: async (path: string, form: Record<string, string> = {}) =>
      kept(await market.post(path, new URLSearchParams(form).toString(), headers())),
  }
}

describe('a saved search', () => {
  const reader = browser()

  test('is offered where a list is filtered, under the words of its filter', async () => {
    expect(await reader.text('/cars?brand=Honda')).toContain('href="/searches?brand=Honda"')
    expect(await reader.text('/cars')).not.toContain('href="/searches?')
    const form = await reader.text('/searches?brand=Honda&price_max=7,00,000')
    expect(form).toContain('value="?brand=Honda&price_max=700000"')
    expect(form).toContain('Brand: Honda · Asking price: up to ₹7,00,000')
  })

  test('is kept by the browser, and says what it finds', async () => {
    const saved = await reader.post('/searches', { name: 'Town <b>', search: '?brand=Honda' })
    expect([saved.status, saved.headers.get('location')]).toEqual([303, '/searches'])
    const cookie = saved.headers.get('set-cookie') ?? ''
    for (const flag of ['HttpOnly', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(flag)
    const html = await reader.text()
    expect(html).toContain('Town &lt;b&gt;')
    expect(html).toContain('Show 1 car<')
    expect(html).toContain('Nothing new since you last looked.')
  })

  test('shows what came and what became cheaper since, with feed, JSON and CSV beside it', async () => {
    await publish(market.stores, 2, [{ ...city, price: 680_000 }, amaze, swift])
    const html = await reader.text()
    expect(html).toContain('1 new car in your searches')
    expect(html).toContain('1 new car and 1 cheaper car since you last looked.')
    expect(html).toContain('href="/cars/amaze"')
    expect(html).toContain('₹6,80,000, before ₹7,00,000')
    expect(html).not.toContain('Swift')
    for (const path of ['/feeds/cars.atom', '/feeds/cars.json', '/api/cars']) {
      expect(html).toContain(`href="${path}?brand=Honda"`)
      expect((await market.get(`${path}?brand=Honda`)).status).toBe(200)
    }
    expect((await market.get('/api/cars?brand=Honda&format=csv')).status).toBe(200)
  })

  test('counts anew from when its cars were shown', async () => {
    const opened = await reader.get('/searches/open?name=Town+%3Cb%3E')
    expect(opened.headers.get('location')).toBe('/cars?brand=Honda')
    expect(await reader.text()).toContain('Nothing new since you last looked.')
    expect((await reader.get('/searches/open?name=other')).headers.get('location')).toBe(
      '/searches',
    )
  })

  test('comes back after it was removed, as long as nothing else was done', async () => {
    await reader.post('/searches/removal', { name: 'Town <b>' })
    expect(await reader.text()).toContain('“Town &lt;b&gt;” is removed.')
    expect(await reader.text()).not.toContain('Show 2 cars')
    await reader.post('/searches/return')
    expect(await reader.text()).toContain('Show 2 cars')
    expect(await reader.text()).not.toContain('is removed')
    await reader.post('/searches/return')
    expect((await reader.text()).match(/Show 2 cars/g)).toHaveLength(1)
  })

  test('of the same name takes the place of the one before', async () => {
    await reader.post('/searches', { name: 'Town <b>', search: '?brand=Maruti' })
    expect((await reader.text()).match(/<h2 id="search-/g)).toHaveLength(1)
  })
})

test('what a browser would not keep is refused, with the reason', async () => {
  const full = browser()
  for (let n = 0; n < MOST_SEARCHES; n++) {
    expect((await full.post('/searches', { name: `n${n}`, search: '?owners=1' })).status).toBe(303)
  }
  const more = await full.post('/searches', { name: 'one more', search: '?owners=1' })
  expect([more.status, more.headers.has('set-cookie')]).toEqual([422, false])
  expect(await more.text()).toContain(`keeps ${MOST_SEARCHES} searches at most`)
  const long = browser()
  const search = `?${new URLSearchParams(Array.from({ length: 40 }, (_, n) => ['brand', `${n}`.repeat(40)]))}`
  expect((await long.post('/searches', { name: 'long', search })).status).toBe(422)
})

test.each([
  ['no name', { search: '?brand=Honda' }],
  ['a long name', { name: 'x'.repeat(61) }],
  ['a filter that is none', { name: 'x', search: '?brnd=Honda' }],
  ['another field', { name: 'x', colour: 'red' }],
])('%s is refused', async (_, form) => {
  expect((await market.post('/searches', new URLSearchParams(form).toString())).status).toBe(422)
})

test('another site cannot save or remove', async () => {
  for (const path of ['', '/removal', '/return', '/looked/removal']) {
    const sent = await market.post(`/searches${path}`, 'name=x', { 'sec-fetch-site': 'cross-site' })
    expect(sent.status).toBe(403)
  }
})

test.each(['', 'x', '%', 'bnVsbA', 'eyJrZXB0IjpbWyJhIiwiP2NvbG91cj1yZWQiLDFdLDFdfQ', '__proto__'])(
  'a cookie that is not ours, %p, is no search and no car',
  async (value) => {
    const cookie = `searches=${value}; looked=${value}`
    const page = await market.get('/searches', { cookie })
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('No search is saved yet')
    expect((await market.get('/live/marks?id=city&look=city', { cookie })).status).toBe(200)
  },
)

describe('a car that was looked at', () => {
  const reader = browser()
  const marks = () => reader.text('/live/marks?id=city&id=swift&look=city')

  test('is remembered with its price, and a drop is marked wherever it stands', async () => {
    expect(await reader.text('/cars/city')).toContain('/live/marks?id=city&look=city')
    await reader.get('/live/marks?id=city&look=city')
    expect(await marks()).not.toContain('than when you first looked')
    await publish(market.stores, 3, [{ ...city, price: 650_000 }, amaze, swift])
    expect(await marks()).toContain('₹30,000 less than when you first looked')
    expect((await marks()).match(/first looked/g)).toHaveLength(1)
    const html = await reader.text()
    expect(html).toContain('1 of the cars you looked at is cheaper')
    expect(html).toContain('₹6,80,000')
    expect(html).toContain('₹6,50,000')
  })

  test('that is listed no more is said to be so, and all are forgotten at a word', async () => {
    await publish(market.stores, 4, [amaze, swift])
    expect(await reader.text()).toContain('not listed')
    await reader.post('/searches/looked/removal')
    expect(reader.cookies.has('looked')).toBe(false)
    expect(await reader.text()).not.toContain('first looked')
  })
})

test('what is one reader’s own is in no answer that is kept', async () => {
  const reader = browser()
  await reader.post('/searches', { name: 'Mine alone', search: '?brand=Honda' })
  await reader.get('/live/marks?id=amaze&look=amaze')
  for (const path of ['/searches', '/searches?brand=Honda', '/live/marks?id=amaze&look=amaze']) {
    const answer = await reader.get(path)
    expect([path, answer.headers.get('etag'), answer.headers.get('cache-control')]).toEqual([
      path,
      null,
      'no-store',
    ])
  }
  for (const path of ['/', '/cars', '/cars?brand=Honda', '/cars/amaze', '/market']) {
    const [own, other] = [await reader.get(path), await market.get(path)]
    expect(own.headers.has('set-cookie')).toBe(false)
    expect(await own.text()).toBe(await other.text())
  }
  expect(await (await market.get('/searches')).text()).not.toContain('Mine alone')
})

test('the line for a webhook sends the feed on once, and again only when it has changed', async () => {
  const feed = '{"items":["it\'s new"]}'
  const got: string[] = []
  const server = Bun.serve({
    port: 0,
    async fetch(request) {
      if (request.method === 'POST') {
        got.push(await request.text())
        return new Response()
      }
      const held = request.headers.get('if-none-match') === '"1"'
      return new Response(held ? null : feed, {
        status: held ? 304 : 200,
        headers: { etag: '"1"' },
      })
    },
  })
  const folder = temporaryFolder()
  const run = () =>
    Bun.spawn(['sh', '-c', webhookCommand(`${server.url}feeds/cars.json?q=it's`)], {
      cwd: folder.path,
      env: { ...process.env, WEBHOOK: `${server.url}hook`, no_proxy: '*' },
    }).exited
  await run()
  await run()
  expect(got).toEqual([feed])
  await server.stop(true)
  folder.remove()
})
