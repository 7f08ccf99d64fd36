import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../support/app.ts'
import { addressOf, documentOf, type Listed, operationsOf } from '../support/operations.ts'

let market: TestApp
let operations: Listed[]
beforeAll(async () => {
  market = await testApp()
  operations = operationsOf(await documentOf(market))
})
afterAll(() => market.close())

type Problem = { status: number; errors: { parameter: string; message: string }[] }

const withMore = (address: string, more: string) =>
  `${address}${address.includes('?') ? '&' : '?'}${more}`
const PLACES: Record<string, string> = {
  id: '1',
  calculator: 'emi',
  code: 'fr',
  file: 'x.css',
  part: '2019~Honda.xml',
}
const JSON_ROUTES = /^\/(api|asyncapi|feeds|health|metrics|openapi|robots|sitemap)/

describe('a parameter that nobody knows', () => {
  test('is a 400 on every route, whatever else is right', async () => {
    let seen = 0
    for (const { method, path } of market.app.routes) {
      const address = withMore(
        path.replace(/:(\w+)/g, (_, name) => PLACES[name] ?? '1'),
        'nobody=1',
      )
      const answer = await (method === 'GET' ? market.get(address) : market.post(address, ''))
      expect([method, address, answer.status]).toEqual([method, address, 400])
      const problem = answer.headers.get('content-type')?.startsWith('application/problem+json')
      expect([path, problem]).toEqual([
        path,
        JSON_ROUTES.test(path) || /^\/reports\/market\.|\.png$/.test(path),
      ])
      if (problem) {
        const { errors } = (await answer.json()) as Problem
        expect([path, errors.map(({ parameter }) => parameter)]).toEqual([
          path,
          expect.arrayContaining(['nobody']),
        ])
      }
      seen += 1
    }
    expect(seen).toBeGreaterThan(60)
  })

  test('of what advertisements add, pages lead away; the API refuses it', async () => {
    let pages = 0
    for (const { method, path, hooks } of market.app.routes) {
      const { tags } = (hooks?.detail ?? {}) as { tags?: string[] }
      if (method !== 'GET' || !tags?.includes('Pages')) continue
      const address = path.replace(/:(\w+)/g, (_, name) => PLACES[name] ?? '1')
      const answer = await market.get(`${address}?utm_source=mail&utm_campaign=x&gclid=1`)
      expect([path, answer.status, answer.headers.get('location')]).toEqual([path, 302, address])
      pages += 1
    }
    expect(pages).toBeGreaterThan(12)
    const kept = await market.get('/cars?utm_source=mail&brand=Honda&brand=Tata')
    expect(kept.headers.get('location')).toBe('/cars?brand=Honda&brand=Tata')
    expect((await market.get('/api/cars?utm_source=mail')).status).toBe(400)
  })
})

describe('numbers', () => {
  /** Every parameter that is a number in the document, alone in an otherwise right question. */
  function* numbersOf(type: string) {
    for (const listed of operations) {
      for (const parameter of listed.operation.parameters ?? []) {
        const { schema, name, in: place } = parameter
        const item = schema.type === 'array' ? schema.items?.type : schema.type
        if (place === 'query' && item === type)
          yield {
            name: `${listed.name} ${name}`,
            parameter: name,
            example: String([parameter.example].flat()[0]),
            ask: (value: string) => {
              const { pathname, searchParams } = new URL(addressOf(listed), 'http://localhost')
              searchParams.set(name, value)
              return market.get(`${pathname}?${searchParams}`)
            },
          }
      }
    }
  }

  test.each(['integer', 'number'])('of type %s are read in one way everywhere', async (type) => {
    let seen = 0
    for (const { name, parameter, example, ask } of numbersOf(type)) {
      for (const wrong of ['0x10', '0b1', '1e', 'Infinity', 'NaN', '1 x', '--1']) {
        const answer = await ask(wrong)
        expect([name, wrong, answer.status]).toEqual([name, wrong, 400])
        const { errors } = (await answer.json()) as Problem
        expect([name, errors.map((each) => each.parameter)]).toEqual([name, [parameter]])
      }
      seen += 1
      // A file reads its filter as the lists do, and takes long to be made.
      if (name.startsWith('download')) continue
      const exponent = await ask(`${Number(example) / 10}e1`)
      expect([name, exponent.status]).toEqual([name, type === 'integer' ? 400 : 200])
      for (const alike of [` ${example}`, `${example} `, `₹${example}`]) {
        const answer = await ask(alike)
        expect([name, alike, answer.status]).toEqual([name, alike, 200])
        await answer.body?.cancel()
      }
    }
    expect(seen).toBeGreaterThan(5)
  })
})
