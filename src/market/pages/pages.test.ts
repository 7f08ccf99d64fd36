import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../../tests/support/app.ts'
import { aCar, publish } from '../../../tests/support/cars.ts'
import type { Car } from '../../listing/car.ts'
import { asRead } from '../../platform/language/reader.testing.ts'
import { EVIL, escapedFrom } from '../../platform/ui/markup.testing.ts'
import { MarketChanges, MarketDepreciation, MarketMix, MarketPrices, MarketSupply } from '../api.ts'
import { countModelCard } from './model-card.ts'
import { ModelPage } from './model-page.tsx'

const SHAPES = {
  prices: MarketPrices,
  depreciation: MarketDepreciation,
  supply: MarketSupply,
  mix: MarketMix,
  changes: MarketChanges,
}

/** The application over some cars; each list is one snapshot. */
async function marketOf(...snapshots: (readonly Car[])[]): Promise<TestApp> {
  const app = await testApp({}, { empty: true })
  for (const [at, cars] of snapshots.entries()) {
    await publish(
      app.stores,
      at + 1,
      cars.map((car) => aCar(car)),
    )
  }
  return app
}
const read = async (app: TestApp, path: string) => (await app.get(path)).text()

describe('on the sample', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await testApp()
  })
  afterAll(() => app.close())

  test.each(Object.entries(SHAPES))(
    '/api/market/%s has its shape, and an ETag',
    async (name, shape) => {
      for (const query of ['', '?brand=honda&fuel=petrol', '?brand=nobody']) {
        const answer = await app.get(`/api/market/${name}${query}`)
        expect(answer.status).toBe(200)
        shape.strict().parse(await answer.json())
        const etag = answer.headers.get('etag') ?? ''
        const again = await app.get(`/api/market/${name}${query}`, { 'if-none-match': etag })
        expect(again.status).toBe(304)
      }
      expect((await app.get(`/api/market/${name}?colour=red`)).status).toBe(400)
    },
  )

  test('the page says the same as the API', async () => {
    const { all } = MarketPrices.parse(
      await (await app.get('/api/market/prices?fuel=diesel')).json(),
    )
    const html = await read(app, '/market?fuel=diesel')
    expect(html).toContain(`Look at ${all?.count} cars`)
    expect(html).toContain('href="/cars?fuel=diesel"')
    expect(html).toContain('Fuel: Diesel')
    expect(
      html.match(/<svg class="plot[^>]*role="(?:img|group)" aria-label="[^"]{40,}"/g)?.length,
    ).toBeGreaterThan(9)
    expect(html).not.toMatch(/NaN|Infinity|undefined/)
  })

  test('blank fields leave the address; wrong ones are shown with their words', async () => {
    const blank = await app.get('/market?brand=&fuel=petrol&price_min=')
    expect(blank.status).toBe(302)
    expect(blank.headers.get('location')).toBe('/market?fuel=petrol')
    const wrong = await app.get('/market?price_min=abc&fuel=petrol')
    expect(wrong.status).toBe(400)
    const html = await wrong.text()
    expect(html).toContain('&quot;abc&quot; is not a whole number')
    expect(html).toContain('value="abc"')
    expect(html).toContain('Fuel: Petrol')
  })

  test('no car is a sentence with a way out', async () => {
    const html = await read(app, '/market?brand=Nobody')
    expect(html).toContain('there is nothing to say about it')
    expect(html).not.toContain('class="plot"')
  })

  test('the model card has its figures', async () => {
    const html = await read(app, '/market/model')
    expect(html).toMatch(/Half of the estimates miss|How the estimate works/)
    expect(html).toContain('rated prices lie in their intervals')
    expect(html).not.toMatch(/NaN|Infinity|undefined/)
  })

  test('without the report the card says so, and still knows this market', async () => {
    const snapshot = await app.deps.cars.current()
    if (!snapshot) throw new Error('the sample was published')
    const card = await countModelCard(app.deps.cars, snapshot, '/nowhere.json')
    expect(card.report).toBeNull()
    const inDoubt = card.reasons.find(({ reason }) => reason === 'distance in doubt')?.count ?? 0
    expect(inDoubt).toBeGreaterThan(0)
    expect(card.model?.learnt).toBe(snapshot.cars - inDoubt)
    const rated = card.deals.reduce((sum, { count }) => sum + count, 0)
    const unrated = card.reasons.reduce((sum, { count }) => sum + count, 0)
    expect(rated + unrated).toBe(snapshot.cars)
    expect(card.all?.cars).toBe(rated)
    expect(card.all?.share).toBeGreaterThan(0.8)
    const html = asRead(() => String(ModelPage(card)))
    expect(html).toContain('No figures were measured apart from this market')
    expect(html).toContain('rated prices lie in their intervals')
  })
})

describe('with little', () => {
  const bare: Partial<Car> = {
    state: null,
    state_name: null,
    city: null,
    estimate: null,
    deal: null,
    deal_reason: 'no estimate',
    owners: null,
    transmission: null,
    price_category: null,
  }

  test.each([
    { name: 'one car', cars: [aCar()] },
    { name: 'one car of which little is known', cars: [aCar(bare)] },
    {
      name: 'one year',
      cars: Array.from({ length: 30 }, (_, at) => aCar({ ...bare, id: `car-${at}`, km: at * 100 })),
    },
    { name: 'no car', cars: [] },
  ])('$name', async ({ cars }) => {
    const app = await marketOf(cars)
    for (const path of ['/market', '/market/model']) {
      const answer = await app.get(path)
      expect(answer.status).toBe(200)
      expect(await answer.text()).not.toMatch(/NaN|Infinity|undefined/)
    }
    for (const [name, shape] of Object.entries(SHAPES)) {
      shape.parse(await (await app.get(`/api/market/${name}`)).json())
    }
    await app.close()
  })

  test('hostile values stay text', async () => {
    const evil: Partial<Car> = {
      brand: EVIL,
      base_model: EVIL,
      trim: EVIL,
      title: EVIL,
      city: EVIL,
    }
    const cars = Array.from({ length: 40 }, (_, at) =>
      aCar({ ...evil, id: `${EVIL}-${at}`, year: 2015 + (at % 5) }),
    )
    const cheaper = cars.map((car) => ({ ...car, price: car.price - 1000 }))
    const app = await marketOf(cars, cheaper)
    const search = new URLSearchParams({ brand: EVIL, q: EVIL, price_min: EVIL })
    for (const path of ['/market', `/market?${search}`, `/market?trim=%22%3E`, '/market/model']) {
      expect(escapedFrom(await read(app, path))).toEqual([])
    }
    await app.close()
  })
})

describe('between two snapshots', () => {
  const car = (id: string, different: Partial<Car> = {}) => aCar({ id, title: id, ...different })

  test('the first has nothing to compare with', async () => {
    const app = await marketOf([car('a')])
    expect(await (await app.get('/api/market/changes')).json()).toMatchObject({
      since: null,
      counts: null,
    })
    expect(await read(app, '/market')).toContain('This is the first snapshot')
    await app.close()
  })

  test('new, gone and moved prices are counted, under a filter too', async () => {
    const app = await marketOf(
      [car('a'), car('b'), car('kia', { brand: 'Kia' })],
      [car('a', { price: 630_000 }), car('c'), car('d', { brand: 'Kia' })],
    )
    const all = MarketChanges.parse(await (await app.get('/api/market/changes')).json())
    expect(all.since?.version).toBe(1)
    expect(all.counts).toEqual({ new: 2, gone: 2, price: 1 })
    expect(all.price).toMatchObject({ cheaper: 1, dearer: 0 })
    expect(all.price.median_share).toBeCloseTo(-0.1, 9)
    expect(all.cuts.map(({ id }) => id)).toEqual(['a'])
    expect(all.days_listed).toMatchObject({ cars: 2, at_least: true })
    const kia = MarketChanges.parse(await (await app.get('/api/market/changes?brand=kia')).json())
    expect(kia.counts).toEqual({ new: 1, gone: 1, price: 0 })
    const html = await read(app, '/market')
    expect(html).toContain('1 price moved, half of them down by 10% or more.')
    expect(html).toContain('href="/cars/a"')
    await app.close()
  })
})
