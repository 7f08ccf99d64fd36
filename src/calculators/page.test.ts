import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../tests/support/app.ts'
import { EVIL, escapedFrom } from '../platform/ui/markup.testing.ts'
import { SECTIONS } from './sections.ts'

let market: TestApp
beforeAll(async () => {
  market = await testApp()
})
afterAll(() => market.close())

const PARTIAL = { 'hx-request': 'true', 'hx-request-type': 'partial' }
const html = async (path: string, headers?: Record<string, string>) =>
  (await (await market.get(path, headers)).text()).replaceAll('&amp;', '&')
const api = (path: string) => market.get(`/api/calculator/${path}`)

describe('/api/calculator', () => {
  test.each([
    ['add?a=0.1&b=0.2', '{"operation":"add","a":0.1,"b":0.2,"result":0.3}'],
    ['subtract?a=1&b=0.9', '{"operation":"subtract","a":1,"b":0.9,"result":0.1}'],
    ['multiply?a=1.5&b=-2', '{"operation":"multiply","a":1.5,"b":-2,"result":-3}'],
    ['divide?a=1&b=4', '{"operation":"divide","a":1,"b":4,"result":0.25}'],
    ['affordability?emi=1000&rate=0&months=12', '{"price":12000}'],
    ['affordability?emi=1000&rate=0&months=12&down_payment=500', '{"price":12500}'],
    [
      'emi/schedule?principal=1000&rate=0&months=2',
      '{"items":[{"month":1,"payment":500,"interest":0,"principal":500,"balance":500},{"month":2,"payment":500,"interest":0,"principal":500,"balance":0}]}',
    ],
  ])('%s', async (path, expected) => {
    const answer = await api(path)
    expect([answer.status, await answer.text()]).toEqual([200, expected])
    expect(answer.headers.get('content-type')).toStartWith('application/json')
  })

  test('keeping a car takes what age costs from the market, unless it is said', async () => {
    const cost = async (query: string) =>
      (await (await api(`ownership?price=600000${query}`)).json()) as { terms: object }
    const page = await html('/calculators/ownership')
    const step = (name: string) =>
      new RegExp(`name="depreciation_${name}"[^>]*value="([0-9.]+)"`).exec(page)?.[1]
    const steps = ['first', 'young', 'middle', 'old'].map(
      (name) => `&depreciation_${name}=${step(name)}`,
    )
    expect(page).toContain('Learnt from this market: cars of two ages compared, prices of 2024.')
    expect(await cost('')).toEqual(await cost(steps.join('')))
    expect((await cost('')).terms).not.toEqual(
      (await cost('&depreciation_middle=8&depreciation_old=4')).terms,
    )
  })

  test('emi says what its schedule adds up to', async () => {
    const loan = 'principal=12,31,000&rate=11%25&months=72'
    const { emi, total, total_interest } = (await (await api(`emi?${loan}`)).json()) as Record<
      string,
      number
    >
    const { items } = (await (await api(`emi/schedule?${loan}`)).json()) as {
      items: { payment: number; interest: number; balance: number }[]
    }
    expect(emi).toBe(23_431)
    expect(items.reduce((sum, { payment }) => sum + payment, 0)).toBe(total ?? 0)
    expect(items.reduce((sum, { interest }) => sum + interest, 0)).toBe(total_interest ?? 0)
    expect(items.at(-1)?.balance).toBe(0)
  })

  test('a schedule as a file says which loan it is of', async () => {
    const answer = await api('emi/schedule?principal=100000&rate=12&months=3&format=csv')
    expect(answer.headers.get('content-type')).toStartWith('text/csv')
    expect(answer.headers.get('content-disposition')).toContain('loan-100000-12-3.csv')
    const lines = (await answer.text()).trim().split('\r\n')
    expect(lines).toEqual([
      'month,payment,interest,principal,balance',
      '1,34002,1000,33002,66998',
      '2,34002,670,33332,33666',
      '3,34003,337,33666,0',
    ])
  })

  test.each([
    ['add?a=1', 400, 'b', 'is missing'],
    ['add?a=1&b=', 400, 'b', 'is missing'],
    ['add?a=one&b=2', 400, 'a', 'is not a decimal number'],
    ['add?a=0x10&b=2', 400, 'a', 'is not a decimal number'],
    ['add?a=1&b=2&c=3', 400, 'c', 'is not a parameter here'],
    ['add?a=1&a=1&b=2', 400, 'a', 'is given more than once'],
    ['divide?a=1&b=0', 422, 'b', 'nothing can be divided by zero'],
    ['multiply?a=1e300&b=1e300', 422, 'result', 'outside'],
    ['emi?rate=1&months=1', 400, 'principal', 'is missing'],
    ['emi?principal=x&rate=1&months=0', 400, 'principal', 'is not a whole number'],
    ['emi?principal=1000&rate=-1&months=12', 422, 'rate', '-1 is less than 0'],
    ['emi?principal=1000&rate=1&months=361', 422, 'months', '361 is more than 360'],
    ['emi?principal=1000&rate=1e9999&months=12', 400, 'rate', 'is not a number'],
    ['emi/schedule?principal=1000&rate=1&months=12&format=xml', 400, 'format', 'is not one of'],
    ['transfer?price=1000&state=far', 400, 'state', 'is not one of same, other'],
    ['ownership?price=1000&down_payment=1000', 422, 'down_payment', 'is not less than the price'],
    ['ownership?price=1000&new_price=900', 422, 'new_price', 'is less than the asking price'],
    ['ownership?price=1000&years=99', 422, 'years', 'is more than 15'],
  ])('%s is a %i that names %s', async (path, status, parameter, words) => {
    const answer = await api(path)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toStartWith('application/problem+json')
    const problem = (await answer.json()) as { errors: { parameter: string; message: string }[] }
    expect(problem.errors[0]).toMatchObject({ parameter })
    expect(problem.errors[0]?.message).toContain(words)
  })

  test('says which figures are assumed, from where and since when', async () => {
    const answer = (await (await api('transfer?price=500000&state=other')).json()) as {
      items: { as_of: string }[]
    }
    expect(answer.items.length).toBeGreaterThan(4)
    for (const { as_of } of answer.items) expect(as_of).toMatch(/^\d{4}-\d\d-\d\d$/)
    const document = JSON.parse(await (await market.get('/openapi.json')).text())
    const names = document.paths['/api/calculator/transfer'].get.parameters.map(
      ({ name }: { name: string }) => name,
    )
    expect(names).toContain('hypothecation')
  })
})

describe('/calculators', () => {
  test('names every calculator with its question, and leads to each', async () => {
    const page = await html('/calculators')
    for (const section of SECTIONS) expect(page).toContain(`href="/calculators/${section}"`)
    expect(page).not.toContain('<form class="stack"')
  })

  test.each(SECTIONS)(
    'answers %s at first sight, with a label for every field',
    async (section) => {
      const page = await html(`/calculators/${section}`)
      const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
      expect(new Set(ids).size).toBe(ids.length)
      expect(page).toContain(`<section class="block" id="${section}"`)
      expect(page.match(/<section class="block"/g)).toHaveLength(1)
      const fields = [...page.matchAll(/<(?:input|select)[^>]* id="([^"]+)"/g)].map(([, id]) => id)
      expect(fields.length).toBeGreaterThan(3)
      for (const id of fields) expect(page).toMatch(new RegExp(`<label [^>]*for="${id}"`))
      for (const [, named] of page.matchAll(/aria-describedby="([^"]+)"/g)) {
        for (const id of named?.split(' ') ?? []) expect(ids).toContain(id)
      }
      expect(page).not.toContain('role="status" class="notice warn"')
      expect(page).not.toMatch(/ style="|<script>/)
      expect(page.includes('the median car of the market')).toBe(section !== 'arithmetic')
    },
  )

  test('leads an address of before, when all shared one page, to its own page', async () => {
    const answer = await market.get('/calculators?calculator=emi&principal=500000&rate=11')
    expect([answer.status, answer.headers.get('location')]).toEqual([
      302,
      '/calculators/emi?principal=500000&rate=11',
    ])
    expect((await market.get('/calculators/tax')).status).toBe(404)
    const blank = await market.get('/calculators/emi?principal=500000&rate=')
    expect(blank.headers.get('location')).toBe('/calculators/emi?principal=500000')
  })

  test('keeps what was entered, leads to the cars and to the file', async () => {
    const page = await html('/calculators/emi?principal=12,31,000&rate=11&months=72')
    expect(page).toContain('₹12,31,000 at 11% over 72 months costs ₹23,431 a month.')
    expect(page).toContain(
      '/api/calculator/emi/schedule?principal=1231000&rate=11&months=72&format=csv',
    )
    const budget = await html(
      '/calculators/affordability?emi=10000&rate=0&months=60&down_payment=1000',
    )
    const found = (await (await market.get('/api/cars?price_max=601000')).json()) as {
      total: number
    }
    expect(budget).toContain('href="/cars?price_max=601000&sort=-price"')
    expect(budget).toContain(
      `Show ${found.total.toLocaleString('en-IN')} cars up to this price, whatever`,
    )
  })

  test('says what is wrong beside the field, with the status of the API', async () => {
    for (const [query, status, id] of [
      ['emi?principal=x', 400, 'emi-principal'],
      ['emi?rate=101', 422, 'emi-rate'],
      ['transfer?noc=-1', 422, 'transfer-noc'],
      ['ownership?down_payment=99999999', 422, 'ownership-down_payment'],
      ['arithmetic?a=1&b=0&operation=divide', 422, 'arithmetic-b'],
      ['arithmetic?a=one', 400, 'arithmetic-a'],
    ] as const) {
      const answer = await market.get(`/calculators/${query}`)
      expect([query, answer.status]).toEqual([query, status])
      const page = await answer.text()
      expect(page).toContain(`id="${id}-wrong"`)
      expect(page.match(/aria-invalid="true"/g)).toHaveLength(1)
      expect(page).toContain('There is no result')
    }
    for (const query of ['?principal=5', '?calculator=tax', '/emi?colour=red']) {
      expect((await market.get(`/calculators${query}`)).status).toBe(400)
    }
  })

  test('swaps one section, and gives its address without what is as usual', async () => {
    const query = 'price=5,00,000&state=other&smart_card=200&noc=150'
    const answer = await market.get(`/calculators/transfer?${query}`, PARTIAL)
    const part = await answer.text()
    expect(part).toContain('id="transfer"')
    expect(part).not.toContain('id="emi"')
    const address = answer.headers.get('hx-push-url') ?? ''
    expect(address).toContain('price=500000')
    expect(address).toContain('noc=150')
    expect(address).not.toContain('smart_card')
    expect(await html(address)).toContain('₹5,00,000')
  })

  test('is not sent twice to who holds it, and never escapes its fields', async () => {
    const etag = (await market.get('/calculators/emi')).headers.get('etag') ?? ''
    expect(etag).toStartWith('W/"1-')
    expect((await market.get('/calculators/emi', { 'if-none-match': etag })).status).toBe(304)
    for (const section of SECTIONS) {
      for (const name of ['price', 'principal', 'emi', 'a', 'state', EVIL]) {
        const query = new URLSearchParams({ [name]: EVIL })
        expect(escapedFrom(await html(`/calculators/${section}?${query}`))).toEqual([])
      }
    }
  })

  test('works before there is a market, and without what is of India alone', async () => {
    const empty = await testApp({}, { empty: true })
    const answer = await empty.get('/calculators/affordability')
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('Show the cars up to this price')
    await empty.close()
    const abroad = await testApp({ RULE_PACK: 'none' }, { empty: true })
    const page = await (await abroad.get('/calculators')).text()
    expect(page).not.toContain('/calculators/transfer')
    expect(page).toContain('/calculators/emi')
    expect((await abroad.get('/calculators/transfer')).status).toBe(404)
    await abroad.close()
  })
})
