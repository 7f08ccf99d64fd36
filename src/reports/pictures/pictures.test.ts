import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { XMLValidator } from 'fast-xml-parser'
import { type TestApp, testApp } from '../../../tests/support/app.ts'
import { aCar } from '../../../tests/support/cars.ts'
import { DEALS } from '../../listing/car.ts'
import { asRead } from '../../platform/language/reader.testing.ts'
import { PICTURE } from '../../platform/ui/layout.tsx'
import { carPicture } from './car.ts'
import { EDGE, lines, TONES, WIDE } from './card.ts'

let market: TestApp
let id: string
beforeAll(async () => {
  market = await testApp({ PUBLIC_URL: 'https://cars.example' })
  const list = await (await market.get('/api/cars?limit=1&sort=deal')).json()
  id = (list as { items: { id: string }[] }).items[0]?.id ?? ''
}, 30_000)
afterAll(() => market.close())

/** Width and height in px, as the head of a PNG has them. */
function sizeOf(png: Uint8Array): { width: number; height: number } {
  expect([...png.subarray(1, 4)].map((byte) => String.fromCharCode(byte)).join('')).toBe('PNG')
  const head = new DataView(png.buffer, png.byteOffset)
  return { width: head.getUint32(16), height: head.getUint32(20) }
}

const pages = () => [
  '/',
  '/cars',
  '/cars?brand=Maruti&base_model=Swift',
  `/cars/${id}`,
  '/market?fuel=diesel',
  '/reports?fuel=diesel',
]

test('every page that is passed on names a picture of the size that it says, one for each', async () => {
  const seen = new Map<string, string>()
  for (const page of pages()) {
    const html = await (await market.get(page)).text()
    const meta = (name: string) => html.match(new RegExp(`"${name}" content="([^"]*)"`))?.[1] ?? ''
    const address = meta('og:image')
    expect(address).toStartWith('https://cars.example/')
    expect(meta('twitter:card')).toBe('summary_large_image')
    expect(meta('og:image:alt')).not.toBe('')
    const answer = await market.get(address.replace('https://cars.example', ''))
    expect([page, answer.status, answer.headers.get('content-type')]).toEqual([
      page,
      200,
      'image/png',
    ])
    const size = sizeOf(await answer.bytes())
    expect(size).toEqual(PICTURE)
    expect([meta('og:image:width'), meta('og:image:height')].map(Number)).toEqual([
      size.width,
      size.height,
    ])
    seen.set(page, address)
  }
  expect(new Set(seen.values()).size).toBe(4)
}, 60_000)

test('a picture is kept, told of by its tag, and another in another language', async () => {
  const path = `/cars/${id}/picture.png`
  const first = await market.get(path)
  const etag = first.headers.get('etag') ?? ''
  expect((await market.get(path, { 'if-none-match': etag })).status).toBe(304)
  const [again, french] = [
    await market.get(path),
    await market.get(path, { 'accept-language': 'fr' }),
  ]
  const bytes = await first.bytes()
  expect(await again.bytes()).toEqual(bytes)
  expect(await french.bytes()).not.toEqual(bytes)
  expect(first.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
})

test('of no car and of no filter there is none', async () => {
  expect((await market.get('/cars/no-such-car/picture.png')).status).toBe(404)
  expect((await market.get('/reports/market.png?brnd=x')).status).toBe(400)
  const none = await market.get('/reports/market.png?brand=Nobody')
  expect(sizeOf(await none.bytes())).toEqual(PICTURE)
})

describe('what is drawn', () => {
  const drawn = (changes: Parameters<typeof aCar>[0], language: 'en' | 'fr' = 'en') =>
    asRead(() => carPicture(aCar(changes), '2024-12-31', 'Forecourt'), { language })

  test.each(DEALS)('says that the deal is %s, and what is asked', (deal) => {
    const svg = drawn({ deal, price: 654_000 })
    expect(svg).toContain('₹6,54,000')
    expect(svg.toLowerCase()).toContain(`>${deal}<`)
  })

  test('of a car that is not rated is no bar', () => {
    expect(drawn({ deal: null })).not.toContain(TONES.great ?? '')
    expect(drawn({ estimate: null, deal: null })).not.toContain('NaN')
  })

  test('is well-formed whatever a listing holds, and never runs out of the picture', () => {
    for (const text of ['<script>&"\'', '\u0000\ud800', 'x'.repeat(300), 'a b '.repeat(200)]) {
      const svg = drawn({ brand: text, base_model: text, state_name: text })
      expect(XMLValidator.validate(svg)).toBe(true)
      const sizes = [...svg.matchAll(/font-size="(\d+)"[^>]*>([^<]*)</g)]
      for (const [, size, said = ''] of sizes) {
        expect(said.replace(/&#\d+;/g, 'x').length * Number(size) * 0.56).toBeLessThanOrEqual(
          WIDE + EDGE / 2,
        )
      }
    }
  })

  test('breaks a long title into lines and shortens the last', () => {
    expect(lines('one two', 60, 2)).toEqual(['one two'])
    const long = lines('word '.repeat(60).trim(), 60, 2)
    expect([long.length, long.at(-1)?.endsWith('…')]).toEqual([2, true])
  })
})
