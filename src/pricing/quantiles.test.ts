import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { aCar } from '../../tests/support/cars.ts'
import { COVERAGE, conformalQuantile, supportOf } from './conformal.ts'
import { foldsOf, nearDuplicates, shuffled, split } from './folds.ts'
import { fitQuantile } from './quantile-regression.ts'
import { createRandom } from './random.ts'
import { scaled, scaleOf } from './scale.ts'
import { sparseMatrix } from './sparse.ts'
import { describeMarket, median, mostFrequent } from './usual.ts'

describe('quantile regression', () => {
  const noColumns = (rows: number) =>
    sparseMatrix(
      Array.from({ length: rows }, () => ({ columns: [], values: [] })),
      0,
    )

  test.each([0.1, 0.25, 0.5, 0.75, 0.9])(
    'without columns leaves a share of %d of the targets below its intercept',
    (quantile) => {
      const random = createRandom(7)
      const y = Float64Array.from({ length: 999 }, () => random.normal() * 10)
      const { intercept } = fitQuantile(noColumns(y.length), y, { quantile, alpha: 1 })
      const below = y.filter((value) => value < intercept).length / y.length
      expect(Math.abs(below - quantile)).toBeLessThan(0.02)
    },
  )

  test('is not moved by how far an outlier lies', () => {
    const fit = (last: number) =>
      fitQuantile(noColumns(9), Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, last), {
        quantile: 0.5,
        alpha: 1,
      }).intercept
    expect(Math.abs(fit(9) - 5)).toBeLessThan(0.1)
    expect(Math.abs(fit(9_000_000) - 5)).toBeLessThan(0.1)
  })

  test('finds a line through points that lie on one', () => {
    const x = Array.from({ length: 200 }, (_, at) => at / 20)
    const y = Float64Array.from(x, (value) => 3 + 2 * value)
    const rows = x.map((value) => ({ columns: [0], values: [value] }))
    for (const quantile of [0.1, 0.5, 0.9]) {
      const found = fitQuantile(sparseMatrix(rows, 1), y, { quantile, alpha: 1e-6 })
      expect(found.intercept).toBeCloseTo(3, 1)
      expect(found.weights[0]).toBeCloseTo(2, 1)
    }
  })

  test('gives less weight to a column the higher its penalty is', () => {
    const rows = Array.from({ length: 50 }, (_, at) => ({ columns: [0], values: [at / 50] }))
    const y = Float64Array.from(rows, ({ values }) => 4 * (values[0] ?? 0))
    const weight = (alpha: number) =>
      fitQuantile(sparseMatrix(rows, 1), y, { quantile: 0.5, alpha }).weights[0] ?? Number.NaN
    const found = [0.001, 100, 10_000, 10_000_000].map(weight)
    expect(found).toEqual(found.toSorted((a, b) => b - a))
    expect(found.at(-1)).toBeWithin(0, 0.1)
  })
})

describe('the conformal quantile', () => {
  const scores = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 60 })

  test.each([
    [9, 9],
    [10, 10],
    [19, 18],
    [20, 19],
    [99, 90],
    [100, 91],
    [1, 1],
  ])('of the numbers from 1 to %d is %d', (most, expected) => {
    const numbers = Array.from({ length: most }, (_, at) => most - at)
    expect(conformalQuantile(numbers)).toBe(expected)
  })

  test('is a score that at least the wanted share does not exceed', () => {
    fc.assert(
      fc.property(scores, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (given, coverage) => {
        const found = conformalQuantile(given, coverage)
        expect(given).toContain(found)
        const share = given.filter((score) => score <= found).length / given.length
        expect(share).toBeGreaterThanOrEqual(Math.min(1, coverage) - 1e-12)
      }),
    )
  })

  test('does not depend on the order, grows with the coverage and leaves the scores alone', () => {
    fc.assert(
      fc.property(scores, (given) => {
        const before = [...given]
        expect(conformalQuantile(given.toReversed())).toBe(conformalQuantile(given))
        expect(conformalQuantile(given, 0.5)).toBeLessThanOrEqual(conformalQuantile(given))
        expect(given).toEqual(before)
      }),
    )
    expect(conformalQuantile([])).toBe(0)
    expect(COVERAGE).toBe(0.9)
  })
})

test('support counts the other cars, never below none', () => {
  const city = aCar()
  const market = describeMarket([city, city, aCar({ trim: 'ZX' })], 2024)
  expect(supportOf(market, city, 0)).toEqual({ base: 3, trim: 2 })
  expect(supportOf(market, city, 1)).toEqual({ base: 2, trim: 1 })
  expect(supportOf(market, aCar({ base_model: 'Niva' }), 1)).toEqual({ base: 0, trim: 0 })
})

describe('folds', () => {
  const groups = fc.array(fc.constantFrom(...'abcdefghijkl'), { maxLength: 60 })
  const counts = fc.integer({ min: 2, max: 10 })
  const seeds = fc.nat()

  test('an order has every number once and follows from its seed', () => {
    fc.assert(
      fc.property(fc.nat(80), seeds, (n, seed) => {
        const order = shuffled(n, seed)
        expect([...order].sort((a, b) => a - b)).toEqual([...Array(n).keys()])
        expect(shuffled(n, seed)).toEqual(order)
      }),
    )
    expect(shuffled(100, 1)).not.toEqual(shuffled(100, 2))
  })

  test('never part a group, and have equally many groups but for one', () => {
    fc.assert(
      fc.property(groups, counts, seeds, (given, count, seed) => {
        const folds = foldsOf(given, count, seed)
        const where = new Map<string, number>()
        for (const [row, group] of given.entries()) {
          const fold = folds[row] ?? -1
          expect(fold).toBeWithin(0, count)
          expect(where.get(group) ?? fold).toBe(fold)
          where.set(group, fold)
        }
        const sizes = Array.from(
          { length: count },
          (_, fold) => [...where.values()].filter((each) => each === fold).length,
        )
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('split the rows in two, each row on one side in every fold', () => {
    fc.assert(
      fc.property(groups, counts, seeds, (given, count, seed) => {
        const folds = foldsOf(given, count, seed)
        const tested: number[] = []
        for (let fold = 0; fold < count; fold++) {
          const { inside, outside } = split(folds, fold)
          expect([...inside, ...outside].sort((a, b) => a - b)).toEqual([...given.keys()])
          tested.push(...inside)
        }
        expect(tested.sort((a, b) => a - b)).toEqual([...given.keys()])
      }),
    )
  })

  test.each([
    ['brand', { brand: 'Hyundai' }],
    ['base_model', { base_model: 'Jazz' }],
    ['trim', { trim: 'ZX' }],
    ['transmission', { transmission: 'automatic' }],
    ['fuel', { fuel: 'diesel' }],
    ['year', { year: 2018 }],
    ['owners', { owners: 2 }],
    ['state', { state: 'DL' }],
    ['km', { km: 41_000 }],
  ] as const)('take cars that differ in %s for two', (_, different) => {
    expect(nearDuplicates([aCar(), aCar(different)])).toEqual(['0', '1'])
  })

  test('take cars that differ in price, key, engine or spelling alone for one', () => {
    const cars = [
      aCar(),
      aCar({ price: 1 }),
      aCar({ spare_key: true }),
      aCar({ engine_cc: null }),
      aCar({ brand: 'HONDA' }),
    ]
    expect(nearDuplicates(cars)).toEqual(['0', '0', '0', '0', '0'])
  })
})

describe('figures of a market', () => {
  test('a median is a value that occurs, with at most half on either side', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 40 }), (values) => {
        const middle = median(values) ?? Number.NaN
        expect(values).toContain(middle)
        const half = values.length / 2
        expect(values.filter((value) => value < middle).length).toBeLessThanOrEqual(half)
        expect(values.filter((value) => value > middle).length).toBeLessThanOrEqual(half)
      }),
    )
    expect(median([])).toBeNull()
    expect(median([4, 1, 3, 2])).toBe(2)
  })

  test('the most frequent come first where there are too many', () => {
    const counts: [string, number][] = [
      ['few', 1],
      ['many', 9],
      ['some', 4],
      ['as many', 4],
    ]
    expect(mostFrequent(counts, 3).map(([value]) => value)).toEqual(['many', 'some', 'as many'])
    expect(mostFrequent(counts, 4)).toEqual(counts)
  })

  test('scaled values have a mean of 0 and a deviation of 1', () => {
    const values = [2, 4, 4, 4, 5, 5, 7, 9]
    expect(scaleOf(values)).toEqual({ mean: 5, deviation: 2 })
    expect(values.map((value) => scaled(value, scaleOf(values)))).toContain(-1.5)
    expect(scaleOf([7, 7, 7])).toEqual({ mean: 7, deviation: 1 })
    expect(scaleOf([])).toEqual({ mean: 0, deviation: 1 })
  })
})
