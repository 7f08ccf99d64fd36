import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { OWNERSHIP, ownershipOn, roadTaxPercent, TRANSFER } from './assumptions.ts'
import { calculate, OPERATIONS, toJson } from './decimal.ts'
import { stepCurve, stepsFrom, stepsOf } from './depreciation.ts'
import { idvAt, idvDepreciation, impliedNewPrice } from './idv.ts'
import { affordableLoan, emiOf, instalmentShare, instalmentsOf, scheduleOf } from './loan.ts'
import { byYear } from './loan-by-year.ts'
import { type OwnershipQuery, ownershipOf, TERMS } from './ownership.ts'
import { transferOf } from './transfer.ts'

const loans = fc.record({
  principal: fc.integer({ min: 1, max: 100_000_000 }),
  rate: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 40, noNaN: true })),
  months: fc.integer({ min: 1, max: 360 }),
})

describe('a loan', () => {
  test('of ₹1,231,000 at 11 % over 72 months costs ₹23,431 a month', () => {
    expect(emiOf({ principal: 1_231_000, rate: 11, months: 72 })).toBe(23_431)
  })

  test.each([
    [12, 12, 0.088849],
    [12, 24, 0.047073],
    [12, 36, 0.033214],
    [12, 48, 0.026334],
    [12, 60, 0.022244],
    [12, 72, 0.01955],
    [11, 60, 0.021742],
    [11, 72, 0.019034],
    [0, 48, 1 / 48],
    [1e-9, 48, 1 / 48],
  ])('at %d %% over %d months has the factor %d', (rate, months, factor) => {
    expect(Math.abs(instalmentShare(rate, months) - factor)).toBeLessThan(5.1e-7)
  })

  test('is paid back to exactly 0, and its rows add up', () => {
    fc.assert(
      fc.property(loans, (loan) => {
        const rows = scheduleOf(loan)
        const { emi, total, total_interest } = instalmentsOf(loan)
        const sum = (of: 'payment' | 'interest' | 'principal') =>
          rows.reduce((all, row) => all + row[of], 0)
        expect(rows).toHaveLength(loan.months)
        expect(rows.at(-1)?.balance).toBe(0)
        expect(sum('principal')).toBe(loan.principal)
        expect(sum('payment')).toBe(total)
        expect(sum('interest')).toBe(total_interest)
        let balance = loan.principal
        for (const [at, row] of rows.entries()) {
          expect(row.month).toBe(at + 1)
          expect(row.payment).toBe(row.interest + row.principal)
          expect(row.interest).toBe(Math.round((balance * loan.rate) / 1200))
          expect(row.principal).toBeGreaterThanOrEqual(0)
          if (at < rows.length - 1) expect(row.payment).toBeLessThanOrEqual(emi)
          balance -= row.principal
          expect(row.balance).toBe(balance)
        }
        const years = byYear(rows)
        expect(years.reduce((all, { payment }) => all + payment, 0)).toBe(total)
      }),
    )
  })

  test('of a car ends within a few rupees of its other payments', () => {
    const cars = fc.record({
      principal: fc.integer({ min: 100_000, max: 5_000_000 }),
      rate: fc.double({ min: 0, max: 16, noNaN: true }),
      months: fc.integer({ min: 6, max: 84 }),
    })
    fc.assert(
      fc.property(cars, (loan) => {
        const last = scheduleOf(loan).at(-1)?.payment ?? 0
        expect(Math.abs(last - emiOf(loan))).toBeLessThan(140)
      }),
    )
  })

  test('costs more with more money and interest, less a month with more months', () => {
    fc.assert(
      fc.property(loans, loans, (one, other) => {
        const less = Math.min(one.principal, other.principal)
        const more = Math.max(one.principal, other.principal)
        expect(emiOf({ ...one, principal: less })).toBeLessThanOrEqual(
          emiOf({ ...one, principal: more }),
        )
        const [low, high] = [Math.min(one.rate, other.rate), Math.max(one.rate, other.rate)]
        expect(emiOf({ ...one, rate: low })).toBeLessThanOrEqual(emiOf({ ...one, rate: high }))
        const [short, long] = [
          Math.min(one.months, other.months),
          Math.max(one.months, other.months),
        ]
        expect(emiOf({ ...one, months: long })).toBeLessThanOrEqual(
          emiOf({ ...one, months: short }),
        )
      }),
    )
  })

  test('that a budget pays costs that budget', () => {
    fc.assert(
      fc.property(loans, ({ principal: emi, rate, months }) => {
        const principal = affordableLoan({ emi, rate, months })
        expect(Math.abs(emiOf({ principal, rate, months }) - emi)).toBeLessThanOrEqual(1)
      }),
    )
    expect(affordableLoan({ emi: 1000, rate: 0, months: 12 })).toBe(12_000)
  })
})

describe('decimal arithmetic', () => {
  const result = (...asked: Parameters<typeof calculate>) => calculate(...asked).result
  test('is exact', () => {
    expect(result('add', '0.1', '0.2')).toBe('0.3')
    expect(result('subtract', '0.3', '0.1')).toBe('0.2')
    expect(result('multiply', '1.1', '1.1')).toBe('1.21')
    expect(result('divide', '1', '8')).toBe('0.125')
    expect(result('add', '9007199254740993', '0')).toBe('9007199254740993')
    expect(result('multiply', '-0', '5')).toBe('0')
    expect(result('add', '1e30', '1')).toBe('1.000000000000000000000000000001e+30')
    expect(toJson(calculate('add', '.1', '+2.'))).toBe(
      '{"operation":"add","a":0.1,"b":2,"result":2.1}',
    )
  })

  test('ends a quotient without an end after 28 digits, half to even', () => {
    expect(result('divide', '1', '3')).toBe(`0.${'3'.repeat(28)}`)
    expect(result('divide', '2', '3')).toBe(`0.${'6'.repeat(27)}7`)
  })

  test('agrees with whole numbers of any length, and its JSON with JSON.parse', () => {
    const digits = fc.bigInt({ min: -(10n ** 27n), max: 10n ** 27n })
    fc.assert(
      fc.property(digits, digits, fc.nat(20), (a, b, places) => {
        const scaled = (value: bigint) => `${value}e-${places}`
        for (const [operation, expected] of [
          ['add', a + b],
          ['subtract', a - b],
        ] as const) {
          const found = calculate(operation, scaled(a), scaled(b))
          expect(calculate('subtract', found.result, scaled(expected)).result).toBe('0')
        }
        expect(BigInt(result('multiply', `${a % 10n ** 9n}`, `${b % 10n ** 9n}`))).toBe(
          (a % 10n ** 9n) * (b % 10n ** 9n),
        )
        for (const operation of OPERATIONS) {
          if (operation === 'divide' && b === 0n) continue
          const calculation = calculate(operation, scaled(a), scaled(b))
          expect(JSON.parse(toJson(calculation)).result).toBe(Number(calculation.result))
        }
      }),
    )
  })

  test.each([
    ['divide', '1', '0', 'zero'],
    ['divide', '0', '0.0', 'zero'],
    ['add', '1'.repeat(29), '1', 'more than 28 digits'],
    ['add', '1e200', '1', 'more than 100 digits'],
    ['add', '1e301', '1', 'outside'],
    ['add', '1e999999999', '1', 'outside'],
    ['multiply', '1e200', '1e200', 'outside'],
    ['divide', '1e-200', '1e200', 'outside'],
  ] as const)('%s %s and %s is refused in words', (operation, a, b, words) => {
    expect(() => calculate(operation, a, b)).toThrow(words)
    try {
      calculate(operation, a, b)
    } catch (error) {
      expect(error).toMatchObject({ status: 422 })
    }
  })
})

describe('the insured value', () => {
  test('follows the tariff, not the table of parts', () => {
    expect([0, 0.5, 1, 2, 3, 4, 5].map(idvDepreciation)).toEqual([
      0.05, 0.05, 0.15, 0.2, 0.3, 0.4, 0.5,
    ])
    expect(idvDepreciation(5.1)).toBeNull()
    expect(idvAt(3, 1_000_000, 1)).toBe(700_000)
    expect(idvAt(6, 1_000_000, 300_000)).toBe(300_000)
    expect(idvAt(3, null, 300_000)).toBe(300_000)
    expect(impliedNewPrice(350_000, 3)).toBeCloseTo(500_000)
  })
})

describe('the cost of putting a car in a name', () => {
  const usual = {
    price: 500_000,
    state: 'same',
    financed: 'no',
    fuel: 'petrol',
    age_years: 5,
    insurance: 0,
    refund: 0,
    ...(Object.fromEntries(
      Object.entries(TRANSFER).map(([name, { value }]) => [name, value]),
    ) as Record<keyof typeof TRANSFER, number>),
  } as const

  test('in the same state is the fee and the card, with a loan its entry too', () => {
    expect(transferOf(usual)).toMatchObject({ fees: 500, total: 500_500 })
    expect(transferOf({ ...usual, financed: 'yes' }).fees).toBe(2000)
    expect(transferOf({ ...usual, age_years: 15 }).fees).toBe(5500)
  })

  test('from another state has the certificate, a registration and road tax', () => {
    const { fees, items } = transferOf({ ...usual, state: 'other', refund: 5000, insurance: 9000 })
    expect(fees).toBe(300 + 200 + 100 + 600 + 20_000 - 5000 + 9000)
    expect(items.reduce((sum, { amount }) => sum + amount, 0)).toBe(fees)
    expect(transferOf({ ...usual, state: 'other', road_tax: 0 }).fees).toBe(1200)
  })

  test('says of each figure where it comes from, and of a given one that it was given', () => {
    for (const { id, as_of, source, status } of transferOf({ ...usual, smart_card: 201 }).items) {
      const known = id !== 'smart_card'
      expect([as_of !== null, source !== null, status !== null]).toEqual([known, known, known])
    }
  })

  test('has the road tax of its price and fuel', () => {
    expect(
      [600_000, 600_001, 1_000_000, 1_000_001].map((price) => roadTaxPercent(price, 'petrol')),
    ).toEqual([4, 7, 7, 10])
    expect(roadTaxPercent(2_000_000, 'diesel')).toBe(12.5)
  })
})

test('a learnt curve becomes four steps; ages that nobody knows keep what is assumed', () => {
  const learnt = stepsOf(
    new Map([
      [1, 0.1],
      [2, 0.2],
      [4, 0.05],
      [9, -0.02],
    ]),
  )
  // 0.9 × 0.8 is 0.8485 twice.
  expect(learnt).toEqual({ depreciation_young: 15.1, depreciation_middle: 5, depreciation_old: 0 })
  const assumed = ownershipOn(learnt, '2024-12-31')
  expect(assumed.depreciation_young).toMatchObject({ value: 15.1, status: 'model' })
  expect(assumed.depreciation_first).toEqual(OWNERSHIP.depreciation_first)
  expect(stepsFrom({ depreciation_old: 3 }, assumed)).toEqual({
    depreciation_first: 20,
    depreciation_young: 15.1,
    depreciation_middle: 5,
    depreciation_old: 3,
  })
})

describe('the cost of keeping a car', () => {
  const usual: OwnershipQuery = {
    price: 600_000,
    down_payment: 100_000,
    years: 5,
    age_years: 3,
    new_price: 1_000_000,
    rate: 12,
    months: 60,
    km_year: 12_000,
    fuel_price: 100,
    km_per_unit: 20,
    own_damage: 2,
    third_party: 3416,
    premium_tax: 18,
  }
  const curve = stepCurve({
    depreciation_first: OWNERSHIP.depreciation_first.value,
    depreciation_young: 10,
    depreciation_middle: 8,
    depreciation_old: 4,
  })

  test('is the sum of its years and of its terms', () => {
    const { total, terms, items, value_after, per_km } = ownershipOf(usual, curve)
    expect(items.reduce((sum, item) => sum + item.total, 0)).toBe(total)
    expect(TERMS.reduce((sum, term) => sum + terms[term], 0)).toBe(total)
    expect(value_after).toBe(600_000 - terms.depreciation)
    expect(terms.fuel).toBe(5 * 60_000)
    expect(terms.interest).toBe(
      instalmentsOf({ principal: 500_000, rate: 12, months: 60 }).total_interest,
    )
    expect(per_km).toBeCloseTo(total / 60_000, 1)
  })

  test('insures what the tariff says up to five years, then what the car is worth, never more than before', () => {
    const idv = ownershipOf(usual, curve).items.map((item) => item.idv)
    expect(idv.slice(0, 3)).toEqual([700_000, 600_000, 500_000])
    expect(idv[3]).toBe(Math.round(Math.round(Math.round(600_000 * 0.9) * 0.92) * 0.92))
    const [first] = ownershipOf(usual, curve).items
    expect(first?.insurance).toBe(Math.round((700_000 * 0.02 + 3416) * 1.18))
    fc.assert(
      fc.property(
        fc.nat(20),
        fc.option(fc.integer({ min: 600_000, max: 3_000_000 })),
        (age, price) => {
          const query = { ...usual, age_years: age, new_price: price ?? undefined, years: 10 }
          const values = ownershipOf(query, curve).items.map((item) => item.idv)
          for (const [at, value] of values.entries()) {
            expect(value).toBeLessThanOrEqual(values[at - 1] ?? Number.POSITIVE_INFINITY)
          }
        },
      ),
    )
  })

  test('stops paying interest when the loan ends, and drives for nothing where nothing is driven', () => {
    const { items } = ownershipOf({ ...usual, months: 12 }, curve)
    expect(items.map(({ interest }) => interest > 0)).toEqual([true, false, false, false, false])
    expect(ownershipOf({ ...usual, km_year: 0 }, curve)).toMatchObject({
      per_km: null,
      terms: { fuel: 0 },
    })
  })

  test('follows the curve by age', () => {
    expect([0, 1, 3, 4, 6, 7, 20].map(curve)).toEqual([0.2, 0.1, 0.1, 0.08, 0.08, 0.04, 0.04])
  })
})
