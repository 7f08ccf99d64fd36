import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { Parser } from '@asyncapi/parser'
import { type TestApp, testApp } from '../../tests/support/app.ts'
import { aTransaction, NOON, numbered } from '../../tests/support/transactions.ts'
import type { Transaction } from '../transactions/transaction.ts'

let app: TestApp
let car: { id: string; brand: string; price: number }
let all: Transaction[]
beforeAll(async () => {
  app = await testApp()
  const { items } = await (await app.get('/api/cars?limit=2')).json()
  car = items[0]
  const own = { car_id: car.id, brand: car.brand }
  all = [
    aTransaction('reservation', { ...own, ms: 1 }),
    aTransaction('sale', { ...own, ms: 2, simulated: false }),
    aTransaction('reservation', { ...own, ms: 3 }),
    aTransaction('price_change', { ms: 4, car_id: 'gone-1', brand: 'Škoda' }),
    ...Array.from({ length: 60 }, (_, at) =>
      aTransaction('price_change', { ms: 100 + at, car_id: items[1].id, brand: items[1].brand }),
    ),
  ]
  // The first comes last.
  await app.stores.transactions.apply(
    't/0',
    numbered([...all.slice(1), ...all.slice(0, 1)]),
    all.length,
  )
})
afterAll(() => app.close())

const read = async (path: string) => (await app.get(path)).json()

describe('/api/transactions', () => {
  test('newest first, each page and back, every one once', async () => {
    const seen: string[] = []
    let path = '/api/transactions?limit=25'
    let last = path
    for (let pages = 0; path && pages < 9; pages++) {
      const { items, total, links } = await read(path)
      expect(total).toBe(64)
      seen.push(...items.map(({ id }: Transaction) => id))
      last = path
      path = links.next
    }
    expect(seen).toEqual(all.map(({ id }) => id).toReversed())
    const { links } = await read(last)
    const before = await read(links.prev)
    expect(before.items.map(({ id }: Transaction) => id)).toEqual(seen.slice(25, 50))
    expect((await read(before.links.prev)).links.prev).toBeNull()
  })

  test('says what is odd, and what was made up', async () => {
    const { items } = await read(`/api/transactions?car=${car.id}&car=gone-1`)
    expect(
      items.map(({ kind, note, simulated }: Record<string, unknown>) => [kind, note, simulated]),
    ).toEqual([
      ['price_change', 'unknown_car', true],
      ['reservation', 'impossible', true],
      ['sale', null, false],
      ['reservation', 'late', true],
    ])
  })

  test.each([
    ['brand=%C5%A0KODA', 1],
    ['kind=sale&kind=reservation', 3],
    [`from=${new Date(NOON + 4).toISOString()}`, 61],
    [`to=${new Date(NOON + 4).toISOString()}`, 3],
    ['from=2026-11-20&to=2026-11-21', 64],
    ['from=2026-11-20T17:30:00.004%2B05:30', 61],
    ['kind=cancellation', 0],
    ['car=&brand=&kind=&from=&to=&cursor=&limit=', 64],
  ])('?%s finds %i', async (search, total) => {
    expect((await read(`/api/transactions?${search}`)).total).toBe(total)
    const file = await app.get(`/api/transactions?${search}&format=ndjson`)
    expect(file.headers.get('x-total-count')).toBe(String(total))
    expect((await file.text()).split('\n').filter(Boolean)).toHaveLength(total)
  })

  test.each(['kind=refund', 'from=yesterday', 'limit=0', 'limit=501', 'cursor=x', 'colour=red'])(
    '?%s is a 400 that names it',
    async (search) => {
      const answer = await app.get(`/api/transactions?${search}`)
      expect(answer.status).toBe(400)
      expect((await answer.json()).errors[0].parameter).toBe(search.split('=')[0])
    },
  )

  test('a cursor of another filter starts at the newest', async () => {
    const { links } = await read('/api/transactions?limit=25')
    const { items } = await read(`${links.next}&kind=sale`)
    expect(items.map(({ kind }: Transaction) => kind)).toEqual(['sale'])
  })

  test('a file holds what pages hold, and is not cut', async () => {
    const answer = await app.get('/api/transactions.ndjson?kind=price_change')
    const rows = (await answer.text())
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
    expect(rows).toHaveLength(61)
    expect(rows.slice(0, 24)).toEqual((await read('/api/transactions?kind=price_change')).items)
  })
})

test('transactions change nothing of what the market answers, nor its tags', async () => {
  const paths = [
    '/api/cars',
    `/api/cars/${car.id}`,
    '/api/facets',
    '/api/statistics/summary?field=price',
  ]
  const answers = () =>
    Promise.all(
      paths.map(async (path) => {
        const answer = await app.get(path)
        return [path, answer.headers.get('etag'), await answer.text()]
      }),
    )
  const before = await answers()
  const more = aTransaction('price_change', { ms: 9999, car_id: car.id, price: 1 })
  await app.stores.transactions.apply('t/0', [{ offset: 64, transaction: more }], 65)
  expect(await answers()).toEqual(before)
})

describe('/asyncapi.json', () => {
  test('is a valid AsyncAPI document', async () => {
    const document = await read('/asyncapi.json')
    const found = await new Parser().validate(JSON.stringify(document))
    // Beyond errors and warnings there is only advice, such as to take a later version.
    expect(found.filter(({ severity }) => severity <= 1)).toEqual([])
    const broken = await new Parser().validate(JSON.stringify({ ...document, channels: 1 }))
    expect(broken.some(({ severity }) => severity === 0)).toBe(true)
  })

  test('names the topics of this market, and is kept by who holds it', async () => {
    const answer = await app.get('/asyncapi.json')
    const { channels } = await answer.json()
    expect(channels.transactions.address).toBe('forecourt.transactions')
    expect(channels.deadLetters.address).toBe('forecourt.transactions.dlq')
    const held = { 'if-none-match': answer.headers.get('etag') ?? '' }
    expect((await app.get('/asyncapi.json', held)).status).toBe(304)
  })
})
