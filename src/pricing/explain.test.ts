import { beforeAll, describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { aCar } from '../../tests/support/cars.ts'
import { FUELS } from '../listing/car.ts'
import { KM_IMPLAUSIBLE } from '../listing/flags.ts'
import { Appraiser } from './appraise.ts'
import { complete } from './complete.ts'
import { yearlyLosses } from './depreciation.ts'
import type { EstimateCar } from './estimate-car.ts'
import { explain, FACTORS } from './explain.ts'
import { estimate, type Model } from './model.ts'
import { Neighbours } from './neighbours.ts'
import { createRandom } from './random.ts'
import { train } from './train.ts'

/** A market of two models that lose a tenth of their price a year, and a little by chance. */
function market() {
  const random = createRandom(5)
  return Array.from({ length: 160 }, (_, at) => {
    const age = 1 + (at % 10)
    const dear = at % 3 === 0
    const price = (dear ? 1_800_000 : 900_000) * 0.9 ** age * Math.exp(0.02 * random.normal())
    return aCar({
      id: `car-${String(at).padStart(3, '0')}`,
      base_model: dear ? 'City' : 'Jazz',
      trim: at % 2 === 0 ? 'VX' : 'ZX',
      year: 2024 - age,
      km: age * 10_000 + random.below(2000),
      owners: 1 + (at % 3),
      spare_key: at % 4 === 0,
      state: at % 5 === 0 ? 'DL' : 'KA',
      price: Math.round(price),
    })
  })
}

const cars = market()
let model: Model
beforeAll(() => {
  const trained = train(cars, { seed: 3, asOfYear: 2024 })
  if (!trained) throw new Error('there are enough cars to learn from')
  model = trained.model
})

const codes = (car: EstimateCar) => complete(model.market, car).warnings.map(({ code }) => code)
const usual = aCar({ base_model: 'City', trim: 'VX', year: 2020, km: 40_000 })

/** Cars of which anything may be missing, unheard of or extreme. */
const strange: fc.Arbitrary<EstimateCar> = fc.record({
  brand: fc.constantFrom('Honda', 'HONDA', 'Lada', ''),
  base_model: fc.constantFrom('City', 'Jazz', 'Niva', ''),
  trim: fc.constantFrom('VX', 'ZX', 'unheard of', ''),
  transmission: fc.constantFrom('manual', 'automatic', null),
  fuel: fc.constantFrom(...FUELS),
  year: fc.integer({ min: 1980, max: 2030 }),
  engine_cc: fc.option(fc.integer({ min: 500, max: 8500 })),
  km: fc.nat(1_500_000),
  owners: fc.option(fc.nat(9)),
  spare_key: fc.option(fc.boolean()),
  state: fc.constantFrom('KA', 'DL', 'ZZ', null),
})

describe('an explanation', () => {
  test('adds up to the estimate, whatever the car is', () => {
    fc.assert(
      fc.property(strange, (car) => {
        const { base, items } = explain(model, car)
        const sum = items.reduce((total, { effect }) => total + effect, base.effect)
        expect(sum).toBe(estimate(model, car).price)
        expect(items.every(({ effect }) => Number.isInteger(effect))).toBe(true)
      }),
    )
  })

  test('adds up to an estimate that has not seen the own price where that is given', () => {
    fc.assert(
      fc.property(strange, fc.integer({ min: 1000, max: 5_000_000 }), (car, outOfFold) => {
        const { base, items } = explain(model, car, outOfFold)
        expect(items.reduce((total, { effect }) => total + effect, base.effect)).toBe(outOfFold)
      }),
    )
  })

  test('goes through its factors in their order, each once', () => {
    const factors = (outOfFold?: number) =>
      explain(model, usual, outOfFold).items.map(({ factor }) => factor)
    expect(factors(500_000)).toEqual([...FACTORS])
    expect(factors()).toEqual(FACTORS.filter((factor) => factor !== 'own price left out'))
  })

  test('gives less for more years, more for the dearer model, and names what was given', () => {
    const effect = (car: EstimateCar, of: string) =>
      explain(model, car).items.find(({ factor }) => factor === of)?.effect ?? Number.NaN
    const jazz = { ...usual, base_model: 'Jazz' }
    expect(effect(usual, 'base model')).toBeGreaterThan(effect(jazz, 'base model'))
    expect(effect({ ...usual, year: 2022 }, 'age')).toBeGreaterThan(effect(usual, 'age'))
    expect(
      explain(model, usual)
        .items.slice(0, 4)
        .map(({ value }) => value),
    ).toEqual(['Honda City', 'VX', 4, 40_000])
  })
})

describe('a car is completed', () => {
  test('without a word where nothing is missing', () => {
    expect(complete(model.market, usual)).toEqual({
      car: { ...usual },
      novelty: 'known',
      warnings: [],
      stretch: 1,
    })
  })

  test.each([
    [{ brand: 'Lada' }, 'brand_unknown', 'brand_unknown'],
    [{ base_model: 'Niva' }, 'base_model_unknown', 'base_unknown'],
    [{ trim: '' }, 'trim_missing', 'trim_missing'],
    [{ trim: 'new' }, 'trim_unknown', 'trim_unknown'],
    [{ fuel: 'lpg' }, 'fuel_unknown', 'known'],
    [{ transmission: null }, 'transmission_assumed', 'known'],
    [{ owners: null }, 'owners_assumed', 'known'],
    [{ state: 'ZZ' }, 'state_assumed', 'known'],
    [{ engine_cc: 6000 }, 'engine_unusual', 'known'],
    [{ km: 999_999 }, 'km_extreme', 'known'],
    [{ year: 1990 }, 'year_extreme', 'known'],
  ] as const)('%j: warned of by %s, and its name is %s', (different, code, novelty) => {
    const car = { ...usual, ...different }
    expect(codes(car)).toEqual([code])
    expect(complete(model.market, car).novelty).toBe(novelty)
  })

  test('with values that occur, an interval at most twice as wide, and the given car untouched', () => {
    fc.assert(
      fc.property(strange, (given) => {
        const before = { ...given }
        const { car, stretch } = complete(model.market, given)
        const { levels, ranges } = model.market
        expect(given).toEqual(before)
        expect(stretch).toBeWithin(1, 2.000_001)
        expect(levels.state).toContain(String(car.state))
        expect(levels.transmission).toContain(String(car.transmission))
        expect(car.year).toBeWithin(ranges.year[0], ranges.year[1] + 1)
        expect(car.km).toBeWithin(ranges.km[0], ranges.km[1] + 1)
      }),
    )
  })

  test('into an estimate inside its own interval', () => {
    fc.assert(
      fc.property(strange, (car) => {
        const { price, low, high } = estimate(model, car)
        expect(low).toBeGreaterThan(0)
        expect(price).toBeWithin(low, high + 1)
      }),
    )
  })
})

test('a year of age takes about the tenth off that the market was made with', () => {
  const losses = [...yearlyLosses(model)]
  expect(losses.map(([age]) => age)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  for (const [, share] of losses) expect(share).toBeWithin(0.05, 0.15)
})

describe('the appraisal of a market', () => {
  function appraised(seen: typeof cars) {
    const appraiser = new Appraiser(Neighbours.of(seen))
    for (const car of seen) appraiser.see(car)
    return appraiser.appraise(2024)
  }

  test('is the same whatever the order in which its cars come', () => {
    const [one, other] = [appraised(cars), appraised(cars.toReversed())]
    expect(one?.model).toBe(other?.model as string)
    for (const car of cars) expect(one?.rate(car)).toEqual(other?.rate(car) as never)
  })

  test('needs fifty cars whose distance is not in doubt', () => {
    const doubtful = { ...cars[0], flags: [KM_IMPLAUSIBLE] } as (typeof cars)[number]
    expect(appraised(cars.slice(0, 49))).toBeNull()
    expect(appraised([...cars.slice(0, 49), doubtful])).toBeNull()
    const rated = appraised([...cars.slice(0, 50), doubtful])
    expect(rated?.rate(doubtful)).toEqual({
      estimate: null,
      deal: null,
      deal_reason: 'distance in doubt',
    })
    expect(rated?.rate(usual).estimate?.price).toBeGreaterThan(0)
  })
})
