import { afterAll, beforeAll, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../../tests/support/app.ts'
import type { Car } from '../../listing/car.ts'
import { RANGE_FIELDS } from '../../listing/query.ts'

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

type Thumb = { name: string; at: number; from: number; end: number; step: number; less: number }

/** Both thumbs of each range, as the page draws them. */
async function thumbsOf(search: string): Promise<Map<string, Thumb>> {
  const html = await (await market.get(`/cars?${search}`)).text()
  const frames = html.matchAll(/<div class="thumbs"[^>]*data-less="(\d)".*?<\/div>/gs)
  const thumbs = [...frames].flatMap(([frame, less]) =>
    [...frame.matchAll(/<input type="range" id="(\w+)-thumb"([^>]*)>/g)].map(
      ([, name = '', rest = '']) => {
        const number = (key: string) => Number(rest.match(new RegExp(` ${key}="(-?\\d+)"`))?.[1])
        expect(rest).toMatch(/ aria-label="[^"]+: [^"]+"/)
        expect(rest).toMatch(/ aria-valuetext="[^"]+"/)
        return {
          name,
          at: number('value'),
          from: number('min'),
          end: number('max'),
          step: number('step'),
          less: Number(less),
        }
      },
    ),
  )
  return new Map(thumbs.map((thumb) => [thumb.name, thumb]))
}

test('each range has two thumbs on the edges of its bars, at its ends while nothing is chosen', async () => {
  const thumbs = await thumbsOf('')
  const names = RANGE_FIELDS.flatMap((field) => [`${field}_min`, `${field}_max`])
  expect([...thumbs.keys()].toSorted()).toEqual(names.toSorted())
  for (const { name, at, from, end, step } of thumbs.values()) {
    expect(at).toBe(name.endsWith('_min') ? from : end)
    expect((end - from) % step).toBe(0)
  }
})

test('what a thumb writes brings it back to where it was left, apart from the other', async () => {
  const wrong: string[] = []
  for (const field of RANGE_FIELDS) {
    const start = await thumbsOf('')
    const thumb = start.get(`${field}_max`)
    if (!thumb) throw new Error(`${field} has no thumb`)
    const { from, end, step, less } = thumb
    for (let low = from; low < end; low += 3 * step) {
      const high = Math.min(end, low + step)
      const search = `${field}_min=${low}${high === end ? '' : `&${field}_max=${high - less}`}`
      const moved = await thumbsOf(search)
      if (moved.get(`${field}_min`)?.at !== low) wrong.push(`least: ${search}`)
      if (moved.get(`${field}_max`)?.at !== high) wrong.push(`most: ${search}`)
    }
    const [least, most] = [`${field}_min`, `${field}_max`]
    for (const search of [`${least}=99999999`, `${most}=1`, `${least}=${from}&${most}=${from}`]) {
      const odd = await thumbsOf(search)
      if (!((odd.get(least)?.at ?? 0) < (odd.get(most)?.at ?? 0))) wrong.push(search)
    }
  }
  expect(wrong).toEqual([])
}, 60_000)

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
