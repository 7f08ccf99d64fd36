import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { Car } from '../src/listing/car.ts'
import { SORTS } from '../src/listing/query.ts'
import { COMPARABLES_NEEDED } from '../src/pricing/deal.ts'
import { Neighbours } from '../src/pricing/index.ts'
import { type TestApp, testApp } from './support/app.ts'
import { QUERIES, routesOf } from './support/routes.ts'

/* What readers once stumbled on, each as its whole kind and on the whole product. */

let market: TestApp
let cars: Car[] = []
let pages = new Map<string, string>()
beforeAll(async () => {
  market = await testApp()
  const snapshot = await market.deps.cars.current()
  if (!snapshot) throw new Error('there is no market')
  for await (const batch of market.deps.cars.scan(snapshot, {})) cars = cars.concat(batch)
  const [one, other] = cars.map(({ id }) => id)
  const asked = routesOf(market, (_, route) => (route === '/imports/:id' ? '1' : `${one}`))
    .filter(({ method, isPage }) => method === 'GET' && isPage)
    .map(({ path, route }) => (QUERIES[route] ? `${path}?${QUERIES[route]}` : path))
    .map((path) => (path === '/compare' ? `/compare?id=${one}&id=${other}` : path))
  pages = new Map(await Promise.all(asked.map(async (path) => [path, await shown(path)] as const)))
}, 60_000)
afterAll(() => market.close())

async function shown(path: string): Promise<string> {
  const answer = await market.get(path)
  return answer.headers.get('content-type')?.startsWith('text/html') ? answer.text() : ''
}
const json = async <T>(path: string) => (await (await market.get(path)).json()) as T

describe('a rating', () => {
  test('stands on three other cars of the model within two years, and no best deal is without', async () => {
    const listed = Neighbours.of(cars)
    const rated = cars.filter(({ deal }) => deal !== null)
    expect(rated.length).toBeGreaterThan(500)
    expect(rated.filter((car) => listed.near(car) - 1 < COMPARABLES_NEEDED)).toEqual([])
    const best = (await shown('/')).match(/aria-labelledby="best".*?<\/section>/s)?.[0] ?? ''
    const ids = [...best.matchAll(/href="\/cars\/([^"?]+)"/g)].map(([, id]) => id)
    expect(ids.length).toBeGreaterThan(3)
    for (const id of ids) expect(rated.map((car) => car.id)).toContain(`${id}`)
  })

  test('is neither drawn nor named where there is none', async () => {
    const unrated = cars.filter(({ deal, estimate }) => deal === null && estimate !== null)
    expect(unrated.length).toBeGreaterThan(3)
    for (const { id } of unrated.slice(0, 6)) {
      const offer = (await shown(`/cars/${id}`)).match(/aria-labelledby="offer".*?<\/section>/s)
      expect(offer?.[0]).toContain('Not rated')
      expect(offer?.[0]).not.toMatch(/c-tone|class="deal/)
    }
  })
})

test('a fuel that a model never had makes its interval wider, warns, and is not rated', async () => {
  type Answer = {
    price: number
    low: number
    high: number
    deal: string | null
    warnings: { code: string }[]
  }
  const models = [...Map.groupBy(cars, (car) => `${car.brand}\n${car.base_model}`).values()]
  const mostListed = models.toSorted((a, b) => b.length - a.length).slice(0, 12)
  let asked = 0
  for (const same of mostListed) {
    const [{ brand, base_model } = { brand: '', base_model: '' }] = same
    const known = new Set<string>(same.map(({ fuel }) => fuel))
    const about = new URLSearchParams({ brand, base_model, year: '2019', km: '40000' })
    const ask = (fuel: string) =>
      json<Answer>(`/api/estimate?${about}&asking_price=500000${fuel && `&fuel=${fuel}`}`)
    const usual = await ask('')
    for (const fuel of ['electric', 'cng', 'diesel'].filter((each) => !known.has(each))) {
      const answer = await ask(fuel)
      expect(answer.warnings.map(({ code }) => code)).toContain('fuel_unlisted')
      expect(answer.deal).toBeNull()
      const width = ({ low, high }: Answer) => Math.log(high / low)
      expect({ base_model, fuel, width: width(answer) > width(usual) }).toMatchObject({
        width: true,
      })
      asked += 1
    }
  }
  expect(asked).toBeGreaterThan(12)
})

test('no page takes a parameter that it does not know', async () => {
  const taken: string[] = []
  for (const path of pages.keys()) {
    const answer = await market.get(`${path}${path.includes('?') ? '&' : '?'}foo=1`)
    void answer.body?.cancel()
    if (answer.status !== 400 && answer.status !== 404) taken.push(`${path}: ${answer.status}`)
  }
  expect(taken).toEqual([])
})

describe('tables', () => {
  const tables = () =>
    [...pages].flatMap(([path, html]) =>
      [...html.matchAll(/(<[^>]+>)\s*<table.*?<\/table>/gs)].map(([table, around = '']) => ({
        path,
        table,
        around,
      })),
    )

  test('are cards on a phone, or can be moved sideways by keys within an edge that one sees', async () => {
    const styles = await Bun.file(`${import.meta.dir}/../src/platform/ui/forecourt.css`).text()
    expect(tables().length).toBeGreaterThan(30)
    const clipped = tables().filter(
      ({ around }) => !/ class="(scroll|results|versus)"/.test(around),
    )
    expect(clipped.map(({ path, around }) => `${path}: ${around}`)).toEqual([])
    const movable = tables().filter(({ around }) => around.includes('"scroll"'))
    expect(movable.filter(({ around }) => !around.includes('tabindex="0"'))).toEqual([])
    expect(styles).toMatch(/\.scroll \{[^}]*overflow-x: auto[^}]*linear-gradient/)
  })

  test('call what a car has driven a distance, and how like two cars are something else', () => {
    const heads = tables().map(({ path, table }) => ({
      path,
      heads: [...table.matchAll(/<th scope="col"[^>]*>([^<]*)/g)].map(([, head = '']) => head),
    }))
    const both = heads.filter(({ heads }) => heads.includes('Km') && heads.includes('Distance'))
    expect(both).toEqual([])
    const captions = tables().filter(({ table }) => /Distance: 1 for/.test(table))
    expect(captions.map(({ path }) => path)).toEqual([])
  })
})

test('every order of the list can be chosen on every screen, the monthly cost among them', () => {
  const html = pages.get('/cars') ?? ''
  const choice = html.match(/<select id="sort".*?<\/select>/s)?.[0] ?? ''
  expect([...choice.matchAll(/<option/g)]).toHaveLength(SORTS.length)
  expect(choice).toContain('value="emi"')
})

describe('words that find no car', () => {
  test.each([
    ['swift automatic under 1 lakh', ['Base model: Swift', 'Gearbox: Automatic'], /price_max=/],
    ['hundai diesel below 50000', ['Brand: Hyundai', 'Fuel: Diesel'], /brand=Hyundai/],
  ])('are told as they were read, with ways out that keep the rest: %s', async (q, said, kept) => {
    const html = await shown(`/cars?${new URLSearchParams({ q })}`)
    expect(html).toContain('No car matches')
    for (const words of said) expect(html).toContain(words)
    const ways = html.match(/aria-labelledby="nothing".*?<\/section>/s)?.[0] ?? ''
    expect(ways.match(/<li>.*?href="\/cars\?[^"]*"/gs)?.join(' ')).toMatch(kept)
    expect(ways).not.toContain('Without the words')
  })
})

test('a price field takes what people write', async () => {
  const totals = await Promise.all(
    ['700000', '7,00,000', '7 lakh', '7L', '₹7,00,000'].map(async (price) => {
      const search = new URLSearchParams({ price_max: price })
      return (await json<{ total: number }>(`/api/cars?${search}`)).total
    }),
  )
  expect(totals[0]).toBeGreaterThan(0)
  expect(new Set(totals).size).toBe(1)
})

test('a budget counts the cars up to its price, and promises nothing of the monthly cost that they list', async () => {
  const html = await shown('/calculators/affordability?emi=12000&rate=12&months=60')
  const [, search = '', label = ''] =
    html.match(/href="\/cars\?(price_max=\d+)[^"]*"[^>]*>([^<]*cars[^<]*)</) ?? []
  const { total } = await json<{ total: number }>(`/api/cars?${search}&limit=1`)
  expect(label).toContain(`Show ${total.toLocaleString('en-IN')} cars up to this price`)
  const dearer = cars.filter(
    ({ price, emi }) => price <= Number(search.slice(10)) && (emi ?? 0) > 12_000,
  )
  expect(dearer.length).toBeGreaterThan(0)
  expect(label).toContain('whatever monthly cost')
})

test('no page speaks of samples, folds and residuals where a buyer reads, or ends a form in “Go on”', () => {
  const jargon =
    /left out of the sample|out of fold|Go on<|engine-not-applicable:|\bof it interest\b/i
  const spoken = [...pages].filter(([path]) => path !== '/market/model')
  expect(spoken.filter(([, html]) => jargon.test(html)).map(([path]) => path)).toEqual([])
})
