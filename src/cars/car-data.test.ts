import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import Validator from '@adobe/structured-data-validator'
import { type TestApp, testApp } from '../../tests/support/app.ts'
import { aCar, publish } from '../../tests/support/cars.ts'
import { asRead } from '../platform/language/reader.testing.ts'
import { marketOf } from '../platform/language/reader.ts'
import { asData } from '../platform/ui/linked-data.ts'
import { carData } from './car-data.ts'

const ORIGIN = 'https://cars.example'
const EVIL = '</script><script>alert(1)</script><!--'
const bare = aCar({
  id: 'bare',
  transmission: null,
  owners: null,
  registered_on: null,
  engine_cc: null,
  state: null,
  estimate: null,
})

let market: TestApp
beforeAll(async () => {
  market = await testApp({ PUBLIC_URL: ORIGIN }, { empty: true })
  await publish(market.stores, 1, [aCar({ id: 'whole' }), bare, aCar({ id: 'evil', title: EVIL })])
})
afterAll(() => market.close())

const blocksOf = (html: string): Record<string, unknown>[] =>
  [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(
    ([, text = '']) => JSON.parse(text),
  )

/** What of the published rules of search engines the data of a page breaks. */
async function brokenIn(html: string): Promise<string[]> {
  const jsonld = Object.groupBy(blocksOf(html), (block) => String([block['@type']].flat()[0]))
  expect(Object.keys(jsonld)).toContain('Product')
  const said = await new Validator(null).validate({ jsonld: jsonld as Record<string, object[]> })
  return said.filter(({ severity }) => severity === 'ERROR').map((each) => each.issueMessage)
}

describe.each(['whole', 'bare', 'evil'])('the page of the car %s', (id) => {
  test('has data that keeps the published rules of search engines', async () => {
    const html = await (await market.get(`/cars/${id}`)).text()
    expect(await brokenIn(html)).toEqual([])
  })

  test('says what the list says of it', async () => {
    const blocks = blocksOf(await (await market.get(`/cars/${id}`)).text())
    const { price, km, title } = (await (await market.get(`/api/cars/${id}`)).json()) as {
      price: number
      km: number
      title: string
    }
    expect(blocks).toHaveLength(2)
    expect(blocks[0]).toMatchObject({
      '@type': ['Product', 'Car'],
      name: title,
      url: `${ORIGIN}/cars/${id}`,
      image: `${ORIGIN}/cars/${id}/picture.png`,
      mileageFromOdometer: { value: km },
      offers: { price, priceCurrency: 'INR' },
    })
    const [, { itemListElement }] = blocks as [object, { itemListElement: { item: string }[] }]
    for (const { item } of itemListElement) {
      const answer = await market.get(item.replace(ORIGIN, ''))
      expect([item, answer.status]).toEqual([item, 200])
    }
  })
})

test('a rule that is broken is found, so that silence means something', async () => {
  const { offers: _, ...without } = asRead(() => carData(aCar(), ORIGIN))
  const html = `<script type="application/ld+json">${asData(without)}</script>`
  expect((await brokenIn(html)).length).toBeGreaterThan(0)
})

test('prices are in the currency of the market, and what is not known is left out', () => {
  const data = asRead(() => carData(bare, ORIGIN), { market: marketOf('EUR') })
  expect(data.offers).toMatchObject({ priceCurrency: 'EUR' })
  expect(JSON.stringify(data)).not.toContain('null')
})

test('no listing ends the block that it stands in', () => {
  const text = asData({ name: EVIL })
  expect(text).not.toContain('<')
  expect(JSON.parse(text)).toEqual({ name: EVIL })
})
