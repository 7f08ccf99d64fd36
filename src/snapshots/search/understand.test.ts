import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../../tests/support/app.ts'
import { india } from '../../packs/india/index.ts'
import { compact, type Lexicon, type Meaning } from './lexicon.ts'
import { boundsSaid } from './phrases.ts'
import { understand } from './understand.ts'

describe('bounds in words', () => {
  test.each([
    ['swift under 6 lakh', { price_max: 600_000 }, 'swift'],
    ['below ₹5,50,000', { price_max: 550_000 }, ''],
    ['city over 4L', { price_min: 400_000 }, 'city'],
    ['between 3 and 5 lakh', { price_min: 300_000, price_max: 500_000 }, ''],
    ['3-5 lakh creta', { price_min: 300_000, price_max: 500_000 }, 'creta'],
    ['nexon 7 lakh', { price_max: 700_000 }, 'nexon'],
    ['1.2 crore', { price_max: 12_000_000 }, ''],
    ['under 50000 km', { km_max: 50_000 }, ''],
    ['2019', { year_min: 2019, year_max: 2019 }, ''],
    ['2018-2020 amaze', { year_min: 2018, year_max: 2020 }, 'amaze'],
    ['after 2018', { year_min: 2019 }, ''],
    ['since 2018', { year_min: 2018 }, ''],
    ['before 2015', { year_max: 2014 }, ''],
    ['first owner jazz', { owners: [1] }, 'jazz'],
    ['2nd owner', { owners: [2] }, ''],
    ['moins de 6 lakh', { price_max: 600_000 }, ''],
    ['première main', { owners: [1] }, ''],
    ['alto 800', {}, 'alto 800'],
    ['xuv 500 i20', {}, 'xuv 500 i20'],
  ])('%s', (text, bounds, rest) => {
    const said = boundsSaid(text)
    expect(said.bounds as object).toEqual(bounds)
    expect(said.rest.replace(/\s+/g, ' ')).toBe(rest)
  })
})

const meanings = new Map<string, Meaning>()
for (const name of ['Wagon R', 'Swift', 'Dzire', 'City', 'Creta', 'Grand i10', 'Alto 800'])
  meanings.set(compact(name), { base_model: [name] })
for (const name of ['Maruti', 'Hyundai', 'Honda']) meanings.set(compact(name), { brand: [name] })
meanings.set('automatic', { transmission: ['automatic'] })
meanings.set('diesel', { fuel: ['diesel'] })
meanings.set('suv', { base_model: ['Creta', 'Venue'] })
const lexicon: Lexicon = { meanings, titles: ['maruti', 'swift', 'vxi', 'sportz', 'city', 'cvt'] }
const filterOf = (q: string) => understand(lexicon, q)?.filter as object

describe('words that no title has as they were typed', () => {
  test.each([
    ['wagonr', { base_model: ['Wagon R'] }],
    ['WAGON-R', { base_model: ['Wagon R'] }],
    ['grandi10', { base_model: ['Grand i10'] }],
    ['hundai', { brand: ['Hyundai'] }],
    ['swfit', { base_model: ['Swift'] }],
    ['marutiswift', { brand: ['Maruti'], base_model: ['Swift'] }],
    ['wagen r', { base_model: ['Wagon R'] }],
    ['swift automtic', { base_model: ['Swift'], transmission: ['automatic'] }],
    ['creta or city', { base_model: ['Creta', 'City'] }],
    ['suv', { base_model: ['Creta', 'Venue'] }],
    ['suv creta diesel', { base_model: ['Creta'], fuel: ['diesel'] }],
    ['swift vxi', { base_model: ['Swift'], q: 'vxi' }],
    ['sporz', { q: 'sportz' }],
    [
      'swift automatic under 6 lakh 2019',
      {
        base_model: ['Swift'],
        transmission: ['automatic'],
        price_max: 600_000,
        year_min: 2019,
        year_max: 2019,
      },
    ],
  ])('%s', (q, filter) => {
    expect(filterOf(q)).toEqual(filter)
  })

  test('that mean nothing are left out and named; where none means anything nothing is understood', () => {
    expect(understand(lexicon, 'swift xylophone')).toMatchObject({ ignored: ['xylophone'] })
    expect(understand(lexicon, 'qqqq zzz')).toBeNull()
    expect(understand(lexicon, '  ')).toBeNull()
    expect(filterOf('9999')).toBeUndefined()
  })
})

test('bodies are named by base models that the catalogue spells so', () => {
  const known = new Set(
    [
      'Maruti',
      'Hyundai',
      'Tata',
      'Mahindra',
      'Honda',
      'Toyota',
      'Kia',
      'MG',
      'Renault',
      'Nissan',
      'Datsun',
      'Volkswagen',
      'Skoda',
      'Ford',
      'Jeep',
      'Chevrolet',
      'Fiat',
      'Mitsubishi',
    ].flatMap((brand) => [...(india.baseModelsOf(brand)?.values() ?? [])]),
  )
  const listed = [...india.bodies.values()].flat()
  expect(listed.length).toBeGreaterThan(100)
  expect(listed.filter((name) => !known.has(name))).toEqual([])
})

describe('on a market', () => {
  let market: TestApp
  beforeAll(async () => {
    market = await testApp()
  }, 30_000)
  afterAll(() => market.close())
  type Found = { total: number; understood: { filter: object } | null }
  const ask = async (search: string) =>
    (await (await market.get(`/api/cars?${search}`)).json()) as Found

  test('what titles have is found as it is typed, and nothing is said to be understood', async () => {
    const found = await ask('q=honda')
    expect(found.total).toBeGreaterThan(0)
    expect(found.understood).toBeNull()
    expect((await ask('q=qqqqq')).understood).toBeNull()
  })

  test('list, facets, files, feed and page find the same cars for a mistyped name', async () => {
    const right = await ask('brand=Hyundai')
    const found = await ask('q=hundai')
    expect(found.total).toBe(right.total)
    expect(found.understood?.filter).toEqual({ brand: ['Hyundai'] })
    const facets = (await (await market.get('/api/facets?q=hundai')).json()) as Found
    expect(facets.total).toBe(right.total)
    const csv = await (await market.get('/api/cars.csv?q=hundai')).text()
    expect(csv.trim().split('\r\n')).toHaveLength(right.total + 1)
    const page = await (await market.get('/cars?q=hundai')).text()
    expect(page).toContain(`Brand: Hyundai (${right.total})`)
    expect(page).toContain('href="/cars?brand=Hyundai"')
  })

  test('pages of what was understood go on, and hold within the other filters', async () => {
    const next = async (path: string | null, seen: string[] = []): Promise<string[]> => {
      if (path === null) return seen
      const { items, links } = (await (await market.get(path)).json()) as {
        items: { id: string; fuel: string; brand: string }[]
        links: { next: string | null }
      }
      for (const { fuel, brand } of items) expect([fuel, brand]).toEqual(['diesel', 'Hyundai'])
      return next(links.next, [...seen, ...items.map(({ id }) => id)])
    }
    const seen = await next('/api/cars?q=hundai&fuel=diesel&limit=5')
    expect(seen.length).toBe((await ask('brand=Hyundai&fuel=diesel')).total)
    expect(new Set(seen).size).toBe(seen.length)
    expect((await ask('q=hundai&brand=Honda')).total).toBe(0)
  })
})
