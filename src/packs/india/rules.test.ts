import { describe, expect, test } from 'bun:test'
import { readHeader } from '../../../tests/support/columns.ts'
import { createCleaner } from '../../imports/cleaning/clean.ts'
import { FUELS } from '../../listing/car.ts'
import type { Listing } from '../../listing/row.ts'
import { inEnglish } from '../../platform/language/message.ts'
import { PACK_IDS, PACKS, packOf, USUAL_PACK } from '../all/index.ts'
import { none } from '../none.ts'
import type { Context } from '../rule.ts'
import { india } from './index.ts'
import { expectedMonths, recoverLoan } from './loan.ts'
import { registrationLimit, yearsLeft } from './registration-rule.ts'

const GOOD = {
  brand: 'Maruti',
  model: 'Swift VXI',
  year: '2020',
  fuel: 'Petrol',
  km: '30000',
  price: '600000',
  emi: '11730',
  registration_mark: 'KA05',
}
const columns = readHeader('f', Object.keys(GOOD))
const clean = createCleaner('f', columns, { pack: india, unit: 'km' })

function listed(different: Partial<typeof GOOD>): Listing {
  const fields = Object.values({ ...GOOD, ...different })
  const listing = clean({ line: 2, raw: fields.join(), fields, problem: null })
  const { registration_mark: mark, price, emi } = listing
  listing.registration = mark === null ? null : india.lookUpRegistration(mark)
  listing.loan = price === null || emi === null ? null : india.recoverLoan(price, emi)
  return listing
}

const context: Context = {
  bounds: india.bounds,
  columns,
  as_of_year: 2024,
  latest_year: 2025,
  engineOfTwins: () => null,
}
const OWN = [...india.rules.plate, ...india.rules.cost]

/** The emi of a loan on 600,000 at 12 % over so many months. */
const instalment = (months: number) => String(Math.round((600_000 * 0.01) / (1 - 1.01 ** -months)))

/** For each rule: listings that meet it with the words of the reason, and the nearest that do not. */
const CASES: Record<
  string,
  { meets: [Partial<typeof GOOD>, string][]; not: Partial<typeof GOOD>[] }
> = {
  'registration-unknown': {
    meets: [
      [{ registration_mark: 'XX01' }, 'Registration "XX01" names no state'],
      [{ registration_mark: '22 BH' }, 'Registration "22BH" names no state'],
      [{ registration_mark: 'KA' }, 'Registration "KA" names no state'],
      [{ registration_mark: 'K'.repeat(80) }, `"${'K'.repeat(60)}…"`],
    ],
    not: [
      {},
      { registration_mark: '' },
      { registration_mark: 'KA99' },
      { registration_mark: 'ka 5' },
    ],
  },
  'office-unknown': {
    meets: [
      [{ registration_mark: 'KA99' }, 'No list has the office KA99'],
      [{ registration_mark: 'TG99' }, 'No list has the office TG99'],
    ],
    not: [
      {},
      { registration_mark: '' },
      { registration_mark: 'XX01' },
      { registration_mark: 'TG07' },
    ],
  },
  'office-unverified': {
    meets: [
      [{ registration_mark: 'KA63' }, 'Lists disagree about the office KA63'],
      [{ registration_mark: 'TG30' }, 'Lists disagree about the office TG30'],
      [{ registration_mark: 'DL7G' }, 'Lists disagree about the office DL7G'],
    ],
    not: [
      {},
      { registration_mark: '' },
      { registration_mark: 'DL7C' },
      { registration_mark: 'KA99' },
    ],
  },
  'now-in-telangana': {
    meets: [
      [{ registration_mark: 'AP09' }, 'AP09 is an office of Telangana today'],
      [{ registration_mark: 'ap-9' }, 'AP9 is an office of Telangana today'],
      [{ registration_mark: 'AP 14 AB 1234' }, 'AP14 is an office of Telangana today'],
    ],
    not: [
      {},
      { registration_mark: '' },
      { registration_mark: 'AP16' },
      { registration_mark: 'TS09' },
    ],
  },
  'monthly-cost-differs': {
    meets: [
      [{ emi: '5000' }, 'No rate and term give 5000 a month for 600000'],
      [{ emi: 'ask' }, 'Monthly cost "ask" cannot be read'],
      [{ emi: '0' }, 'No rate and term give 0 a month'],
    ],
    not: [{}, { emi: '' }, { emi: 'n/a' }, { emi: instalment(12) }],
  },
  'loan-months-differ': {
    meets: [
      [{ emi: instalment(60) }, '60 months where its age and fuel give 72'],
      [{ year: '2012' }, '72 months where its age and fuel give 36'],
      [{ year: '2005' }, '72 months where its age and fuel give 0'],
      [
        { fuel: 'CNG', year: '2016', emi: instalment(72) },
        '72 months where its age and fuel give 60',
      ],
      [{ fuel: 'Diesel', registration_mark: 'DL7C', year: '2018' }, 'give 48'],
    ],
    not: [
      {},
      { emi: '' },
      { emi: '5000' },
      { emi: instalment(36), year: '2012' },
      { fuel: 'LPG', emi: instalment(12) },
      { fuel: 'Diesel', registration_mark: 'DL7C', year: '2018', emi: instalment(48) },
      { fuel: 'Diesel', registration_mark: 'KA05', year: '2018' },
    ],
  },
}

test('every rule that India has of its own has cases here', () => {
  expect(Object.keys(CASES)).toEqual(OWN.map(({ id }) => id))
})

describe.each([...OWN])('$id', (rule) => {
  const { meets = [], not = [] } = CASES[rule.id] ?? {}

  test.each(meets)('is met by %p', (different, words) => {
    const reason = rule.check(listed(different), context)
    expect(reason && inEnglish(reason)).toContain(words)
  })

  test.each(not.map((each) => [each]))('is not met by %p', (different) => {
    expect(rule.check(listed(different), context)).toBeNull()
  })

  test('flags, so that the car stays on the market as it was listed', () => {
    expect(rule.action).toBe('flag')
    expect(rule.repair).toBeUndefined()
  })
})

test('a plate meets at most one rule about plates', () => {
  for (const mark of ['KA05', 'KA63', 'KA99', 'XX01', 'AP09', 'TG30', 'DL7G', '', 'DL7C']) {
    const met = india.rules.plate.filter(
      (rule) => rule.check(listed({ registration_mark: mark }), context) !== null,
    )
    expect(met.length).toBe(['KA05', '', 'DL7C'].includes(mark) ? 0 : 1)
  }
})

describe('the lender of India', () => {
  const TERMS = [12, 24, 36, 48, 60, 72]
  const monthly = (price: number, rate: number, months: number) => {
    const i = rate / 1200
    return Math.round((price * i * (1 + i) ** months) / ((1 + i) ** months - 1))
  }

  test.each([
    [799_000, 12],
    [800_001, 11],
    [10_000_000, 11],
    [50_000, 12],
  ])('of %d takes %d %% a year, for each of its terms', (price, rate) => {
    for (const months of TERMS) {
      const emi = monthly(price, rate, months)
      expect(recoverLoan(price, emi)).toEqual({
        rate,
        months,
        total_interest: emi * months - price,
        reconciles: true,
      })
      const other = monthly(price, rate === 12 ? 11 : 12, months)
      if (price > 1_000_000) expect(recoverLoan(price, other).rate).not.toBe(23 - rate)
    }
  })

  test('has no terms in between', () => {
    for (const months of [6, 18, 30, 42, 54, 66, 84]) {
      expect(recoverLoan(700_001, monthly(700_001, 12, months)).reconciles).toBe(false)
    }
  })

  test('lends for six years at most, and until each fuel’s age', () => {
    const last = { petrol: 15, electric: 15, diesel: 14, cng: 13 } as const
    for (const [fuel, limit] of Object.entries(last)) {
      const months = (age: number) => expectedMonths(fuel as keyof typeof last, 'KA', age)
      expect([0, limit - 7, limit - 6, limit - 5, limit - 1, limit, limit + 1].map(months)).toEqual(
        [72, 72, 72, 60, 12, 0, 0],
      )
    }
    for (const state of ['DL', 'HR', 'UP']) {
      expect([0, 4, 5, 9, 10].map((age) => expectedMonths('diesel', state, age))).toEqual([
        72, 72, 60, 12, 0,
      ])
      expect(expectedMonths('petrol', state, 9)).toBe(72)
    }
    for (const fuel of FUELS.filter((each) => !(each in last))) {
      expect(expectedMonths(fuel, 'DL', 3)).toBeNull()
    }
  })
})

describe('how long a car of India may stay registered', () => {
  test('is ten years for diesel in the capital region alone, of all fuels and states', () => {
    for (const state of [...india.stateNames.keys(), null]) {
      for (const fuel of FUELS) {
        const capital = fuel === 'diesel' && ['DL', 'HR', 'UP'].includes(state ?? '')
        expect(registrationLimit(fuel, state).years).toBe(capital ? 10 : 15)
      }
    }
  })

  test('falls by a year a year until nothing is left', () => {
    const car = { year: 2010, registered_on: '2010-01-01', fuel: 'petrol', state: 'KA' } as const
    const left = (year: number) => yearsLeft(car, Date.UTC(year, 0, 1))
    expect([2010, 2011, 2020, 2024, 2025, 2040].map(left)).toEqual([15, 14, 5, 1, 0, 0])
  })
})

describe('the markets that there are', () => {
  test('are found by their names, the usual one first, and no other', () => {
    expect(PACK_IDS).toEqual(['india', 'none'])
    expect(USUAL_PACK).toBe('india')
    for (const pack of PACKS) expect(packOf(pack.id)).toBe(pack)
    for (const id of ['', 'India', 'toString', 'none '])
      expect(() => packOf(id)).toThrow('rule pack')
  })

  test.each([...PACKS])('$id: bounds and bands are in order', ({ bounds, priceBands }) => {
    expect(bounds.price.least).toBeGreaterThan(0)
    expect(bounds.price.least).toBeLessThan(bounds.price.most)
    expect(bounds.engine.least).toBeLessThan(bounds.engine.most)
    if (priceBands === null) return
    const { budget, middle, upper } = priceBands
    const ends = [bounds.price.least, budget, middle, upper, bounds.price.most]
    expect(ends).toEqual(ends.toSorted((a, b) => a - b))
    expect(new Set(ends).size).toBe(ends.length)
  })

  test('the neutral one says nothing of plates, loans, models and time left', () => {
    for (const mark of ['KA05', 'DL7C', 'XX', '']) expect(none.lookUpRegistration(mark)).toBeNull()
    expect(none.recoverLoan(600_000, 11_730)).toBeNull()
    expect(none.baseModelsOf('Maruti')).toBeNull()
    expect(none.stateNames.size).toBe(0)
    expect(none.priceBands).toBeNull()
    expect([...none.rules.plate, ...none.rules.cost, ...none.registrationLimits]).toEqual([])
    for (const fuel of FUELS) {
      expect(none.registrationLimit(fuel, 'DL')).toBeNull()
      expect(none.yearsLeft({ year: 1990, registered_on: null, fuel, state: 'DL' }, 0)).toBeNull()
    }
    expect([none.hasCosts, none.isMeasured]).toEqual([false, false])
  })

  test('the neutral one keeps a mark but for case, spaces, dots, hyphens and strokes', () => {
    expect(none.cleanMark(' ab-12.cd/3 4 ')).toBe('AB12CD34')
    expect(none.cleanMark('KA 05 MX 1234')).toBe('KA05MX1234')
  })
})
