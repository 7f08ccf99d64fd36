import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../tests/support/app.ts'
import { MOST_COMPARED } from './compare.ts'

let market: TestApp
let ids: string[]
beforeAll(async () => {
  market = await testApp()
  const { items } = (await (await market.get('/api/cars?limit=6')).json()) as {
    items: { id: string }[]
  }
  ids = items.map(({ id }) => id)
}, 30_000)
afterAll(() => market.close())

const cookieOf = (answer: Response) => answer.headers.get('set-cookie')?.split(';')[0] ?? ''
const choose = (search: string, cookie = '') => market.get(`/compare/choose?${search}`, { cookie })
const part = { 'hx-request': 'true', 'hx-request-type': 'partial' }

describe('ticked cars', () => {
  test('are added to those before, lead to their comparison, and the last four stay', async () => {
    const first = await choose(`add=${ids[0]}&add=${ids[1]}`)
    expect([first.status, first.headers.get('location')]).toEqual([
      303,
      `/compare?id=${ids[0]}&id=${ids[1]}`,
    ])
    const all = ids.map((id) => `add=${id}`).join('&')
    const then = await choose(all, cookieOf(first))
    const last = ids.slice(-MOST_COMPARED).map((id) => `id=${id}`)
    expect(then.headers.get('location')).toBe(`/compare?${last.join('&')}`)
  })

  test('are replaced by the cars of a comparison, and emptied', async () => {
    const before = cookieOf(await choose(`add=${ids[0]}&add=${ids[1]}`))
    const after = await choose(`id=${ids[2]}`, before)
    expect(cookieOf(after)).toBe(`compare=${ids[2]}`)
    const empty = await choose('', before)
    expect(empty.headers.get('location')).toBe('/compare')
    expect(empty.headers.get('set-cookie')).toContain('Max-Age=0')
  })

  test('stand in the tray of whoever ticked them, and nobody keeps that answer', async () => {
    const cookie = cookieOf(await choose(`add=${ids[0]}`))
    const ticked = await market.get(`/compare/tray?car=${ids[1]}&add=${ids[1]}`, {
      ...part,
      cookie,
    })
    const html = await ticked.text()
    expect(html).toContain(`href="/cars/${ids[0]}"`)
    expect(html).toContain('Compare 2 cars')
    expect(ticked.headers.get('cache-control')).toBe('no-store')
    const unticked = await market.get(`/compare/tray?car=${ids[0]}`, {
      ...part,
      cookie: cookieOf(ticked),
    })
    expect(cookieOf(unticked)).toBe(`compare=${ids[1]}`)
    expect(await (await market.get('/compare/tray', part)).text()).toBe('')
  })

  test('without scripts the tray is the comparison', async () => {
    const cookie = cookieOf(await choose(`add=${ids[3]}`))
    const answer = await market.get('/compare/tray', { cookie })
    expect(answer.headers.get('location')).toBe(`/compare?id=${ids[3]}`)
  })

  test.each([
    ['half a character', 'compare=%E0%A4%A'],
    ['dots', 'compare=...'],
    ['5,000 characters', `compare=${'x'.repeat(5000)}`],
    ['markup', 'compare=<b>.a'],
  ])('a cookie that somebody made up is read or passed over: %s', async (_, cookie) => {
    const answer = await market.get('/compare/tray', { ...part, cookie })
    expect([answer.status, await answer.text()]).toEqual([200, ''])
  })
})
