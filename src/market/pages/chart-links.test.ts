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
async function links(path: string): Promise<{ search: string; count: number; frame: string }[]> {
  const html = await (await market.get(path)).text()
  const frames = html.matchAll(/<svg class="(plot[^"]*)".*?<\/svg>/gs)
  return [...frames].flatMap(([drawing, frame = '']) =>
    [
      ...drawing.matchAll(/<a href="\/cars\??([^"]*)"[^>]* aria-label="[^"]*?: ([\d,]+) cars?/g),
    ].map(([, search = '', count = '']) => ({
      search: search.replaceAll('&amp;', '&'),
      count: Number(count.replaceAll(',', '')),
      frame,
    })),
  )
}

test.each(FILTERS)('every tile of /market?%s leads to as many cars as it says', async (filter) => {
  const tiles = (await links(`/market?${filter}`)).filter(({ frame }) => frame.includes('tiles'))
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

test('the map has each state once', () => {
  const mapped = india.stateMap.flat().filter((code) => code !== '')
  expect(mapped.toSorted()).toEqual([...india.stateNames.keys()].toSorted())
  expect(new Set(india.stateMap.map((row) => row.length)).size).toBe(1)
})
