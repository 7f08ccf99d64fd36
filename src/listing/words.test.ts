import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { aCar } from '../../tests/support/cars.ts'
import { stateNames } from '../packs/india/registration.ts'
import { asRead, inMarket } from '../platform/language/reader.testing.ts'
import { DEALS, FUELS, fold, TRANSMISSIONS, words } from './car.ts'
import { carJson } from './car-json.ts'
import { amount, chipsOf, filterWords, plainAmount } from './filter-words.ts'
import {
  type CarFilter,
  RANGE_FIELDS,
  type RangeField,
  SORTS,
  toSearch,
  VALUE_FACETS,
} from './query.ts'
import {
  dealName,
  hrefOf,
  nameOf,
  ownerWords,
  rangeLabel,
  sortWords,
  traits,
  valueLabel,
  valueWords,
} from './words.ts'

const LANGUAGES = ['en', 'fr'] as const
const chips = (filter: CarFilter) => chipsOf(filter, stateNames, toSearch)

describe('words', () => {
  const CODES = { fuel: FUELS, transmission: TRANSMISSIONS, deal: DEALS } as const

  test.each(Object.entries(CODES))(
    'for each %s differ and begin large, in every language',
    (facet, codes) => {
      for (const language of LANGUAGES) {
        const said = asRead(() => codes.map((code) => valueWords(facet, code, stateNames)), {
          language,
        })
        expect(new Set(said).size).toBe(codes.length)
        for (const word of said) expect(word).toMatch(/^\p{Lu}/u)
      }
    },
  )

  test('for each facet and range differ, in every language', () => {
    for (const language of LANGUAGES) {
      const labels = asRead(
        () => [...VALUE_FACETS.map(valueLabel), ...RANGE_FIELDS.map(rangeLabel)],
        { language },
      )
      expect(new Set(labels).size).toBe(labels.length)
      expect(labels.every((label) => label.trim() !== '')).toBe(true)
    }
  })

  test('for each order differ, as an option and in a sentence', () => {
    for (const language of LANGUAGES) {
      const said = asRead(() => SORTS.map(sortWords), { language })
      expect(new Set(said.map(({ option }) => option)).size).toBe(SORTS.length)
      expect(new Set(said.map(({ said: words }) => words)).size).toBe(SORTS.length)
    }
  })

  test('for states are their names, whatever the case; an unknown one is itself', () => {
    for (const [code, name] of stateNames) {
      expect(valueWords('state', code, stateNames)).toBe(name)
      expect(valueWords('state', code.toLowerCase(), stateNames)).toBe(name)
    }
    expect(valueWords('state', 'ZZ', stateNames)).toBe('ZZ')
  })

  test(
    'for owners count them',
    inMarket(() => {
      expect([1, 2, 3, 4, 11, '2'].map(ownerWords)).toEqual([
        '1st owner',
        '2nd owner',
        '3rd owner',
        '4th owner',
        '11th owner',
        '2nd owner',
      ])
    }),
  )

  test(
    'that are no code are shown as they are, also those of every object',
    inMarket(() => {
      expect(valueWords('brand', 'Kia', stateNames)).toBe('Kia')
      expect(valueWords('fuel', 'toString', stateNames)).toBe('ToString')
      expect(dealName('constructor')).toBe('constructor')
      expect(dealName(null)).toBe('Not rated')
    }),
  )

  test(
    'of a car are its name, and what is known of it',
    inMarket(() => {
      expect(nameOf(aCar())).toBe('Honda City')
      expect(traits(aCar())).toEqual(['petrol', 'manual', '1st owner'])
      expect(traits(aCar({ transmission: null, owners: null, fuel: 'cng' }))).toEqual(['CNG'])
      expect(hrefOf({ id: 'a/b?c' })).toBe('/cars/a%2Fb%3Fc')
    }),
  )
})

describe('the words of an active filter', () => {
  test.each([
    [{ q: 'honda city' }, ['Words: honda city']],
    [{ brand: ['Honda', 'Kia'] }, ['Brand: Honda', 'Brand: Kia']],
    [{ base_model: ['City'] }, ['Base model: City']],
    [{ model: ['CITY VX'] }, ['Model: CITY VX']],
    [{ trim: ['VX'] }, ['Trim: VX']],
    [{ fuel: ['cng', 'petrol'] }, ['Fuel: CNG', 'Fuel: Petrol']],
    [{ transmission: ['automatic'] }, ['Gearbox: Automatic']],
    [{ owners: [1] }, ['Owners: 1st owner']],
    [{ state: ['KA'] }, ['First registered in: Karnataka']],
    [{ city: ['Bengaluru'] }, ['City of registration: Bengaluru']],
    [{ deal: ['great'] }, ['Deal: Great']],
    [{ price_min: 300_000 }, ['Asking price: from ₹3,00,000']],
    [{ price_max: 0 }, ['Asking price: up to ₹0']],
    [{ price_min: 300_000, price_max: 1_200_000 }, ['Asking price: ₹3,00,000 to ₹12,00,000']],
    [{ year_min: 2019, year_max: 2019 }, ['Make year: 2019']],
    [{ year_min: 2016 }, ['Make year: from 2016']],
    [{ km_max: 60_000 }, ['Distance driven: up to 60,000 km']],
    [{ emi_min: 5000, emi_max: 9000 }, ['Monthly cost: ₹5,000 to ₹9,000']],
  ] satisfies [CarFilter, string[]][])('%j', (filter, labels) => {
    expect(asRead(() => chips(filter).map(({ label }) => label))).toEqual(labels)
  })

  test(
    'stand in one line in the order of the form, and say that there are none',
    inMarket(() => {
      expect(filterWords({}, stateNames)).toBe('none: all cars')
      expect(filterWords({ year_min: 2019, brand: ['Honda'], q: 'vx' }, stateNames)).toBe(
        'Words: vx · Brand: Honda · Make year: from 2019',
      )
    }),
  )

  const texts = fc.option(
    fc.array(fc.constantFrom('A', 'B', 'C'), { minLength: 1, maxLength: 3 }),
    {
      nil: undefined,
    },
  )
  const bound = fc.option(fc.nat(9999), { nil: undefined })
  const filters: fc.Arbitrary<CarFilter> = fc.record({
    q: fc.option(fc.constant('city'), { nil: undefined }),
    brand: texts,
    model: texts,
    state: texts,
    owners: fc.option(fc.constant([1, 2]), { nil: undefined }),
    fuel: fc.option(fc.constant(['petrol' as const]), { nil: undefined }),
    price_min: bound,
    price_max: bound,
    year_min: bound,
    km_max: bound,
  })

  test('each lead to the filter without it: taken away one by one, none is left', () => {
    const count = (filter: CarFilter) => [...new URLSearchParams(toSearch(filter))].length
    fc.assert(
      fc.property(filters, (filter) => {
        asRead(() => {
          const rest: CarFilter[] = []
          const shown = chipsOf(filter, stateNames, (less) => String(rest.push(less) - 1))
          const both = filter.price_min !== undefined && filter.price_max !== undefined
          expect(shown).toHaveLength(count(filter) - (both ? 1 : 0))
          for (const { href } of shown) {
            const less = rest[Number(href)] ?? filter
            expect(chips(less)).toHaveLength(shown.length - 1)
            expect(count(less)).toBeLessThan(count(filter))
          }
        })
      }),
    )
  })

  test(
    'have the unit of their field, which a form leaves out',
    inMarket(() => {
      const shown: Record<RangeField, [string, string]> = {
        price: ['₹1,23,456', '1,23,456'],
        year: ['123456', '123456'],
        km: ['1,23,456 km', '1,23,456'],
        emi: ['₹1,23,456', '1,23,456'],
      }
      for (const field of RANGE_FIELDS) {
        expect([amount(field, 123_456), plainAmount(field, 123_456)]).toEqual(shown[field])
      }
    }),
  )
})

describe('the words that are searched', () => {
  test('have neither case, accents nor punctuation', () => {
    expect(words('Škoda  Octavia 1.5-TSI (É)')).toEqual(['skoda', 'octavia', '1', '5', 'tsi', 'e'])
    expect(words(' -./ ')).toEqual([])
    expect(fold('CITROËN')).toBe(fold('citroe\u0308n'))
  })

  test('are their own words: searching again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const found = words(text)
        expect(words(found.join(' '))).toEqual(found)
        expect(found.every((word) => word !== '')).toBe(true)
      }),
    )
  })
})

test('plain text is folded as any other', () => {
  const inFull = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const either = fc.oneof(fc.string(), fc.string({ unit: 'binary' }))
  fc.assert(fc.property(either, (text) => fold(text) === inFull(text)))
})

test('a car is written as JSON has it, and once', () => {
  const car = aCar({ title: 'two\nlines, a "quote"' })
  expect(carJson(car)).toBe(JSON.stringify(car))
  expect(carJson({ ...car, price: 1 })).toContain('"price":1,')
})
