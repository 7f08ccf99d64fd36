import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { Car, dealPosition } from '../../src/listing/car.ts'
import { SORTS } from '../../src/listing/query.ts'
import { Import, Reject } from '../../src/snapshots/import.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { aCar } from '../support/cars.ts'

let market: TestApp
beforeAll(async () => {
  market = await testApp()
})
afterAll(() => market.close())

// biome-ignore lint/suspicious/noExplicitAny: answers are checked by what is expected of them
const jsonOf = (answer: Response): Promise<any> => answer.json()
const body = async (path: string) => jsonOf(await market.get(path))

describe('the document', () => {
  test('names as parameters what the route takes', async () => {
    const document = await body('/openapi.json')
    const names = document.paths['/api/cars'].get.parameters.map(
      ({ name }: { name: string }) => name,
    )
    for (const name of [
      'q',
      'brand',
      'price_min',
      'emi_max',
      'sort',
      'limit',
      'cursor',
      'format',
    ]) {
      expect(names).toContain(name)
    }
  })
})

describe('/api/cars', () => {
  test('gives cars of the documented shape', async () => {
    const { items, total, links, snapshot } = await body('/api/cars?limit=50')
    expect(items).toHaveLength(50)
    for (const item of items) expect(Car.strict().parse(item)).toEqual(item)
    expect(total).toBe((await body('/api/imports/1')).rows.published)
    expect(links).toMatchObject({ self: '/api/cars?limit=50', prev: null })
    expect(snapshot).toMatchObject({ version: 1, as_of: '2024-12-31' })
    expect(await body(`/api/cars/${items[3].id}`)).toEqual(items[3])
  })

  test('links lead forwards and back to the same cars', async () => {
    for (const sort of SORTS) {
      const first = await body(`/api/cars?limit=40&sort=${sort}&fuel=diesel`)
      const second = await body(first.links.next)
      expect(await body(second.links.prev)).toMatchObject({
        items: first.items,
        links: { prev: null },
      })
      expect(await body(second.links.self)).toEqual(second)
    }
  })

  test('a filter repeats, ignores case, and reads numbers as people write them', async () => {
    const { items } = await body('/api/cars?brand=hONDA&brand=tata&price_max=8,00,000&limit=500')
    expect(new Set(items.map(({ brand }: Car) => brand))).toEqual(new Set(['Honda', 'Tata']))
    expect(Math.max(...items.map(({ price }: Car) => price))).toBeLessThanOrEqual(800_000)
  })

  test('a cursor of another filter is dropped; one that was never ours is refused', async () => {
    const { links } = await body('/api/cars?fuel=diesel&limit=5')
    const cursor = new URL(links.next, 'http://localhost').searchParams.get('cursor')
    const other = await body(`/api/cars?fuel=petrol&limit=5&cursor=${cursor}`)
    expect(other.items).toEqual((await body('/api/cars?fuel=petrol&limit=5')).items)
    for (const wrong of ['x', 'bnVsbA', encodeURIComponent('{"a":1}')]) {
      expect((await market.get(`/api/cars?cursor=${wrong}`)).status).toBe(400)
    }
  })

  test('paging stays in the snapshot that it began with', async () => {
    const own = await testApp()
    const first = await jsonOf(await own.get('/api/cars?limit=10'))
    const { runImport } = await import('../../src/imports/run/run-import.ts')
    const { SAMPLE_FILE } = await import('../../src/imports/sample/file.ts')
    const settings = {
      sources: [SAMPLE_FILE],
      asOf: '2026-01-01',
      rulePack: 'none',
      keep: 5,
      distanceUnit: 'km',
    } as const
    await runImport(own.stores, { ...settings, sources: [SAMPLE_FILE] })
    const next = await jsonOf(await own.get(first.links.next))
    expect(next.snapshot.version).toBe(1)
    expect((await jsonOf(await own.get('/api/cars'))).snapshot.version).toBe(2)
    await own.close()
  })

  test.each([
    ['foo=1', 'foo', 'is not a parameter here'],
    ['brnd=Honda', 'brnd', 'did you mean brand?'],
    ['price_min=abc', 'price_min', '"abc" is not a whole number'],
    ['price_min=-5', 'price_min', '-5 is less than 0'],
    ['limit=0', 'limit', '0 is less than 1'],
    ['limit=501', 'limit', '501 is more than 500'],
    ['sort=colour', 'sort', '"colour" is not one of price, -price'],
    ['deal=superb', 'deal', '"superb" is not one of great'],
    ['fuel=wood', 'fuel', '"wood" is not one of petrol'],
    ['q=a&q=b', 'q', 'is given more than once'],
    ['format=xml', 'format', 'is not one of json, csv, ndjson, arrow, parquet'],
  ])('%s is a 400 that names %s', async (query, parameter, words) => {
    for (const path of ['/api/cars', '/api/facets'].slice(0, query.startsWith('foo') ? 2 : 1)) {
      const answer = await market.get(`${path}?${query}`)
      expect(answer.status).toBe(400)
      expect(answer.headers.get('content-type')).toStartWith('application/problem+json')
      const problem = await jsonOf(answer)
      expect(problem).toMatchObject({ status: 400, title: 'Bad request', type: 'about:blank' })
      expect(problem.errors[0]).toMatchObject({ parameter })
      expect(problem.errors[0].message).toContain(words)
    }
  })
})

describe('exports', () => {
  test('CSV holds all of it, flat, and its headers say what it holds', async () => {
    const answer = await market.get('/api/cars?format=csv&brand=Honda&limit=1')
    const lines = (await answer.text()).split('\r\n')
    const { total } = await body('/api/cars?brand=Honda')
    const header = lines[0]?.split(',') ?? []
    const flat = [
      ...['loan_rate', 'loan_months', 'loan_total_interest', 'loan_reconciles'],
      ...['estimate_price', 'estimate_low', 'estimate_high'],
    ]
    expect(header.sort()).toEqual(
      [
        ...Object.keys(Car.shape).filter((key) => key !== 'loan' && key !== 'estimate'),
        ...flat,
      ].sort(),
    )
    expect(lines.slice(1).filter(Boolean)).toHaveLength(total)
    expect(answer.headers.get('x-total-count')).toBe(String(total))
    expect(answer.headers.get('x-snapshot')).toBe('1')
    expect(answer.headers.get('x-filter')).toBe('brand=Honda')
    expect(answer.headers.get('content-disposition')).toContain('cars-snapshot-1.csv')
    expect(answer.headers.get('link')).toBe(
      '</api/cars.csv-metadata.json?brand=Honda>; rel="describedby"; type="application/csvm+json"',
    )
  })

  test('NDJSON is one car a line, by id', async () => {
    const answer = await market.get('/api/cars?format=ndjson&fuel=diesel')
    const cars = (await answer.text())
      .trim()
      .split('\n')
      .map((line) => Car.strict().parse(JSON.parse(line)))
    expect(cars.map(({ id }) => id)).toEqual(cars.map(({ id }) => id).sort())
    expect(answer.headers.get('x-total-count')).toBe(String(cars.length))
    expect(answer.headers.get('x-snapshot')).toBe('1')
  })

  test('an export of nothing still has its header', async () => {
    const text = await (await market.get('/api/cars?format=csv&brand=Nobody')).text()
    expect(text.split('\r\n')).toHaveLength(2)
    expect(text).toContain('id,title,brand')
  })
})

describe('deals', () => {
  test('are filtered and sorted by the place of the price in the interval', async () => {
    const best = await body('/api/cars?sort=deal&limit=500')
    const places = best.items
      .filter(({ deal }: Car) => deal !== null)
      .map((car: Car) => dealPosition(car))
    expect(places.length).toBeGreaterThan(400)
    expect(places).toEqual(places.toSorted((a: number, b: number) => a - b))
    const great = await body('/api/cars?deal=Great&deal=overpriced&limit=500')
    expect(new Set(great.items.map(({ deal }: Car) => deal))).toEqual(
      new Set(['great', 'overpriced']),
    )
  })

  test('are refused as a filter and as an order where the market has no estimates', async () => {
    const own = await testApp({}, { empty: true })
    const draft = await own.stores.snapshots.draft(1)
    await draft.write([aCar()])
    await draft.publish({ as_of: '2024-12-31', content_hash: 'x', keep: 5, model: null })
    for (const query of ['deal=great', 'sort=deal', 'sort=-deal']) {
      const answer = await own.get(`/api/cars?${query}`)
      expect([query, answer.status]).toEqual([query, 400])
      expect((await jsonOf(answer)).errors[0].message).toContain('no estimates')
    }
    await own.close()
  })
})

describe('/api/facets', () => {
  test('counts what the other filters leave', async () => {
    const all = await body('/api/facets')
    const { total } = await body('/api/cars')
    expect(all.total).toBe(total)
    expect(Object.keys(all.facets).sort()).toEqual(
      [
        'brand',
        'base_model',
        'trim',
        'fuel',
        'transmission',
        'owners',
        'state',
        'city',
        'deal',
        'price',
        'year',
        'km',
        'emi',
      ].sort(),
    )
    const diesel = await body('/api/facets?fuel=diesel&facet=fuel&facet=brand&facet=price')
    expect(diesel.facets.fuel).toEqual(all.facets.fuel)
    const sum = diesel.facets.brand.reduce(
      (sum: number, { count }: { count: number }) => sum + count,
      0,
    )
    expect(sum).toBe(diesel.total)
    expect(
      diesel.facets.price.bins.reduce((sum: number, bin: { count: number }) => sum + bin.count, 0),
    ).toBe(diesel.total)
  })
})

describe('/api/imports', () => {
  test('every row is accounted for', async () => {
    const { items, total } = await body('/api/imports')
    expect(total).toBe(1)
    const run = Import.strict().parse(items[0])
    expect(run.rows.read).toBe(run.rows.published + run.rows.rejected + run.rows.duplicates)
    const rejects = await body('/api/imports/1/rejects?limit=500')
    expect(rejects.total).toBe(run.rows.rejected + run.rows.duplicates)
    for (const each of rejects.items) expect(Reject.strict().parse(each)).toEqual(each)
    const second = await body('/api/imports/1/rejects?limit=2&offset=2')
    expect(second.items).toEqual(rejects.items.slice(2, 4))
    expect((await body(second.links.prev)).items).toEqual(rejects.items.slice(0, 2))
  })

  test('rejects come as a file under the header of the source', async () => {
    const text = await (await market.get('/api/imports/1/rejects?format=csv')).text()
    expect(text).toStartWith('brand,model,transmission,make_year')
    expect(text.split('\r\n')[0]).toEndWith(
      'title,_file,_line,_action,_rule,_reason,_surplus,_missing',
    )
  })

  test('one that is not there is a 404, and one that ended cannot be cancelled', async () => {
    for (const id of ['9', '0', 'x', '1e3', '-1']) {
      expect((await market.get(`/api/imports/${id}`)).status).toBe(404)
    }
    expect((await market.post('/api/imports/1/cancellation')).status).toBe(409)
  })

  test('a body that is not JSON is a 400, one that does not fit a 422', async () => {
    expect((await market.post('/api/imports', '{')).status).toBe(400)
    expect((await market.post('/api/imports', '{}')).status).toBe(422)
    expect((await market.post('/api/imports', '{"source":" "}')).status).toBe(422)
    expect((await market.post('/api/imports', '{"source":"a","colour":1}')).status).toBe(422)
  })

  test('an import started here runs by itself and is found by its Location', async () => {
    const own = await testApp({}, { empty: true })
    const answer = await own.post(
      '/api/imports',
      JSON.stringify({ source: 'src/imports/sample/cars.csv' }),
    )
    expect(answer.status).toBe(202)
    const location = answer.headers.get('location') ?? ''
    for (let tries = 0; tries < 100; tries++) {
      const run = await jsonOf(await own.get(location))
      if (run.status === 'published') break
      await Bun.sleep(20)
    }
    expect(await jsonOf(await own.get(location))).toMatchObject({
      status: 'published',
      snapshot: 1,
    })
    expect((await own.get('/health/ready')).status).toBe(200)
    await own.deps.importer.stop()
    await own.close()
  })
})

describe('before the first import', () => {
  test('programs are told to come back, people see the progress, and the process lives', async () => {
    const empty = await testApp({}, { empty: true })
    for (const path of [
      '/api/cars',
      '/api/facets',
      '/health/ready',
      '/api/cars/x',
      '/sitemap.xml',
    ]) {
      const answer = await empty.get(path)
      expect([path, answer.status, answer.headers.get('retry-after')]).toEqual([path, 503, '2'])
    }
    for (const path of ['/', '/cars', '/quality', '/cars/x']) {
      const answer = await empty.get(path)
      expect([path, answer.status]).toEqual([path, 503])
      expect(await answer.text()).toContain('id="progress"')
    }
    expect((await empty.get('/health/live')).status).toBe(200)
    expect(await (await empty.get('/health')).json()).toMatchObject({ status: 'degraded' })
    await empty.close()
  })
})

describe('every answer', () => {
  const paths = [
    '/',
    '/cars',
    '/cars?brand=Honda',
    '/quality',
    '/imports',
    '/imports/1',
    '/about',
    '/docs',
    '/robots.txt',
    '/sitemap.xml',
    '/openapi.json',
    '/api',
    '/api/cars',
    '/api/cars?format=csv',
    '/api/facets',
    '/api/imports',
    '/api/imports/1',
    '/api/imports/1/rejects',
    '/api/imports/1/rejects?format=csv',
    '/health',
    '/health/live',
    '/health/ready',
    '/nope',
    '/api/nope',
    '/cars/nope',
    '/api/cars/nope',
    '/api/cars?x=1',
    '/cars?x=1',
    '/assets/nope.css',
  ]
  test.each(paths)('%s carries the policies and a type', async (path) => {
    const { headers } = await market.get(path)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBeTruthy()
    expect(headers.get('permissions-policy')).toBeTruthy()
    expect(headers.get('content-type')).toBeTruthy()
    expect(headers.get('server')).toBeNull()
    expect(headers.get('x-powered-by')).toBeNull()
  })

  test.each([
    '/',
    '/cars',
    '/cars?fuel=diesel',
    '/quality',
    '/api/cars',
    '/api/facets',
    '/sitemap.xml',
  ])('%s is not sent twice to who holds it', async (path) => {
    const first = await market.get(path)
    const etag = first.headers.get('etag') ?? ''
    expect(etag).toStartWith('W/"1-')
    expect(first.headers.get('vary')).toContain('HX-Request-Type')
    const again = await market.get(path, { 'if-none-match': etag })
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect((await market.get(path, { 'if-none-match': 'W/"0-other"' })).status).toBe(200)
  })

  test('a part and its page have different tags, and history gets the page', async () => {
    const part = await market.get('/cars', { 'hx-request': 'true', 'hx-request-type': 'partial' })
    const page = await market.get('/cars')
    expect(part.headers.get('etag')).not.toBe(page.headers.get('etag'))
    expect(await part.text()).not.toContain('<!doctype')
    const boosted = await market.get('/cars', { 'hx-request': 'true', 'hx-request-type': 'full' })
    expect(await boosted.text()).toStartWith('<!doctype html>')
    const restored = await market.get('/cars', {
      'hx-request': 'true',
      'hx-request-type': 'partial',
      'hx-history-restore-request': 'true',
    })
    expect(await restored.text()).toStartWith('<!doctype html>')
  })

  test('is smaller when the reader takes gzip', async () => {
    const zipped = await market.get('/cars', { 'accept-encoding': 'gzip' })
    expect(zipped.headers.get('content-encoding')).toBe('gzip')
    const bytes = new Uint8Array(await zipped.arrayBuffer())
    expect(new TextDecoder().decode(Bun.gunzipSync(bytes))).toBe(
      await (await market.get('/cars')).text(),
    )
    expect(bytes.length).toBeLessThan(15_000)
  })

  test('an error never shows what is inside', async () => {
    const broken = { ...market.deps, log: { ...market.deps.log } }
    const { createApp } = await import('../../src/app.tsx')
    const secret = 'mongodb://admin:hunter2@db'
    const failing = createApp({
      ...broken,
      cars: Object.assign(
        Object.create(Object.getPrototypeOf(market.deps.cars)),
        market.deps.cars,
        {
          current: async () => {
            throw new Error(secret)
          },
        },
      ),
    })
    const answer = await failing.handle(new Request('http://localhost/api/cars'))
    expect(answer.status).toBe(500)
    expect(await answer.text()).not.toContain('hunter2')
  })
})

describe('pages', () => {
  test('what is not found is explained, and something near is offered', async () => {
    const nowhere = await (await market.get('/qualtiy')).text()
    expect(nowhere).toContain('href="/quality"')
    const { items } = await body('/api/cars?limit=1')
    const gone = await market.get(`/cars/${items[0].id}x`)
    expect(gone.status).toBe(404)
    expect(await gone.text()).toContain(`href="/cars/${items[0].id}"`)
    expect((await body('/api/crs')).detail).toContain('Did you mean /api/cars?')
  })

  test('a wrong filter keeps the rest and says what is wrong beside the field', async () => {
    const answer = await market.get('/cars?brand=Honda&price_min=abc')
    expect(answer.status).toBe(400)
    const html = await answer.text()
    expect(html).toContain('aria-invalid="true"')
    expect(html).toContain('is not a whole number')
    expect(html).toContain('Brand: Honda')
  })

  test('empty fields of a form leave the address', async () => {
    const answer = await market.get('/cars?q=&brand=Honda&price_min=&sort=')
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/cars?brand=Honda'])
  })

  test('filtered pages are not indexed, the others are in the sitemap', async () => {
    expect(await (await market.get('/cars?brand=Honda')).text()).toContain('noindex')
    expect(await (await market.get('/cars')).text()).not.toContain('noindex')
    const map = await (await market.get('/sitemap.xml')).text()
    const { total } = await body('/api/cars')
    expect(map.match(/<loc>http:\/\/localhost\/cars\/[^<]+<\/loc>/g)).toHaveLength(total)
    expect(await (await market.get('/robots.txt')).text()).toContain(
      'Sitemap: http://localhost/sitemap.xml',
    )
  })
})

describe('write access', () => {
  const start = '{"source":"nowhere.csv"}'
  test('without a token only a loopback call by a loopback name may change something', async () => {
    const ask = async (headers: Record<string, string>) =>
      (await market.post('/api/imports/1/cancellation', '', headers)).status
    expect(await ask({})).toBe(409)
    expect(await ask({ host: '127.0.0.1:3000' })).toBe(409)
    expect(await ask({ host: 'rebound.example' })).toBe(403)
    expect(await ask({ 'x-forwarded-for': '1.2.3.4' })).toBe(403)
    expect(await ask({ forwarded: 'for=1.2.3.4' })).toBe(403)
    expect(await ask({ 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await ask({ origin: 'https://evil.example' })).toBe(403)
    const open = await testApp({ HOST: '0.0.0.0' }, { empty: true })
    expect((await open.post('/api/imports', start)).status).toBe(403)
    await open.close()
  })

  test('with a token nothing else opens', async () => {
    const locked = await testApp({ ADMIN_TOKEN: 'a-long-secret-token' }, { empty: true })
    const ask = async (authorization?: string) =>
      (await locked.post('/api/imports/1/cancellation', '', authorization ? { authorization } : {}))
        .status
    expect(await ask()).toBe(401)
    expect(await ask('Bearer wrong')).toBe(401)
    expect(await ask('Bearer a-long-secret-token')).toBe(404)
    await locked.close()
  })
})
