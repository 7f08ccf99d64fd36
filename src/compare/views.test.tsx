import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { aCar } from '../../tests/support/cars.ts'
import type { Car } from '../listing/car.ts'
import { asRead } from '../platform/language/reader.testing.ts'
import { EVIL, escapedFrom } from '../platform/ui/markup.testing.ts'
import { dominances, MOST_COMPARED } from './compare.ts'
import { ComparePage } from './views.tsx'

const page = (cars: Car[], missing: string[] = [], language: 'en' | 'fr' = 'en') =>
  asRead(() => String(<ComparePage cars={cars} missing={missing} pricesOf="2024" />), { language })
const some = (size: number) =>
  Array.from({ length: size }, (_, at) => aCar({ id: `car-${at}`, base_model: `Model ${at}` }))

describe('a comparison', () => {
  test('of nothing says how to begin', () => {
    expect(page([])).toContain('Nothing to compare yet')
    expect(page([])).toContain('href="/cars?sort=deal"')
    expect(page([])).not.toContain('<table')
  })

  test.each([1, 2, 3, MOST_COMPARED])('of %d has a column and a way out for each', (size) => {
    const cars = some(size)
    const html = page(cars).replaceAll('&amp;', '&')
    expect(html.match(/<th role="columnheader" scope="col" class="num">/g)).toHaveLength(size)
    for (const { id } of cars) {
      expect(html).toContain(`href="/cars/${id}"`)
      const others = cars.filter((car) => car.id !== id).map((car) => `id=${car.id}`)
      expect(html).toContain(`href="/compare/choose?${others.join('&')}"`)
    }
  })

  test('says which cars are gone, beside those that are not', () => {
    expect(page(some(1), ['gone-1', 'gone-2'])).toMatch(
      /Not on the market any more: gone-1.+gone-2/,
    )
    expect(page(some(1))).not.toContain('Not on the market any more')
  })

  const OPTIONAL = {
    emi: null,
    owners: null,
    transmission: null,
    engine_cc: null,
    state_name: null,
    state: null,
    years_left: null,
    estimate: null,
    deal: null,
    trim: '',
  } satisfies Partial<Car>

  test.each(Object.entries(OPTIONAL))('holds without %s', (field, value) => {
    const bare = { ...aCar({ id: 'bare' }), [field]: value }
    for (const cars of [[bare], [bare, aCar({ id: 'whole' })], [aCar({ id: 'whole' }), bare]]) {
      expect(page(cars)).not.toMatch(/undefined|null|NaN/)
    }
  })

  test('holds the others against the first car, and that against nothing', () => {
    const first = aCar({ id: 'first', price: 500_000, km: 10_000, year: 2020 })
    const other = aCar({ id: 'other', price: 450_000, km: 30_000, year: 2018 })
    expect(page([first])).not.toContain('−')
    const html = page([first, other])
    for (const apart of ['−₹50,000 · best', '+20,000', '−2'])
      expect(html).toContain(`>${apart}</span>`)
    expect(page([first, { ...first, id: 'twin' }])).not.toMatch(/class="sub">[+−]/)
  })

  test('keeps hostile words as text', () => {
    const evil = aCar({ id: EVIL, brand: EVIL, base_model: EVIL, trim: EVIL, state_name: EVIL })
    expect(escapedFrom(page([evil, { ...evil, price: 1 }], [EVIL]))).toEqual([])
  })

  test('is in French, too', () => {
    expect(page(some(2), ['gone'], 'fr')).not.toMatch(/Side by side|Asking price|Remove|Not on/)
  })
})

describe('one car beats another', () => {
  const cars = fc.array(
    fc
      .record({
        base_model: fc.constantFrom('City', 'Jazz'),
        year: fc.integer({ min: 2018, max: 2020 }),
        km: fc.integer({ min: 1, max: 3 }),
        owners: fc.constantFrom(1, 2, null),
        price: fc.integer({ min: 1, max: 3 }),
      })
      .map((different) => aCar(different)),
    { maxLength: 4 },
  )

  test('in nothing worse, in something better, and among cars of its own kind', () => {
    fc.assert(
      fc.property(cars, (compared) => {
        for (const { better, worse, differences } of dominances(compared)) {
          expect(better.base_model).toBe(worse.base_model)
          expect(better.year).toBeGreaterThanOrEqual(worse.year)
          expect(better.km).toBeLessThanOrEqual(worse.km)
          expect(better.price).toBeLessThanOrEqual(worse.price)
          expect(better.owners ?? Infinity).toBeLessThanOrEqual(worse.owners ?? -Infinity)
          expect(Object.values(differences).every((difference) => difference !== 0)).toBe(true)
          expect(Object.keys(differences)).not.toBeEmpty()
        }
      }),
    )
  })

  test('and never the other way round, or itself', () => {
    fc.assert(
      fc.property(cars, (compared) => {
        const found = dominances(compared)
        for (const { better, worse } of found) {
          expect(better).not.toBe(worse)
          expect(found.some((each) => each.better === worse && each.worse === better)).toBe(false)
        }
      }),
    )
  })

  test('and that is the title of the page', () => {
    const good = aCar({ id: 'good', price: 400_000 })
    const html = page([aCar({ id: 'dear' }), good])
    expect(html).toContain('<h1>The 2019 Honda City at ₹4,00,000 beats another</h1>')
  })
})

describe('the best of each line', () => {
  const cheap = aCar({ id: 'cheap', price: 300_000, year: 2015, km: 80_000, owners: 2 })
  const young = aCar({ id: 'young', price: 500_000, year: 2020, km: 20_000, owners: 1 })
  const lineOf = (html: string, label: string) =>
    html.match(new RegExp(`safe>${label}|>${label}</th>.*?</tr>`))?.[0] ?? ''

  test('is marked by a word, and nothing is where all are equal', () => {
    const html = page([cheap, young])
    expect(lineOf(html, 'Asking price')).toMatch(
      /class="num best"><span>₹3,00,000<\/span><span class="sub">best/,
    )
    expect(lineOf(html, 'Make year')).toMatch(/class="num best"><span>2020<\/span>/)
    expect(page([cheap, { ...cheap, id: 'twin' }])).not.toContain('num best')
  })

  test('stands beside the differences in words', () => {
    expect(page([cheap, young])).toContain(
      '₹2,00,000 dearer, 5 years newer, 60,000 km less and 1 owner fewer.',
    )
    expect(page([cheap, { ...cheap, id: 'twin' }])).toContain('the same in price, age, distance')
  })
})
