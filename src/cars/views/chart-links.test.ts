import { afterAll, beforeAll, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../../tests/support/app.ts'
import type { Car } from '../../listing/car.ts'

let market: TestApp
let cars: Car[]
beforeAll(async () => {
  market = await testApp()
  const list = await (await market.get('/api/cars?limit=500&brand=Maruti')).json()
  cars = (list as { items: Car[] }).items
}, 30_000)
afterAll(() => market.close())

const total = async (search: string) =>
  ((await (await market.get(`/api/cars?limit=1&${search}`)).json()) as { total: number }).total

test.each(['', 'brand=Maruti', 'brand=Maruti&price_max=500000'])(
  'every bar of a filter leads to as many cars as it counts: %p',
  async (filter) => {
    const html = await (await market.get(`/cars?${filter}`)).text()
    const bars = [
      ...html.matchAll(/<a href="\/cars\?([^"]*)" tabindex="-1" aria-label="[^"]*: (\d+)">/g),
    ]
    expect(bars.length).toBeGreaterThan(40)
    const wrong: string[] = []
    for (const [, search = '', count] of bars) {
      if ((await total(search)) !== Number(count)) wrong.push(`${search}: ${count}`)
    }
    expect(wrong).toEqual([])
  },
  60_000,
)

test('the strip of a car has a line for each other car of its model and age, and marks it among them', async () => {
  const near = ({ base_model, year }: Car) =>
    cars.filter((other) => other.base_model === base_model && Math.abs(other.year - year) <= 2)
  const car = cars.find((each) => near(each).length > 4)
  if (!car) throw new Error('no car has others')
  const others = near(car).filter(({ id }) => id !== car.id)
  const html = await (await market.get(`/cars/${car.id}`)).text()
  const strip = html.match(/<svg class="plot strip".*?<\/figure>/s)?.[0] ?? ''
  const linked = [...strip.matchAll(/<a href="\/cars\/([^"]+)"/g)].map(([, id]) => id)
  expect(linked.toSorted()).toEqual(others.map(({ id }) => id).toSorted())
  const less = others.filter(({ price }) => price < car.price).length
  expect(html).toContain(`${less} of the ${others.length} other cars of this model`)
})

test('where there is nothing to compare with, there is no strip', async () => {
  const list = (await (await market.get('/api/cars?limit=500')).json()) as { items: Car[] }
  const lonely = list.items.find(({ deal_reason }) => deal_reason === 'too few comparables')
  if (!lonely) return
  expect(await (await market.get(`/cars/${lonely.id}`)).text()).not.toContain('class="plot strip"')
})
