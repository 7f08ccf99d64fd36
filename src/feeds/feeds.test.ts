import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { type TestApp, testApp } from '../../tests/support/app.ts'
import { aCar, publish } from '../../tests/support/cars.ts'

type JsonFeed = {
  version: string
  title: string
  home_page_url: string
  feed_url: string
  description: string
  language: string
  items: {
    id: string
    url: string
    title: string
    content_text: string
    date_published: string
    tags: string[]
  }[]
}

type AtomLink = { rel: string; type: string; href: string }
type AtomFeed = {
  id: string
  title: string
  subtitle: string
  updated: string
  author: { name: string }
  link: AtomLink[]
  entry: { id: string; title: string; updated: string; link: AtomLink }[]
}

let market: TestApp
let single: TestApp
let empty: TestApp
const EVIL = '2019 <script>&\u0001 "₹" Škoda\nline'

beforeAll(async () => {
  market = await testApp({ PUBLIC_URL: 'https://cars.example' }, { empty: true })
  single = await testApp()
  empty = await testApp({}, { empty: true })
  const { stores } = market
  const stays = aCar({ id: 'stays', title: '2019 Honda City VX', price: 700_000 })
  const dearer = aCar({ id: 'dearer', price: 500_000 })
  const gone = aCar({ id: 'gone', price: 400_000 })
  const other = aCar({ id: 'other', brand: 'Škoda', title: EVIL })
  await publish(stores, 1, [stays, dearer, gone])
  await publish(stores, 2, [
    { ...stays, price: 680_000 },
    { ...dearer, price: 510_000 },
    { ...gone, price: 390_000 },
    other,
  ])
  await publish(stores, 3, [
    { ...stays, price: 650_000 },
    { ...dearer, price: 510_000 },
    { ...other, price: other.price - 1000 },
  ])
})
afterAll(() => Promise.all([market, single, empty].map((app) => app.close())))

const jsonOf = async (app: TestApp, search = '', language = 'en') =>
  (await (
    await app.get(`/feeds/cars.json${search}`, { 'accept-language': language })
  ).json()) as JsonFeed

/** The text of a document as a tree; throws where it is not well-formed. */
function treeOf(text: string): AtomFeed {
  expect(XMLValidator.validate(text)).toBe(true)
  const options = { ignoreAttributes: false, attributeNamePrefix: '', htmlEntities: true }
  return (new XMLParser(options).parse(text) as { feed: AtomFeed }).feed
}

describe('after several snapshots', () => {
  test('new and cheaper cars that are still there, newest first, with stable ids', async () => {
    const { items } = await jsonOf(market)
    expect(items.map(({ id, tags }) => [id, ...tags])).toEqual([
      ['urn:forecourt:car:other:3', 'cheaper'],
      ['urn:forecourt:car:stays:3', 'cheaper'],
      ['urn:forecourt:car:other:2', 'new'],
      ['urn:forecourt:car:stays:2', 'cheaper'],
    ])
    const stays = items.find(({ id }) => id.endsWith('stays:2'))
    expect(stays).toMatchObject({
      title: '₹20,000 cheaper: 2019 Honda City VX, ₹6,80,000',
      url: 'https://cars.example/cars/stays',
    })
    expect(stays?.content_text).toContain('Now it asks ₹6,50,000.')
    expect((await jsonOf(market)).items.map(({ id }) => id)).toEqual(items.map(({ id }) => id))
  })

  test('follows the filter, and says where it leads', async () => {
    const feed = await jsonOf(market, '?brand=skoda')
    expect(feed.items.map(({ id }) => id)).toEqual([
      'urn:forecourt:car:other:3',
      'urn:forecourt:car:other:2',
    ])
    expect(feed).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      language: 'en',
      title: 'Forecourt: new and cheaper cars; Brand: skoda',
      home_page_url: 'https://cars.example/cars?brand=skoda',
      feed_url: 'https://cars.example/feeds/cars.json?brand=skoda',
    })
    expect((await jsonOf(market, '?price_max=600000')).items).toEqual([])
  })

  test('Atom says the same, well-formed whatever the titles hold', async () => {
    const answer = await market.get('/feeds/cars.atom?brand=Honda&brand=%C5%A0koda')
    expect(answer.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
    const text = await answer.text()
    const { id, title, subtitle, updated, author, link, entry } = treeOf(text)
    const self = 'https://cars.example/feeds/cars.atom?brand=Honda&brand=%C5%A0koda'
    expect(id).toBe(self)
    expect(link.map(({ rel, href }) => [rel, href])).toEqual([
      ['self', self],
      ['alternate', self.replace('feeds/cars.atom', 'cars')],
    ])
    expect(author).toEqual({ name: 'Forecourt' })
    for (const words of [title, subtitle]) expect(words.length).toBeGreaterThan(10)
    expect(entry.map((each) => each.id)).toEqual(
      (await jsonOf(market)).items.map((each) => each.id),
    )
    for (const each of [...entry, { updated }]) expect(Date.parse(each.updated)).toBeGreaterThan(0)
    expect(entry[0]?.title).toContain('<script>& "₹" Škoda')
    expect(entry[1]?.link).toEqual({
      rel: 'alternate',
      type: 'text/html',
      href: 'https://cars.example/cars/stays',
    })
    expect(text).toContain('&#60;script&#62;&#38;')
    expect(text).not.toContain('\u0001')
    const snapshot = await market.deps.cars.current()
    expect(text).toContain(`<updated>${snapshot?.published_at}</updated>\n  <entry>`)
  })

  test('is in French, with the same ids', async () => {
    const [english, french] = [await jsonOf(market), await jsonOf(market, '', 'fr')]
    expect(french.language).toBe('fr')
    expect(french.items.map(({ id }) => id)).toEqual(english.items.map(({ id }) => id))
    expect(french.items[3]?.title.replace(/\s/g, ' ')).toBe(
      '20 000 ₹ de moins : 2019 Honda City VX, 680 000 ₹',
    )
  })

  test('never more than a hundred entries', async () => {
    const large = await testApp({}, { empty: true })
    const many = Array.from({ length: 250 }, (_, at) => aCar({ id: `car-${at}`, price: 500_000 }))
    await publish(large.stores, 1, many)
    await publish(
      large.stores,
      2,
      many.map((car) => ({ ...car, price: 400_000 })),
    )
    const { items, description } = await jsonOf(large)
    expect(items).toHaveLength(100)
    expect(description).toContain('The feed holds 100; there may be more.')
    await large.close()
  })
})

test('before a second snapshot the best deals are listed, and it says so', async () => {
  const feed = await jsonOf(single, '?brand=Honda')
  const answer = await single.get('/api/cars?brand=Honda&sort=deal&limit=100')
  const { items } = (await answer.json()) as { items: { id: string }[] }
  expect(feed.description).toContain('There is one snapshot so far')
  expect(feed.items.map(({ url }) => url.split('/').at(-1))).toEqual(items.map(({ id }) => id))
  expect(feed.items[0]?.title).toStartWith('Listed: ')
})

describe.each(['/feeds/cars.atom', '/feeds/cars.json'])('%s', (path) => {
  test('is a 304 for who has it', async () => {
    const etag = (await market.get(path)).headers.get('etag') ?? ''
    expect((await market.get(path, { 'if-none-match': etag })).status).toBe(304)
  })

  test('what goes wrong is problem+json', async () => {
    const wrong = await market.get(`${path}?price_min=abc`)
    expect([wrong.status, wrong.headers.get('content-type')]).toEqual([
      400,
      'application/problem+json; charset=utf-8',
    ])
    expect((await empty.get(path)).status).toBe(503)
  })
})
