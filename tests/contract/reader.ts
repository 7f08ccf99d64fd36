import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { quantileSorted } from 'd3-array'
import fc from 'fast-check'
import { type Car, Car as CarFields, dealPosition, fold, words } from '../../src/listing/car.ts'
import {
  type CarFilter,
  CODE_FILTERS,
  FACETS,
  type Facet,
  type Position,
  RANGE_FIELDS,
  type RangeField,
  SORTS,
  type Sort,
  sortKey,
  sortValue,
  VALUE_FACETS,
} from '../../src/listing/query.ts'
import {
  type MarketReader,
  MEASURED_FIELDS,
  NO_MOMENTS,
  type Snapshot,
} from '../../src/snapshots/read.ts'
import type { StoreSettings, Stores } from '../../src/snapshots/stores.ts'
import { aCar, aMarket, publish } from '../support/cars.ts'

/** What every MarketReader must do, whatever its engine. Answers are held against plain JavaScript over the same cars. */
export function readerContract(name: string, open: (settings?: StoreSettings) => Promise<Stores>) {
  describe(`MarketReader on ${name}`, () => {
    const market = aMarket(700)
    const cars: Car[] = market.map(({ lineage: _, ...car }) => car)
    let stores: Stores
    let store: MarketReader
    let snapshot: Snapshot

    beforeAll(async () => {
      stores = await open()
      store = stores.cars
      snapshot = await publish(stores, 1, market)
    })
    afterAll(() => stores.close())

    test('a car comes back as it was written, with its row', async () => {
      for (const car of cars.slice(0, 50)) expect(await store.find(snapshot, car.id)).toEqual(car)
      expect(await store.lineage(snapshot, cars[0]?.id ?? '')).toEqual(market[0]?.lineage ?? null)
      expect(await store.find(snapshot, 'nobody')).toBeNull()
      // As text too: an answer lists the fields of a car in one order, whatever the store.
      const first = await store.find(snapshot, cars[0]?.id ?? '')
      expect(Object.keys(first ?? {})).toEqual(Object.keys(CarFields.shape))
      expect(await store.lineage(snapshot, "' OR 1=1 --")).toBeNull()
    })

    test('any filter, order and page answers what plain JavaScript would', async () => {
      await fc.assert(
        fc.asyncProperty(anyFilter, fc.constantFrom(...SORTS), async (filter, sort) => {
          const expected = inOrder(matching(cars, filter), sort)
          const page = await store.page(snapshot, { filter, sort, limit: 24 })
          expect(page.total).toBe(expected.length)
          expect(page.items).toEqual(expected.slice(0, 24))
          expect(page.before).toBe(false)
          expect(page.after).toBe(expected.length > 24)
          expect(await store.count(snapshot, filter)).toBe(expected.length)
        }),
        { numRuns: 60, seed: 7 },
      )
    })

    test.each([...SORTS])('paging by %s meets every car once, forwards and back', async (sort) => {
      const expected = inOrder(cars, sort).map(({ id }) => id)
      const place = (car: Car | undefined, towards: 'next' | 'prev') => ({
        towards,
        value: car ? sortValue(car, sort) : null,
        id: car?.id ?? '',
      })
      const forwards: string[] = []
      let page = await store.page(snapshot, { filter: {}, sort, limit: 64 })
      for (;;) {
        forwards.push(...page.items.map(({ id }) => id))
        if (!page.after) break
        const at = place(page.items.at(-1), 'next')
        page = await store.page(snapshot, { filter: {}, sort, limit: 64, at })
        expect(page.before).toBe(true)
      }
      expect(forwards).toEqual(expected)

      const backwards: string[] = page.items.map(({ id }) => id)
      while (page.before) {
        const at = place(page.items[0], 'prev')
        page = await store.page(snapshot, { filter: {}, sort, limit: 64, at })
        expect(page.after).toBe(true)
        backwards.unshift(...page.items.map(({ id }) => id))
      }
      expect(backwards).toEqual(expected)
    })

    test('each facet counts what the other filters leave', async () => {
      await fc.assert(
        fc.asyncProperty(anyFilter, async (filter) => {
          const found = await store.facets(snapshot, filter, FACETS)
          expect(found.total).toBe(matching(cars, filter).length)
          expect(Object.keys(found.values)).toEqual([...VALUE_FACETS])
          expect(Object.keys(found.ranges)).toEqual([...RANGE_FIELDS])
          for (const facet of VALUE_FACETS) {
            const left = matching(cars, without(filter, facet))
            const counts = new Map<string | number, number>()
            for (const car of left) {
              const value = car[facet]
              if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
            }
            const expected = [...counts]
              .map(([value, count]) => ({ value, count }))
              .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
            expect(found.values[facet]).toEqual(expected)
          }
          for (const field of RANGE_FIELDS) {
            const values = matching(cars, without(filter, field))
              .map((car) => car[field])
              .filter((value) => value !== null)
            const range = found.ranges[field]
            expect(range?.min).toBe(values.length === 0 ? null : Math.min(...values))
            expect(range?.max).toBe(values.length === 0 ? null : Math.max(...values))
            const last = (range?.bins.length ?? 0) - 1
            for (const [index, bin] of range?.bins.entries() ?? []) {
              const inside = (value: number) =>
                value >= bin.from && (index === last ? value <= bin.to : value < bin.to)
              expect(bin.count).toBe(values.filter(inside).length)
            }
            expect(range?.bins.reduce((sum, { count }) => sum + count, 0)).toBe(values.length)
          }
        }),
        { numRuns: 30, seed: 11 },
      )
    })

    test('quantiles are those of numpy, overall and in groups', async () => {
      const quantiles = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1]
      const filter: CarFilter = { fuel: ['petrol', 'diesel'] }
      for (const of of ['price', 'km', 'emi', 'age_years'] as const) {
        for (const by of [[], ['year'], ['brand'], ['base_model'], ['state']] as const) {
          const groups = new Map<string | number | null, number[]>()
          for (const car of matching(cars, filter)) {
            const value = car[of]
            if (value === null) continue
            const key = by[0] ? car[by[0]] : null
            groups.set(key, [...(groups.get(key) ?? []), value])
          }
          const found = await store.group(snapshot, filter, { of, by, quantiles })
          expect(found.length).toBe(groups.size)
          for (const { keys, count, quantiles: values } of found) {
            expect(keys).toHaveLength(by.length)
            const sorted = (groups.get(keys[0] ?? null) ?? []).sort((a, b) => a - b)
            expect(count).toBe(sorted.length)
            for (const [index, p] of quantiles.entries()) {
              expect(values[index]).toBeCloseTo(quantileSorted(sorted, p) ?? Number.NaN, 6)
            }
          }
        }
      }
      for (const quantiles of [[], [0.5]]) {
        const request = { of: 'price', by: [], quantiles } as const
        expect(await store.group(snapshot, { brand: ['Nobody'] }, request)).toEqual([])
        const [all] = await store.group(snapshot, {}, request)
        expect(all).toMatchObject({ keys: [], count: cars.length })
      }
    })

    test('groups by several fields are those of plain JavaScript, in order of its keys', async () => {
      const quantiles = [0, 0.25, 0.5, 0.9]
      const filter: CarFilter = { year_min: 2012 }
      const measures = { price: (car: Car) => car.price, deal_position: dealPosition }
      const fields = [
        ['base_model', 'year', 'owners'],
        ['city', 'deal'],
        ['transmission', 'price_category'],
      ] as const
      for (const by of fields) {
        for (const [of, measure] of Object.entries(measures)) {
          const request = { of: of as keyof typeof measures, by }
          const rated = matching(cars, filter).filter((car) => measure(car) !== null)
          const keyOf = (car: Car) => JSON.stringify(by.map((field) => car[field]))
          const groups = Map.groupBy(rated, keyOf)
          const found = await store.group(snapshot, filter, { ...request, quantiles })
          expect(new Set(found.map((one) => JSON.stringify(one.keys)))).toEqual(
            new Set(groups.keys()),
          )
          for (const { keys: key, count, quantiles: values } of found) {
            const sorted = (groups.get(JSON.stringify(key)) ?? [])
              .map((car) => measure(car) ?? Number.NaN)
              .sort((a, b) => a - b)
            expect(count).toBe(sorted.length)
            for (const [index, p] of quantiles.entries()) {
              expect(values[index]).toBeCloseTo(quantileSorted(sorted, p) ?? Number.NaN, 6)
            }
          }
          const rank = (key: string | number | null) => (key === null ? '' : `1${key}`)
          const first = found.map((one) => rank(one.keys[0] ?? null))
          if (by[0] !== 'city') expect(first).toEqual(first.toSorted())
          const counted = await store.group(snapshot, filter, { ...request, quantiles: [] })
          expect(counted).toEqual(found.map((one) => ({ ...one, quantiles: [] })))
        }
      }
      const nobody: CarFilter = { brand: ['Nobody'] }
      const request = { of: 'price', by: ['brand', 'deal'], quantiles: [0.5] } as const
      expect(await store.group(snapshot, nobody, { ...request, quantiles: [0.5] })).toEqual([])
      const [inside] = await store.histogram(snapshot, {}, 'deal_position', [0, 1])
      const covered = cars.map(dealPosition).filter((at) => at !== null && at >= 0 && at <= 1)
      expect(inside?.count).toBe(covered.length)
    })

    test('tells which of some cars a filter finds', async () => {
      const ids = cars.slice(0, 40).map(({ id }) => id)
      const filter: CarFilter = { fuel: ['diesel'], brand: ['honda'] }
      const expected = matching(cars.slice(0, 40), filter).map(({ id }) => id)
      const hostile = [...ids, "' OR 1=1 --", '$ne']
      expect(await store.among(snapshot, filter, hostile)).toEqual(new Set(expected))
      expect(await store.among(snapshot, {}, ['nobody'])).toEqual(new Set())
      expect(await store.among(snapshot, {}, [])).toEqual(new Set())
    })

    test('knows since when a car is there', async () => {
      const other = await open()
      const [one, two] = [aCar({ id: 'one' }), aCar({ id: 'two' })]
      const first = await publish(other, 1, [one])
      const second = await publish(other, 2, [one, two])
      await publish(other, 3, [one])
      const fourth = await publish(other, 4, [two])
      expect(await other.cars.arrivals(['one', 'two', 'nobody'], 3)).toEqual({
        first: first.published_at,
        later: new Map([['two', second.published_at]]),
      })
      expect(await other.cars.arrivals(['one', 'two'], 5)).toEqual({
        first: first.published_at,
        later: new Map([['two', fourth.published_at]]),
      })
      await other.close()
    })

    test('moments and histograms of every field are those of plain JavaScript', async () => {
      for (const filter of [{}, { fuel: ['diesel'] }, { brand: ['nobody'] }] as CarFilter[]) {
        for (const of of MEASURED_FIELDS) {
          const values = matching(cars, filter)
            .map((car) => car[of])
            .filter((value) => value !== null)
          const found = await store.moments(snapshot, filter, of)
          if (values.length === 0) {
            expect(found).toEqual(NO_MOMENTS)
            continue
          }
          const mean = values.reduce((sum, value) => sum + value, 0) / values.length
          const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
          const [min, max] = [Math.min(...values), Math.max(...values)]
          expect(Object.keys(found).sort()).toEqual(['count', 'max', 'mean', 'min', 'squares'])
          expect(found).toMatchObject({ count: values.length, min, max })
          expect(Math.abs((found.mean ?? Number.NaN) - mean)).toBeLessThanOrEqual(1e-9 * max)
          expect((found.squares ?? Number.NaN) / (squares || 1)).toBeCloseTo(squares ? 1 : 0, 9)

          const edges = [min, min + (max - min) / 3, max - (max - min) / 5, max]
          for (const wanted of min < max ? [edges, edges.slice(1)] : [[min - 1, max + 1]]) {
            const bins = await store.histogram(snapshot, filter, of, wanted)
            for (const [at, { from, to, count }] of bins.entries()) {
              const last = at === bins.length - 1
              const inside = (value: number) => value >= from && (last ? value <= to : value < to)
              expect(count).toBe(values.filter(inside).length)
            }
          }
        }
      }
    })

    test('a scan gives every car of a filter once, by id', async () => {
      for (const filter of [{}, { brand: ['skoda'] }, { brand: ['nobody'] }] as CarFilter[]) {
        const found: Car[] = []
        for await (const batch of store.scan(snapshot, filter)) found.push(...batch)
        expect(found).toEqual(matching(cars, filter).sort((a, b) => (a.id < b.id ? -1 : 1)))
      }
    })

    test('what a user types is never part of the query language', async () => {
      for (const hostile of [
        `'`,
        `"`,
        '%',
        '_',
        '$gt',
        '; DROP TABLE cars',
        '\\',
        '[',
        '.*',
        '\0',
      ]) {
        for (const filter of [{ q: hostile }, { brand: [hostile] }, { trim: [hostile] }]) {
          const found = await store.page(snapshot, { filter, sort: 'price', limit: 5 })
          expect(found.total).toBe(matching(cars, filter).length)
        }
      }
    })

    test('what is neither text nor number finds no car', async () => {
      const finds = (answer: Promise<number>) => answer.catch(() => 0)
      for (const operator of [{ $gt: '' }, { $ne: null }, { $regex: '.' }, { $gte: 0 }, /./]) {
        for (const field of ['brand', 'fuel', 'owners', 'state', 'price_min', 'emi_max', 'q']) {
          for (const value of [operator, [operator], [operator, operator]]) {
            const filter = { [field]: value } as unknown as CarFilter
            expect(await finds(store.count(snapshot, filter))).toBe(0)
          }
        }
        const id = operator as unknown as string
        expect(await store.find(snapshot, id).catch(() => null)).toBeNull()
        expect(await store.lineage(snapshot, id).catch(() => null)).toBeNull()
        expect(await store.history(id).catch(() => [])).toEqual([])
        const at = { towards: 'next', value: operator, id: '' } as unknown as Position
        const page = store.page(snapshot, { filter: {}, sort: 'price', limit: 5, at })
        expect(await finds(page.then(({ items }) => items.length))).toBe(0)
      }
    })

    test('an empty market answers too', async () => {
      const other = await open()
      const empty = await publish(other, 1, [])
      expect(await other.cars.page(empty, { filter: {}, sort: 'km', limit: 5 })).toEqual({
        items: [],
        total: 0,
        before: false,
        after: false,
      })
      const { total, values, ranges } = await other.cars.facets(empty, {}, FACETS)
      expect({ total, brand: values.brand, price: ranges.price }).toEqual({
        total: 0,
        brand: [],
        price: { min: null, max: null, bins: [] },
      })
      await other.close()
    })
  })
}

const some = <T>(...values: T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 })
const anyFilter = fc.record(
  {
    q: fc.constantFrom('hon', '201 cit', 'wag r', 'skoda', 'citroen', 'zz', 'ZX cvt', '-'),
    brand: some('Honda', 'HYUNDAI', 'skoda', 'Nobody'),
    base_model: some('city', 'I20', 'wagon r'),
    trim: some('vx', 'zx cvt'),
    fuel: some('petrol', 'diesel', 'electric'),
    transmission: some('manual', 'automatic'),
    owners: some(1, 2, 3),
    state: some('KA', 'DL'),
    deal: some('great', 'fair', 'overpriced'),
    flag: some('engine-missing', 'now-in-telangana', 'no-such-rule'),
    city: some('bengaluru', 'delhi'),
    price_min: fc.constantFrom(0, 400_000, 900_000),
    price_max: fc.constantFrom(500_000, 1_500_000),
    year_min: fc.constantFrom(2012, 2018),
    year_max: fc.constantFrom(2016, 2022),
    km_max: fc.constantFrom(0, 50_000, 120_000),
    emi_min: fc.constantFrom(0, 9001),
    emi_max: fc.constantFrom(9000, 15_000),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<unknown> as fc.Arbitrary<CarFilter>

function without(filter: CarFilter, facet: Facet): CarFilter {
  const own = [facet, `${facet}_min`, `${facet}_max`]
  return Object.fromEntries(Object.entries(filter).filter(([key]) => !own.includes(key)))
}

function matching(cars: Car[], filter: CarFilter): Car[] {
  return cars.filter((car) => {
    const title = words(car.title)
    if (!words(filter.q ?? '').every((word) => title.some((each) => each.startsWith(word))))
      return false
    for (const key of ['brand', 'base_model', 'model', 'trim', 'city'] as const) {
      const wanted = filter[key]?.map(fold)
      if (wanted && !wanted.includes(fold(car[key] ?? '\0none'))) return false
    }
    for (const key of CODE_FILTERS) {
      const wanted = filter[key] as unknown[] | undefined
      if (wanted && !wanted.includes(car[key])) return false
    }
    if (filter.flag && !filter.flag.some((flag) => car.flags.includes(flag))) return false
    return RANGE_FIELDS.every((field: RangeField) => {
      const [least, most] = [filter[`${field}_min`], filter[`${field}_max`]]
      const value = car[field]
      if (least === undefined && most === undefined) return true
      return value !== null && value >= (least ?? value) && value <= (most ?? value)
    })
  })
}

function inOrder(cars: Car[], sort: Sort): Car[] {
  const { descending } = sortKey(sort)
  return [...cars].sort((a, b) => {
    const [left, right] = [sortValue(a, sort), sortValue(b, sort)]
    if (left === null || right === null) {
      if (left !== right) return left === null ? 1 : -1
    } else if (left !== right) return descending ? right - left : left - right
    return a.id < b.id ? -1 : 1
  })
}
