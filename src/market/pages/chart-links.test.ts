import { afterAll, beforeAll, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../../tests/support/app.ts'
import { india } from '../../packs/india/index.ts'

let market: TestApp
beforeAll(async () => {
  market = await testApp()
}, 30_000)
afterAll(() => market.close())

const total = async (search: string) =>
  ((await (await market.get(`/api/cars?limit=1&${search}`)).json()) as { total: number }).total

const FILTERS = ['', 'brand=Maruti', 'brand=Honda&year_min=2015&price_max=900000']

/** The links of the drawings of a page, each with the cars that its name counts. */
async function links(path: string): Promise<{ search: string; count: number; isTile: boolean }[]> {
  const html = await (await market.get(path)).text()
  const found = html.matchAll(
    /<a href="\/cars\??([^"]*)"([^>]*) aria-label="[^"]*?: ([\d,]+) cars?[",]/g,
  )
  return [...found].map(([, search = '', rest = '', count = '']) => ({
    search: search.replaceAll('&amp;', '&'),
    count: Number(count.replaceAll(',', '')),
    isTile: !rest.includes('tabindex'),
  }))
}

test.each(FILTERS)('every tile of /market?%s leads to as many cars as it says', async (filter) => {
  const tiles = (await links(`/market?${filter}`)).filter(({ isTile }) => isTile)
  const supply = await (await market.get(`/api/market/supply?${filter}`)).json()
  const { by_state } = supply as { by_state: { key: string; count: number }[] }
  const counts = tiles.map(({ count }) => count)
  expect(counts.toSorted()).toEqual(by_state.map(({ count }) => count).toSorted())
  const wrong: string[] = []
  for (const { search, count } of tiles) {
    if ((await total(search)) !== count) wrong.push(`${search}: ${count}`)
  }
  expect(wrong).toEqual([])
})

test.each([...FILTERS.map((filter) => `/market?${filter}`), '/'])(
  'every bar and dot of %s leads to as many cars as it says',
  async (path) => {
    const marks = await links(path)
    expect(marks.length).toBeGreaterThan(path === '/' ? 30 : 20)
    const wrong: string[] = []
    for (const { search, count } of marks) {
      if ((await total(search)) !== count) wrong.push(`${search}: ${count}`)
    }
    expect(wrong).toEqual([])
  },
  60_000,
)

test.each(['/market', '/'])(
  'no drawing of %s counts cars without leading to them',
  async (path) => {
    const html = await (await market.get(path)).text()
    const drawings =
      html.match(/<svg class="plot".*?<\/svg>(?=<\/div>|<figcaption|<ul|<p|<details)/gs) ?? []
    expect(drawings.length).toBeGreaterThan(3)
    const without = drawings.filter((drawing) => !drawing.includes('<a href="/cars'))
    expect(without.map((drawing) => drawing.match(/aria-label="([^"]*)"/)?.[1])).toEqual([])
  },
)

test.each(['/market', '/'])(
  'a model of %s that has enough years has a line, and its words are in the table',
  async (path) => {
    const html = await (await market.get(path)).text()
    const block =
      html.match(/<section[^>]*aria-labelledby="by-base_model".*?<\/section>/s)?.[0] ?? ''
    const drawn = block.match(/<path class="l-accent" d="M[\d.,L]+"/g) ?? []
    const told = block.match(/<span>\d{4}: [\d,]+ – \d{4}: [\d,]+<\/span>/g) ?? []
    expect(drawn.length).toBeGreaterThan(5)
    expect(told.length).toBeGreaterThanOrEqual(drawn.length)
    const { curves } = (await (await market.get('/api/market/depreciation')).json()) as {
      curves: { base_model: string; points: { year: number; price: number }[] }[]
    }
    const written = (price: number) => Math.round(price).toLocaleString('en-IN')
    for (const { base_model, points } of curves) {
      if (!block.includes(`>${base_model}<`)) continue
      const [first, last] = [points[0], points.at(-1)]
      const words = [first, last].map((point) => `${point?.year}: ${written(point?.price ?? 0)}`)
      expect(told).toContain(`<span>${words.join(' – ')}</span>`)
    }
  },
)

test('the map has each state once', () => {
  const mapped = india.stateMap.flat().filter((code) => code !== '')
  expect(mapped.toSorted()).toEqual([...india.stateNames.keys()].toSorted())
  expect(new Set(india.stateMap.map((row) => row.length)).size).toBe(1)
})
