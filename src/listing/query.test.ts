import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { aCar } from '../../tests/support/cars.ts'
import { check, parameters } from '../platform/http/query.ts'
import { DEALS, FUELS, TRANSMISSIONS } from './car.ts'
import { readCursor, writeCursor } from './cursor.ts'
import {
  CarFilter,
  CarQuery,
  FILTER_KEYS,
  filterOf,
  RANGE_FIELDS,
  SORT_FIELDS,
  SORTS,
  type Sort,
  sortKey,
  sortValue,
  toSearch,
} from './query.ts'

const read = (search: string) => check(CarQuery, parameters(`http://market/cars?${search}`))
const found = (search: string) => {
  const { query, errors } = read(search)
  expect(errors).toBeNull()
  return filterOf(query ?? {})
}
const wrong = (search: string) => read(search).errors?.map(({ parameter }) => parameter)

const LISTS = ['brand', 'base_model', 'model', 'trim', 'city', 'state'] as const
const CODES = { fuel: FUELS, transmission: TRANSMISSIONS, deal: DEALS } as const
const BOUNDS = RANGE_FIELDS.flatMap((field) => [`${field}_min`, `${field}_max`] as const)

describe('a filter', () => {
  test.each([...FILTER_KEYS])('%s is not set where it is blank', (key) => {
    for (const blank of ['', '%20', '+%09']) expect(found(`${key}=${blank}`)).toEqual({})
  })

  test.each([...LISTS])('%s is trimmed, may repeat, and drops blanks among others', (key) => {
    const shown = (text: string) => (key === 'state' ? text.toUpperCase() : text)
    expect(found(`${key}=+one+`)).toEqual({ [key]: [shown('one')] })
    expect(found(`${key}=one&${key}=&${key}=two`)).toEqual({ [key]: ['one', 'two'].map(shown) })
  })

  test.each([...LISTS])('%s has 50 values of 200 letters at most', (key) => {
    const values = (count: number) => Array.from({ length: count }, (_, at) => `${key}=${at}`)
    expect(found(values(50).join('&'))[key]).toHaveLength(50)
    expect(wrong(values(51).join('&'))).toEqual([key])
    expect(found(`${key}=${'a'.repeat(200)}`)[key]).toHaveLength(1)
    expect(wrong(`${key}=${'a'.repeat(201)}`)).toEqual([key])
  })

  test.each(Object.entries(CODES))(
    '%s takes each of its codes in any case, no other',
    (key, codes) => {
      for (const code of codes) {
        for (const written of [code, code.toUpperCase(), `+${code}+`]) {
          expect(found(`${key}=${written}`)).toEqual({ [key]: [code] } as CarFilter)
        }
      }
      expect(found(codes.map((code) => `${key}=${code}`).join('&'))).toEqual({
        [key]: [...codes],
      } as CarFilter)
      for (const none of ['steam', 'toString', '0', 'petrol,diesel']) {
        expect(wrong(`${key}=${none}`)).toEqual([key])
      }
    },
  )

  test('owners is a whole number from 0 to 99', () => {
    expect(found('owners=0&owners=99')).toEqual({ owners: [0, 99] })
    for (const none of ['-1', '100', '1.5', '1st', 'one']) {
      expect(wrong(`owners=${none}`)).toEqual(['owners'])
    }
  })

  test.each(BOUNDS)('%s is read as people write numbers', (key) => {
    const written = key.startsWith('year') ? ['2019', '2,019', '+20_19'] : ['500000', '5,00,000']
    const value = key.startsWith('year') ? 2019 : 500_000
    for (const text of written) expect(found(`${key}=${text}`)).toEqual({ [key]: value })
    expect(found(`${key}=0`)).toEqual({ [key]: 0 })
  })

  test.each(BOUNDS)('%s refuses what is no whole number, and a second one', (key) => {
    for (const none of ['-1', '1.5', '1e3', '0x10', 'Infinity', 'NaN', '9007199254740993']) {
      expect(wrong(`${key}=${none}`)).toEqual([key])
    }
    expect(wrong(`${key}=1&${key}=2`)).toEqual([key])
    if (key.startsWith('year')) expect(wrong(`${key}=10000`)).toEqual([key])
  })

  test.each([...RANGE_FIELDS])('%s may have its least equal to its most, not above', (field) => {
    expect(found(`${field}_min=2000&${field}_max=2000`)).toEqual({
      [`${field}_min`]: 2000,
      [`${field}_max`]: 2000,
    })
    expect(wrong(`${field}_min=2001&${field}_max=2000`)).toEqual([`${field}_min`])
  })

  test('a year that no number can hold is refused once, by the bound of years', () => {
    const { errors } = read('year_min=9007199254740993')
    expect(errors?.map(({ message }) => message.values?.most)).toEqual([9999])
  })

  test('q is one text of 200 letters at most', () => {
    expect(found('q=+honda+city+')).toEqual({ q: 'honda city' })
    expect(wrong(`q=${'a'.repeat(201)}`)).toEqual(['q'])
    expect(wrong('q=a&q=b')).toEqual(['q'])
  })

  test('every wrong field is named, not only the first', () => {
    expect(wrong('fuel=steam&price_min=x&sort=colour')?.sort()).toEqual([
      'fuel',
      'price_min',
      'sort',
    ])
  })

  test.each(['colour', 'Brand', '__proto__', 'constructor', 'brand[]'])(
    '%s is no field of it',
    (key) => {
      expect(read(`${key}=red`).query).toBeNull()
    },
  )
})

describe('order and length of a page', () => {
  test('are those by price and 24 cars unless something else is asked', () => {
    for (const search of ['', 'sort=&limit=', 'sort=+&limit=+']) {
      expect(read(search).query).toEqual({ sort: 'price', limit: 24 })
    }
  })

  test.each([...SORTS])('%s is an order, with its field and direction', (sort) => {
    expect(read(`sort=${sort}`).query?.sort).toBe(sort)
    const { field, descending } = sortKey(sort)
    expect(SORT_FIELDS).toContain(field)
    expect(`${descending ? '-' : ''}${field}`).toBe(sort)
  })

  test('there are two orders for each field', () => {
    expect(SORTS).toHaveLength(2 * SORT_FIELDS.length)
    expect(new Set(SORTS).size).toBe(SORTS.length)
    for (const none of ['brand', '--price', 'PRICE', '-']) {
      expect(wrong(`sort=${none}`)).toEqual(['sort'])
    }
  })

  test('from 1 to 500 cars are on a page', () => {
    for (const limit of [1, 500]) expect(read(`limit=${limit}`).query?.limit).toBe(limit)
    for (const none of ['0', '501', '-1', '2.5', 'all']) {
      expect(wrong(`limit=${none}`)).toEqual(['limit'])
    }
  })

  test.each([
    ['price', 700_000],
    ['-price', 700_000],
    ['year', 2019],
    ['km', 40_000],
    ['emi', 13_685],
    ['deal', 50 / 120],
    ['-deal', 50 / 120],
  ] as const)('by %s a car stands at %d', (sort, value) => {
    expect(sortValue(aCar(), sort)).toBe(value)
  })

  test('a car that is not rated, or has no monthly cost, stands nowhere', () => {
    expect(sortValue(aCar({ deal: null }), 'deal')).toBeNull()
    expect(sortValue(aCar({ estimate: null }), '-deal')).toBeNull()
    expect(sortValue(aCar({ emi: null }), 'emi')).toBeNull()
    const point = { price: 700_000, low: 700_000, high: 700_000 }
    expect(sortValue(aCar({ estimate: point }), 'deal')).toBe(0)
  })
})

const words = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((text) => text.trim())
  .filter((text) => text !== '')
const lists = fc.array(words, { minLength: 1, maxLength: 4 })
const some = <T>(values: readonly T[]) =>
  fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 4 })
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined })
const ranges = (field: string, most: number) =>
  fc.tuple(maybe(fc.nat(most)), maybe(fc.nat(most))).map(([a, b]) => {
    const swapped = a !== undefined && b !== undefined && a > b
    return { [`${field}_min`]: swapped ? b : a, [`${field}_max`]: swapped ? a : b }
  })

/** Any filter that can be asked for. */
const filters = fc
  .record({
    q: maybe(words),
    brand: maybe(lists),
    base_model: maybe(lists),
    model: maybe(lists),
    trim: maybe(lists),
    city: maybe(lists),
    fuel: maybe(some(FUELS)),
    transmission: maybe(some(TRANSMISSIONS)),
    deal: maybe(some(DEALS)),
    owners: maybe(some([0, 1, 2, 3, 99])),
    state: maybe(some(['KA', 'DL', 'TG', 'É&=#'])),
    price: ranges('price', 10_000_000),
    year: ranges('year', 9999),
    km: ranges('km', 1_000_000),
    emi: ranges('emi', 100_000),
  })
  .map(({ price, year, km, emi, ...rest }) =>
    filterOf({ ...rest, ...price, ...year, ...km, ...emi } as CarFilter),
  )

describe('the address of a filter', () => {
  const again = (search: string) => check(CarFilter, parameters(`http://market/cars${search}`))

  test('is read as the same filter', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect(again(toSearch(filter))).toEqual({ query: filter, errors: null })
      }),
    )
  })

  test('does not depend on the order in which its fields were set', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const turned = Object.fromEntries(Object.entries(filter).toReversed()) as CarFilter
        expect(toSearch(turned)).toBe(toSearch(filter))
      }),
    )
  })

  test('writes an address as the browser does, whatever was asked for', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (brand) => {
        const form = new URLSearchParams(brand.map((value) => ['brand', value]))
        expect(toSearch({ brand })).toBe(`?${form}`)
      }),
    )
    for (const sign of " +&=%#?/~!'()*-._ é₹😀\ud800") {
      expect(toSearch({ q: sign })).toBe(`?${new URLSearchParams({ q: sign })}`)
    }
  })

  test('is nothing for all cars, and has what is added but for what is not set', () => {
    expect(toSearch({})).toBe('')
    expect(toSearch({}, { sort: undefined })).toBe('')
    expect(toSearch({ brand: ['A&B', 'C'] }, { sort: '-km', limit: 5 })).toBe(
      '?brand=A%26B&brand=C&sort=-km&limit=5',
    )
  })

  test('a filter of a query has neither order nor place', () => {
    const query = read('brand=Kia&sort=-km&limit=5&cursor=abc').query
    expect(filterOf(query ?? {})).toEqual({ brand: ['Kia'] })
  })
})

describe('a cursor', () => {
  const sorts = fc.constantFrom(...(SORTS as Sort[]))
  const towards = fc.constantFrom('next' as const, 'prev' as const)
  const queryOf = (filter: CarFilter, sort: Sort): CarQuery => ({ ...filter, sort, limit: 24 })
  const edges = fc.constantFrom(aCar(), aCar({ emi: null, deal: null }), aCar({ id: 'é-"\\' }))

  test('leads back to its place in the same query, through an address', () => {
    fc.assert(
      fc.property(
        filters,
        sorts,
        towards,
        edges,
        fc.nat(),
        fc.nat(),
        (filter, sort, to, car, version, n) => {
          const query = queryOf(filter, sort)
          const cursor = writeCursor(query, { version }, to, car, n)
          const sent = check(
            CarQuery,
            parameters(`http://market/cars${toSearch(filter, { sort, cursor })}`),
          )
          expect(sent.errors).toBeNull()
          expect(sent.query && readCursor(sent.query)).toEqual({
            version,
            ordinal: n,
            at: { towards: to, value: sortValue(car, sort), id: car.id },
          })
        },
      ),
    )
  })

  test('outlives another page length, not another filter or order', () => {
    fc.assert(
      fc.property(filters, filters, sorts, sorts, (filter, other, sort, order) => {
        const query = queryOf(filter, sort)
        const cursor = writeCursor(query, { version: 1 }, 'next', aCar(), 24)
        expect(readCursor({ ...query, limit: 5, cursor })).not.toBeNull()
        const changed = queryOf(other, order)
        const same = order === sort && toSearch(other) === toSearch(filter)
        expect(readCursor({ ...changed, cursor }) !== null).toBe(same)
      }),
    )
  })

  test('that is not there means the first page', () => {
    expect(readCursor(queryOf({}, 'price'))).toBeNull()
  })

  test('that was never ours is refused', () => {
    const refused = (text: string) => {
      expect(() => readCursor({ ...queryOf({}, 'price'), cursor: text })).toThrow(
        expect.objectContaining({ status: 400 }),
      )
    }
    const coded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    fc.assert(fc.property(fc.string(), (text) => refused(text)))
    fc.assert(fc.property(fc.json(), (text) => refused(coded(JSON.parse(text)))))
    const good: unknown[] = [1, 25, 'key', 'next', 1, 'id']
    const bad = [1.5, 'x', 5, 'up', '1', null]
    for (const at of good.keys()) refused(coded(good.with(at, bad[at] ?? null)))
    for (const at of good.keys()) refused(coded(good.toSpliced(at, 1)))
    refused(coded([...good, 'more']))
    refused(coded({ ...good }))
  })
})
