import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../tests/support/app.ts'
import { follow as followOn } from '../../tests/support/streams.ts'
import { aTransaction, idAt, numbered } from '../../tests/support/transactions.ts'
import type { Kind, Transaction } from '../transactions/transaction.ts'

let app: TestApp
let cars: { id: string; brand: string; title: string }[]
let offset = 0
beforeAll(async () => {
  app = await testApp()
  cars = (await (await app.get('/api/cars?limit=5')).json()).items
}, 60_000)
afterAll(() => app.close())

const happen = async (kind: Kind, at = 0, different: Partial<Transaction> = {}) => {
  const { id: car_id, brand, title } = cars[at] ?? { id: '', brand: '', title: '' }
  const made = aTransaction(kind, { car_id, brand, title, id: idAt(Date.now()), ...different })
  await app.stores.transactions.apply('t/0', numbered([made], offset), ++offset)
  return made
}
const follow = (path: string, enough: RegExp, headers: Record<string, string> = {}) =>
  followOn(app, path, enough, headers)
const lastId = (said: string) => [...said.matchAll(/^id: (.+)$/gm)].at(-1)?.[1] ?? ''

describe('/live', () => {
  test('says that nothing happened, and that no ledger is at work', async () => {
    const page = await (await app.get('/live')).text()
    expect(page).toContain('Nothing has happened yet.')
    expect(page).toContain('No ledger is at work')
  })

  test('shows what happened, escaped, with its marks and its filter', async () => {
    await happen('sale', 0, { title: '<b>2019 & "Honda"</b>' })
    const sold = await (await app.get('/live')).text()
    expect([sold.includes('id="fastest"'), sold.includes('id="cuts"')]).toEqual([true, false])
    await happen('price_change', 1, { simulated: false, price: 690_000, price_before: 700_000 })
    const page = await (await app.get('/live')).text()
    expect(page).toContain('&lt;b&gt;2019 &amp; &quot;Honda&quot;&lt;/b&gt;')
    expect(page).toContain('−₹10,000')
    expect(page).toContain('hx-sse:connect="/live/stream"')
    const filtered = await (await app.get('/live?kind=sale&brand=x')).text()
    expect(filtered).toContain('hx-sse:connect="/live/stream?brand=x&kind=sale"')
    expect(filtered).toContain('Remove the filter')
  })

  test('stands still when it is paused', async () => {
    expect(await (await app.get('/live?paused=1')).text()).not.toContain('hx-sse:connect')
  })

  test('tells lag and failures of the ledgers at work', async () => {
    await app.stores.transactions.report({
      ...{ ledger: 'a', bus: 'test', applied: 1, repeated: 0, retries: 0, dead: 7, rebalances: 0 },
      at: new Date().toISOString(),
      partitions: [{ name: 't/0', next: 10, end: 1244 }],
      latency: { p50: 2, p99: 12 },
      last_failure: { reason: 'not_json', origin: 't/0@9', at: new Date().toISOString() },
    })
    const page = await (await app.get('/live')).text()
    expect(page).toContain('1,234')
    expect(page).toContain('12 ms')
    expect(page).toContain('t/0@9, not_json')
    expect(page).not.toContain('No ledger is at work')
  })
})

describe('the stream of the page', () => {
  test('sends it at once and again with what happens, whole, in the reader’s language', async () => {
    const first = await follow('/live/stream', /^id: /m, { 'accept-language': 'fr' })
    expect(first.answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(first.said).toContain('Du plus récent au plus ancien')
    const following = follow('/live/stream', /Live and sold[\s\S]*\n\n/)
    await Bun.sleep(300)
    await happen('sale', 2, { title: 'Live and sold' })
    expect((await following).said).toContain('Live and sold')
  })

  test('sends nothing to who has it already', async () => {
    const keep = follow('/live/stream', /never/)
    const { said } = await follow('/live/stream', /^id: .*\n(data: .*\n)+\n/m)
    const again = await follow('/live/stream', /^id: /m, { 'last-event-id': lastId(said) })
    expect(lastId(again.said)).not.toBe(lastId(said))
    await keep
  }, 15_000)
})

describe('/api/transactions/stream', () => {
  const pricesIn = (said: string) =>
    [...said.matchAll(/^data: (.+)$/gm)].map(([, data = '']) => JSON.parse(data).price)

  test('sends each transaction as it is applied, and goes on where it broke off', async () => {
    const following = follow('/api/transactions/stream', /"price":102/)
    await Bun.sleep(500)
    for (const price of [100, 101, 102]) await happen('reservation', 3, { price })
    const { said } = await following
    expect(pricesIn(said)).toEqual([100, 101, 102])
    for (const price of [103, 104]) await happen('reservation', 3, { price })
    const resumed = follow('/api/transactions/stream', /"price":105/, {
      'last-event-id': lastId(said),
    })
    await Bun.sleep(400)
    await happen('reservation', 3, { price: 105 })
    expect(pricesIn((await resumed).said)).toEqual([103, 104, 105])
  }, 15_000)

  test('a reader who was away for long gets all of it, in order', async () => {
    const { said } = await follow('/api/transactions/stream', /"price":777/, {
      'last-event-id': '0',
    }).then(async (known) => known)
    const before = lastId(said)
    const many = Array.from({ length: 900 }, (_, at) =>
      aTransaction('reservation', { ms: at, price: at + 1, car_id: cars[4]?.id ?? '' }),
    )
    await app.stores.transactions.apply('t/0', numbered(many, offset), offset + many.length)
    offset += many.length
    const all = await follow('/api/transactions/stream', /"price":900[,}]/, {
      'last-event-id': before,
    })
    expect(pricesIn(all.said)).toEqual(many.map(({ price }) => price))
  }, 15_000)
})

describe('/live/marks', () => {
  const marks = async (ids: string[]) =>
    (await app.get(`/live/marks?${new URLSearchParams(ids.map((id) => ['id', id]))}`)).text()

  test('says how each car stands, and nothing of one that nothing happened to', async () => {
    const id = cars[4]?.id ?? ''
    expect(await marks([id, 'nobody'])).toContain('Reserved')
    const text = await marks([cars[0]?.id ?? '', 'nobody'])
    expect(text).toContain(
      `<hx-partial hx-target="#live-${cars[0]?.id}" hx-swap="innerHTML"><strong>Sold for ₹7,00,000 (simulated)`,
    )
    expect(text).toContain('<hx-partial hx-target="#live-nobody" hx-swap="innerHTML"></hx-partial>')
  })

  test('takes ids alone', async () => {
    expect((await app.get('/live/marks?id=%22%3E%3Cscript')).status).toBe(400)
    expect(await marks([])).toBe('')
  })
})
