import { afterAll, beforeAll, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../tests/support/app.ts'

let market: TestApp
beforeAll(async () => {
  market = await testApp()
}, 30_000)
afterAll(() => market.close())
const offered = async (typed: string) => {
  const html = await (await market.get(`/cars/suggestions?q=${encodeURIComponent(typed)}`)).text()
  return [...html.matchAll(/<option value="([^"]+)">([\d,]+) cars?<\/option>/g)].map(
    ([, name, count]) => [name, Number(count?.replace(',', ''))] as const,
  )
}

test('a search field offers names that begin as what is typed, those with most cars first', async () => {
  const found = await offered('ho')
  expect(found[0]?.[0]).toBe('Honda')
  expect(found.length).toBeLessThanOrEqual(8)
  const counts = found.map(([, count]) => count)
  expect(counts).toEqual(counts.toSorted((a, b) => b - a))
  expect((await offered('honda ci')).map(([name]) => name)).toContain('Honda City')
  expect(await offered('zzzz')).toEqual([])
  expect(await offered('')).toEqual([])
})

test('what is offered finds as many cars as it says', async () => {
  const [first] = await offered('honda c')
  const [name = '', count = Number.NaN] = first ?? []
  const { total } = (await (
    await market.get(`/api/cars?q=${encodeURIComponent(name)}`)
  ).json()) as { total: number }
  expect(total).toBeGreaterThanOrEqual(count)
})
