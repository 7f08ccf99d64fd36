import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { TRANSFER } from './assumptions.ts'
import { calculate } from './decimal.ts'
import { stepCurve, stepsOf } from './depreciation.ts'
import { idvAt, idvDepreciation, impliedNewPrice } from './idv.ts'
import { affordableLoan, emiOf, instalmentShare, scheduleOf } from './loan.ts'
import { byYear } from './loan-by-year.ts'
import { FEES, type TransferQuery, transferOf } from './transfer.ts'

const rates = fc.double({ min: 0.5, max: 30, noNaN: true })
const terms = fc.integer({ min: 1, max: 120 })

describe('the share of a loan paid each month', () => {
  test('is the annuity of the textbook', () => {
    fc.assert(
      fc.property(rates, terms, (rate, months) => {
        const i = rate / 1200
        const annuity = (i * (1 + i) ** months) / ((1 + i) ** months - 1)
        expect(instalmentShare(rate, months) / annuity).toBeCloseTo(1, 8)
      }),
    )
  })

  test('is worth the loan: its payments discounted to today are 1', () => {
    fc.assert(
      fc.property(rates, terms, (rate, months) => {
        let worth = 0
        for (let month = 1; month <= months; month++) {
          worth += instalmentShare(rate, months) / (1 + rate / 1200) ** month
        }
        expect(worth).toBeCloseTo(1, 8)
      }),
    )
  })

  test('of one month is all of it and its interest', () => {
    expect(instalmentShare(12, 1)).toBeCloseTo(1.01, 12)
    expect(instalmentShare(0, 1)).toBe(1)
  })

  test('is known from tables of banks', () => {
    expect(emiOf({ principal: 100_000, rate: 10, months: 120 })).toBe(1322)
    expect(emiOf({ principal: 1_000_000, rate: 8.5, months: 240 })).toBe(8678)
    expect(emiOf({ principal: 200_000, rate: 6, months: 360 })).toBe(1199)
  })

  test('a budget without interest pays its sum', () => {
    fc.assert(
      fc.property(fc.nat(100_000), terms, (emi, months) => {
        expect(affordableLoan({ emi, rate: 0, months })).toBe(emi * months)
      }),
    )
  })

  test('years have twelve months but for the last, and end where it ends', () => {
    fc.assert(
      fc.property(rates, terms, (rate, months) => {
        const rows = scheduleOf({ principal: 500_000, rate, months })
        const years = byYear(rows)
        expect(years.map(({ year }) => year)).toEqual(
          Array.from({ length: Math.ceil(months / 12) }, (_, at) => at + 1),
        )
        for (const { year, balance } of years) {
          expect(balance).toBe(rows[Math.min(months, year * 12) - 1]?.balance ?? Number.NaN)
        }
        expect(years.at(-1)?.balance).toBe(0)
      }),
    )
  })
})

describe('decimal sums obey the laws of arithmetic', () => {
  const numbers = fc
    .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.integer({ min: -6, max: 6 }))
    .map(([digits, power]) => `${digits}e${power}`)
  const sum = (...asked: Parameters<typeof calculate>) => calculate(...asked).result

  test('two numbers in either order', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        expect(sum('add', a, b)).toBe(sum('add', b, a))
        expect(sum('multiply', a, b)).toBe(sum('multiply', b, a))
        expect(sum('subtract', sum('add', a, b), b)).toBe(sum('add', a, '0'))
      }),
    )
  })

  test('nothing added and one times change nothing', () => {
    fc.assert(
      fc.property(numbers, (a) => {
        const same = calculate('add', a, '0')
        expect(same.result).toBe(same.a)
        expect(sum('multiply', a, '1')).toBe(same.a)
        expect(sum('divide', a, '1')).toBe(same.a)
        expect(sum('subtract', a, a)).toBe('0')
      }),
    )
  })
})

describe('the insured value', () => {
  test.each([
    [0, 0.05],
    [0.5, 0.05],
    [0.51, 0.15],
    [1, 0.15],
    [1.01, 0.2],
    [2, 0.2],
    [2.01, 0.3],
    [3.01, 0.4],
    [4.01, 0.5],
    [5, 0.5],
    [5.01, null],
    [40, null],
  ])('at an age of %d years has lost %p', (age, share) => {
    expect(idvDepreciation(age)).toBe(share)
  })

  test('of the new price that it implies is the asking price again', () => {
    const ages = fc.double({ min: 0, max: 5, noNaN: true })
    fc.assert(
      fc.property(ages, fc.integer({ min: 1, max: 10_000_000 }), (age, price) => {
        expect(idvAt(age, impliedNewPrice(price, age), 0) / price).toBeCloseTo(1, 9)
      }),
    )
    expect(impliedNewPrice(100, 5.1)).toBeNull()
  })
})

test('a curve in steps is found again in what it takes off year by year', () => {
  const share = fc.integer({ min: 0, max: 600 }).map((tenths) => tenths / 10)
  const steps = fc.record({
    depreciation_first: share,
    depreciation_young: share,
    depreciation_middle: share,
    depreciation_old: share,
  })
  fc.assert(
    fc.property(steps, fc.integer({ min: 8, max: 20 }), (given, years) => {
      const curve = stepCurve(given)
      expect(
        stepsOf(new Map(Array.from({ length: years }, (_, age) => [age, curve(age)]))),
      ).toEqual(given)
    }),
  )
  expect(stepsOf(new Map())).toEqual({})
})

describe('the cost of a transfer', () => {
  const assumed = Object.fromEntries(
    Object.entries(TRANSFER).map(([name, { value }]) => [name, value]),
  ) as Record<keyof typeof TRANSFER, number>
  const queries: fc.Arbitrary<TransferQuery> = fc.record({
    ...(Object.fromEntries(Object.keys(assumed).map((name) => [name, fc.nat(9000)])) as Record<
      keyof typeof TRANSFER,
      fc.Arbitrary<number>
    >),
    price: fc.integer({ min: 10_000, max: 9_000_000 }),
    state: fc.constantFrom('same', 'other'),
    fuel: fc.constantFrom('petrol', 'diesel'),
    financed: fc.constantFrom('yes', 'no'),
    age_years: fc.nat(30),
    insurance: fc.nat(90_000),
    refund: fc.nat(90_000),
    road_tax: fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }),
  })

  test('is the sum of its items, each once, in the order of the fees', () => {
    fc.assert(
      fc.property(queries, (query) => {
        const { items, fees, total, price } = transferOf(query)
        const ids = items.map(({ id }) => id)
        expect(ids).toEqual(FEES.filter((id) => ids.includes(id)))
        expect(items.reduce((sum, { amount }) => sum + amount, 0)).toBe(fees)
        expect(total).toBe(price + fees)
      }),
    )
  })

  test('has what its case calls for, and nothing else', () => {
    fc.assert(
      fc.property(queries, (query) => {
        const has = new Set(transferOf(query).items.map(({ id }) => id))
        const other = query.state === 'other'
        expect([has.has('transfer_fee'), has.has('smart_card')]).toEqual([true, true])
        expect(has.has('hypothecation')).toBe(query.financed === 'yes')
        for (const id of ['noc', 'registration', 'road_tax'] as const)
          expect(has.has(id)).toBe(other)
        expect(has.has('refund')).toBe(other && query.refund > 0)
        expect(has.has('renewal')).toBe(query.age_years >= 15)
        expect(has.has('insurance')).toBe(query.insurance > 0)
      }),
    )
  })
})
