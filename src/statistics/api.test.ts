import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../tests/support/app.ts'
import { MEASURED_FIELDS } from '../snapshots/read.ts'

let market: TestApp
beforeAll(async () => {
  market = await testApp()
})
afterAll(() => market.close())

// biome-ignore lint/suspicious/noExplicitAny: answers are checked by what is expected of them
const body = async (path: string): Promise<any> => (await market.get(path)).json()
const send = (kind: string, values: unknown) =>
  market.post(`/api/statistics/${kind}`, JSON.stringify({ values }))

describe('numbers that are sent', () => {
  test('come back as figures of the documented shape', async () => {
    expect(await (await send('mean', [1, 2, 6])).json()).toEqual({ count: 3, mean: 3 })
    expect(await (await send('summary', [4, 1, 3, 2])).json()).toEqual({
      count: 4,
      mean: 2.5,
      median: 2.5,
      stddev: Math.sqrt(5 / 3),
      min: 1,
      max: 4,
      quantiles: {
        '0.05': 1.15,
        '0.25': 1.75,
        '0.5': 2.5,
        '0.75': 3.25,
        '0.95': expect.closeTo(3.85),
      },
    })
    const { bins } = (await (await send('histogram', [1, 2, 2])).json()) as { bins: unknown[] }
    expect(bins).toEqual([
      { from: 1, to: 2, count: 1 },
      { from: 2, to: 3, count: 2 },
    ])
    expect(await (await send('mean', [])).json()).toEqual({ count: 0, mean: null })
  })

  test.each(['mean', 'summary', 'histogram'])('%s refuses what it cannot use', async (kind) => {
    for (const [text, status] of [
      ['{', 400],
      ['{"values":[1,true]}', 422],
      ['{"values":[1],"x":1}', 422],
    ] as const) {
      const answer = await market.post(`/api/statistics/${kind}`, text)
      expect([text, answer.status]).toEqual([text, status])
      expect(answer.headers.get('content-type')).toStartWith('application/problem+json')
    }
    const problem = await (await send(kind, [1, 2, 'x'])).json()
    expect(problem).toMatchObject({
      errors: [{ parameter: 'values[2]', message: 'is text, not a number' }],
    })
    expect((await market.post(`/api/statistics/${kind}?field=price`, '{"values":[]}')).status).toBe(
      400,
    )
  })
})

describe('a field of the market', () => {
  test('is measured in the database as numbers that are sent would be', async () => {
    const { items } = await body('/api/cars?limit=500&brand=Honda&fuel=petrol')
    for (const field of MEASURED_FIELDS) {
      const values = items
        .map((car: Record<string, number | null>) => car[field])
        .filter((value: number | null) => value !== null)
      const filter = `field=${field}&brand=honda&fuel=petrol`
      const { quantiles, ...found } = await body(`/api/statistics/summary?${filter}`)
      const sent = (await (await send('summary', values)).json()) as typeof found
      for (const key of Object.keys(found)) expect(found[key]).toBeCloseTo(sent[key], 6)
      for (const p of Object.keys(quantiles)) expect(quantiles[p]).toBeCloseTo(sent.quantiles[p], 6)
      const mean = await body(`/api/statistics/mean?${filter}`)
      expect(mean).toEqual({ count: found.count, mean: found.mean })
      const { bins } = await body(`/api/statistics/histogram?${filter}`)
      expect(bins.reduce((sum: number, bin: { count: number }) => sum + bin.count, 0)).toBe(
        found.count,
      )
      const bySent = (await (await send('histogram', values)).json()) as { bins: unknown }
      if (!['price_per_km', 'years_left'].includes(field)) expect(bins).toEqual(bySent.bins)
    }
  })

  test('is not sent twice to who holds it', async () => {
    const first = await market.get('/api/statistics/summary?field=km')
    const etag = first.headers.get('etag') ?? ''
    expect(etag).toStartWith('W/"1-')
    expect(first.headers.get('x-snapshot')).toBe('1')
    const again = await market.get('/api/statistics/summary?field=km', { 'if-none-match': etag })
    expect(again.status).toBe(304)
  })

  test.each([
    ['', 'field', 'is missing'],
    ['field=colour', 'field', 'is not one of price, year'],
    ['field=price&price_min=x', 'price_min', 'is not a whole number'],
    ['field=price&brnd=Honda', 'brnd', 'did you mean brand?'],
  ])('?%s is a 400 that names %s', async (query, parameter, words) => {
    for (const kind of ['mean', 'summary', 'histogram']) {
      const answer = await market.get(`/api/statistics/${kind}?${query}`)
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({
        errors: [{ parameter, message: expect.stringContaining(words) }],
      })
    }
  })

  test('that no car has is a count of 0; without a snapshot one has to wait', async () => {
    expect(await body('/api/statistics/mean?field=price&brand=Nobody')).toEqual({
      count: 0,
      mean: null,
    })
    expect(await body('/api/statistics/histogram?field=price&brand=Nobody')).toEqual({ bins: [] })
    const empty = await testApp({}, { empty: true })
    expect((await empty.get('/api/statistics/mean?field=price')).status).toBe(503)
    expect((await empty.post('/api/statistics/mean', '{"values":[1]}')).status).toBe(200)
    await empty.close()
  })
})
