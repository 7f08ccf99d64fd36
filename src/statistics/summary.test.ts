import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { binsOf, momentsOf, QUANTILES, quantileOf, Sum, summarize } from './summary.ts'

/** Without the negative zero, which is equal to the other one and yet not the same. */
const figure = fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((value) => value + 0)
const some = fc.array(figure, {
  minLength: 1,
  maxLength: 60,
})
const sorted = (values: readonly number[]) => Float64Array.from(values).sort()

describe('quantiles', () => {
  test('grow with their share, from the least to the most', () => {
    fc.assert(
      fc.property(some, (values) => {
        const all = sorted(values)
        const found = [0, ...QUANTILES, 1].map((p) => quantileOf(all, p))
        expect(found[0]).toBe(all[0])
        expect(found.at(-1)).toBe(all.at(-1))
        for (const [at, value] of found.entries()) {
          expect(value).toBeGreaterThanOrEqual((found[at - 1] ?? value) - 1e-6)
        }
      }),
    )
  })

  test('move and stretch with the numbers', () => {
    const whole = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 })
    fc.assert(
      fc.property(whole, fc.integer({ min: 1, max: 9 }), fc.nat(99), (values, by, up) => {
        for (const p of QUANTILES) {
          const moved = quantileOf(sorted(values.map((value) => value * by + up)), p)
          expect(moved).toBeCloseTo(quantileOf(sorted(values), p) * by + up, 6)
        }
      }),
    )
  })

  test('of nothing are none', () => {
    for (const p of QUANTILES) expect(quantileOf(sorted([]), p)).toBeNaN()
  })
})

describe('a summary', () => {
  test('does not depend on the order of the numbers', () => {
    fc.assert(
      fc.property(some, (values) => {
        expect(summarize(sorted(values.toReversed()))).toEqual(summarize(sorted(values)))
      }),
    )
  })

  test('has its mean and its quantiles between the least and the most', () => {
    fc.assert(
      fc.property(some, (values) => {
        const { min, max, mean, median, stddev, quantiles, count } = summarize(sorted(values))
        expect(count).toBe(values.length)
        for (const value of [mean, median, ...Object.values(quantiles)]) {
          expect(value).toBeGreaterThanOrEqual(min ?? Number.NaN)
          expect(value).toBeLessThanOrEqual(max ?? Number.NaN)
        }
        if (values.length === 1) expect(stddev).toBeNull()
        else expect(stddev).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  test('of nothing is null throughout', () => {
    const { count, quantiles, ...figures } = summarize(sorted([]))
    expect(count).toBe(0)
    for (const figure of [...Object.values(figures), ...Object.values(quantiles)]) {
      expect(figure).toBeNull()
    }
  })

  test('of equal numbers does not spread', () => {
    fc.assert(
      fc.property(figure, fc.integer({ min: 2, max: 50 }), (value, size) => {
        const { mean, stddev, min, max } = summarize(sorted(Array(size).fill(value)))
        expect([mean, min, max]).toEqual([value, value, value])
        expect(stddev).toBe(0)
      }),
    )
  })

  test('keeps small spreads beside large numbers', () => {
    const values = [1, 2, 3].map((value) => value + 1e12)
    expect(summarize(sorted(values)).stddev).toBe(1)
    expect(momentsOf(sorted(values)).squares).toBe(2)
  })
})

describe('a sum', () => {
  test('of whole numbers is exact, in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), (values) => {
        const total = Number(values.reduce((sum, value) => sum + BigInt(value), 0n))
        for (const order of [values, values.toReversed()]) {
          const sum = new Sum()
          for (const value of order) sum.add(value)
          expect(sum.total).toBe(total)
          expect(sum.count).toBe(values.length)
        }
      }),
    )
  })

  test('does not lose a one between two that are huge', () => {
    const sum = new Sum()
    for (const value of [1, 1e100, 1, -1e100]) sum.add(value)
    expect([sum.total, sum.mean]).toEqual([2, 0.5])
  })

  test('of nothing has no mean', () => {
    expect(new Sum().mean).toBeNull()
  })
})

describe('bins', () => {
  test('hold every number once, side by side, from the least to the most', () => {
    fc.assert(
      fc.property(some, (values) => {
        const all = sorted(values)
        const bins = binsOf(all)
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(values.length)
        expect(bins[0]?.from).toBeLessThanOrEqual(all[0] ?? Number.NaN)
        expect(bins.at(-1)?.to).toBeGreaterThanOrEqual(all.at(-1) ?? Number.NaN)
        for (const [at, { from }] of bins.entries()) {
          if (at > 0) expect(from).toBe(bins[at - 1]?.to ?? Number.NaN)
        }
      }),
    )
  })

  test('count what lies in them', () => {
    fc.assert(
      fc.property(some, (values) => {
        const bins = binsOf(sorted(values))
        for (const [at, { from, to, count }] of bins.entries()) {
          const last = at === bins.length - 1
          const within = values.filter(
            (value) => value >= from && (value < to || (last && value <= to)),
          )
          expect(count).toBe(within.length)
        }
      }),
    )
  })

  test('of nothing are none, of equal numbers one without width', () => {
    expect(binsOf(sorted([]))).toEqual([])
    expect(binsOf(sorted([5, 5]))).toEqual([{ from: 5, to: 5, count: 2 }])
  })
})
