import { beforeAll, describe, expect, test } from 'bun:test'
import { aCar } from '../../tests/support/cars.ts'
import { splitModel } from '../imports/cleaning/base-model.ts'
import type { Car } from '../listing/car.ts'
import { india } from '../packs/india/index.ts'
import { createMarket, type SampleCar } from '../tools/sample/market.ts'
import { trueMedianPrice } from '../tools/sample/pricing.ts'
import { type Appraisal, Appraiser } from './appraise.ts'
import { yearlyLosses } from './depreciation.ts'
import type { EstimateCar } from './estimate-car.ts'
import { average } from './evaluation.ts'
import { explain } from './explain.ts'
import { nearDuplicates } from './folds.ts'
import { estimate, type Model } from './model.ts'
import { Neighbours } from './neighbours.ts'
import { sampleOf, type Trained, train } from './train.ts'

/** A market of which the price function is known. */
function generated(rows: number, seed: number): Car[] {
  const market = createMarket(seed, rows)
  return Array.from({ length: rows }, (_, i) => asCar(market.car(), String(seed * 10_000 + i)))
}

function asCar(
  { trim, year, km, owners, price, fuel, cc, state, spareKey }: SampleCar,
  id: string,
) {
  const { brand, model, gearbox } = trim
  return aCar({
    id,
    brand,
    model,
    ...splitModel(brand, model, india),
    transmission: gearbox,
    fuel,
    year,
    km,
    owners,
    price,
    engine_cc: cc === '' ? null : cc,
    state,
    spare_key: spareKey === 'Yes',
  })
}

const learn = (cars: Car[]) => train(cars, { seed: 1, asOfYear: 2024 }) as Trained
const cars = generated(2000, 11)
const fresh = generated(2000, 12)
let trained: Trained
let model: Model

beforeAll(() => {
  trained = learn(cars)
  model = trained.model
}, 30_000)

const width = (car: EstimateCar, by = model) => {
  const { low, high } = estimate(by, car)
  return Math.log(high / low)
}
const codes = (car: EstimateCar) => estimate(model, car).warnings.map(({ code }) => code)

describe('in a market whose price function is known', () => {
  test('the estimate of new cars finds the true median price', () => {
    const errors = fresh
      .map((car) => {
        const truth = trueMedianPrice(car) ?? Number.NaN
        return Math.abs(estimate(model, car).price - truth) / truth
      })
      .sort((a, b) => a - b)
    expect(errors.every(Number.isFinite)).toBe(true)
    expect(errors[1000]).toBeLessThan(0.03)
  })

  test('the interval covers 88 to 92 % of the asking prices of new cars', () => {
    const covered = fresh.map((car) => {
      const { low, high } = estimate(model, car)
      return car.price >= low && car.price <= high ? 1 : 0
    })
    expect(average(covered)).toBeWithin(0.88, 0.92)
  })

  test('and so do the out-of-fold intervals of the cars that were learnt from', () => {
    expect(trained.outOfFold.map(({ id }) => id)).toEqual(cars.map(({ id }) => id))
    const covered = trained.outOfFold.map(({ low, high }, row) => {
      const { price } = cars[row] as Car
      return price >= low && price <= high ? 1 : 0
    })
    expect(average(covered)).toBeWithin(0.88, 0.92)
  })
})

describe('a car', () => {
  test('is never rated against itself: its own price does not move its estimate', () => {
    const market = cars.slice(0, 400)
    const before = learn(market)
    for (const row of [3, 200]) {
      const dearer = market.map((car, i) => (i === row ? { ...car, price: car.price * 2 } : car))
      const after = learn(dearer)
      const car = market[row] as Car
      expect(after.outOfFold[row]?.price).toBe(before.outOfFold[row]?.price as number)
      expect(estimate(after.model, car).price).toBeGreaterThan(estimate(before.model, car).price)
    }
  })

  test('that is listed twice with other kilometres is one car to the folds', () => {
    const twins = [40_000, 40_150, 41_000].map((km) => aCar({ km, spare_key: km > 40_000 }))
    expect(nearDuplicates(twins)).toEqual(['0', '0', '2'])
  })

  test('is explained by effects in whole rupees that add up to its estimate', () => {
    const strange = [
      { trim: '' },
      { brand: 'Lada', base_model: 'Niva' },
      { owners: null, transmission: null, engine_cc: null, state: null, spare_key: null },
      { km: 900_000, year: 1990 },
      { fuel: 'lpg' as const },
    ].map((different) => ({ ...(fresh[0] as Car), ...different }))
    for (const car of [...fresh.slice(0, 500), ...strange]) {
      const { base, items } = explain(model, car)
      const sum = items.reduce((total, { effect }) => total + effect, base.effect)
      expect(items.every(({ effect }) => Number.isInteger(effect))).toBe(true)
      expect(sum).toBe(estimate(model, car).price)
      const own = explain(model, car, 123_000)
      expect(own.items.reduce((total, { effect }) => total + effect, own.base.effect)).toBe(123_000)
    }
  })
})

describe('what the market does not know', () => {
  const known = cars.find(({ brand, base_model }) => brand === 'Hyundai' && base_model === 'Creta')
  const car = known as Car

  test('widens the interval and is said', () => {
    const trim = { ...car, trim: 'UNHEARD OF' }
    const noTrim = { ...car, trim: '' }
    const base = { ...car, base_model: 'Unheard' }
    const brand = { ...car, brand: 'Unheard' }
    expect(codes(car)).toEqual([])
    expect(codes(trim)).toEqual(['trim_unknown'])
    expect(codes(noTrim)).toEqual(['trim_missing'])
    expect(codes(base)).toEqual(['base_model_unknown'])
    expect(codes(brand)).toEqual(['brand_unknown'])
    for (const different of [trim, noTrim, base]) {
      expect(width(different)).toBeGreaterThan(width(car))
    }
    expect(width(base)).toBeGreaterThan(width(trim))
    expect(width(brand)).toBeGreaterThanOrEqual(width(base) - 0.02)
  })

  test('includes extreme values', () => {
    expect(codes({ ...car, km: 700_000, year: 1985 })).toEqual(['year_extreme', 'km_extreme'])
    const most = { ...car, km: model.market.ranges.km[1] }
    expect(width({ ...most, km: 700_000 })).toBeGreaterThan(1.5 * width(most))
  })

  test('is taken to be as usual', () => {
    const bare = { owners: null, transmission: null, engine_cc: null, state: null, spare_key: null }
    expect(codes({ ...car, ...bare })).toEqual([
      'transmission_assumed',
      'owners_assumed',
      'state_assumed',
    ])
  })

  test('is known in whatever case it is written', () => {
    const shouted = { ...car, brand: 'HYUNDAI', base_model: 'CRETA', trim: car.trim.toLowerCase() }
    expect(estimate(model, shouted)).toEqual(estimate(model, car))
  })
})

test('what a year of age takes off is what the market was made with', () => {
  const losses = yearlyLosses(model)
  const truth = (age: number) => {
    const logs = fresh.flatMap((car) => {
      const at = (years: number) =>
        trueMedianPrice({ ...car, year: 2024 - years, km: 11_000 * years })
      const [young, old] = [at(age), at(age + 1)]
      return young && old ? Math.log(old / young) : []
    })
    return 1 - Math.exp(average(logs))
  }
  expect([...losses.keys()].slice(0, 3)).toEqual([0, 1, 2])
  for (const age of [2, 4, 6, 8]) {
    expect(Math.abs((losses.get(age) ?? Number.NaN) - truth(age))).toBeLessThan(0.015)
  }
})

test('a distance that no car can have teaches nothing, and is no deal', () => {
  const odd = { ...(cars[0] as Car), id: 'odd', km: 8, flags: ['km-implausible'] }
  const appraise = (some: Car[]) => {
    const appraiser = new Appraiser(Neighbours.of(some))
    for (const car of some) appraiser.see(car)
    return appraiser.appraise(2024) as Appraisal
  }
  const some = cars.slice(0, 400)
  const without = appraise(some)
  const appraised = appraise([...some, odd])
  expect(appraised.rate(odd)).toEqual({
    estimate: null,
    deal: null,
    deal_reason: 'distance in doubt',
  })
  expect(appraised.model).toBe(without.model)
})

describe('a model', () => {
  test('is the same for the same cars, in whatever order, and seed', () => {
    const again = learn(cars.slice(0, 300).reverse())
    expect(again).toMatchObject({ ...learn(cars.slice(0, 300)), seconds: expect.any(Number) })
    expect(train(cars.slice(0, 300), { seed: 2 })?.outOfFold).not.toEqual(again.outOfFold)
  })

  test('is plain JSON of modest size that gives the same estimates when it is read back', () => {
    const text = JSON.stringify(model)
    const read: Model = JSON.parse(text)
    expect(text.length).toBeLessThan(1_000_000)
    for (const car of fresh.slice(0, 300)) expect(estimate(read, car)).toEqual(estimate(model, car))
  })

  test('learns nothing from the monthly cost or what is computed from the price', () => {
    const disguised = cars.slice(0, 300).map((car) => ({
      ...car,
      emi: 1,
      loan: null,
      price_per_km: 1,
      price_category: 'budget' as const,
    }))
    expect(learn(disguised).model).toEqual(learn(cars.slice(0, 300)).model)
  })

  test('needs fifty cars', () => {
    expect(train(cars.slice(0, 49), { seed: 1 })).toBeNull()
    expect(train(cars.slice(0, 50), { seed: 1 })?.outOfFold).toHaveLength(50)
  })

  test('of a market without plates, gearboxes or owners estimates too, in its own small prices', () => {
    const bare = cars.slice(0, 300).map((car) => ({
      ...car,
      price: Math.round(car.price / 80),
      state: null,
      transmission: null,
      owners: null,
      engine_cc: null,
    }))
    const { model } = learn(bare)
    expect(model.rounding).toBe(10)
    expect(estimate(model, bare[0] as Car)).toMatchObject({ warnings: [] })
    const asked = estimate(model, { ...(bare[0] as Car), owners: 2, state: 'KA', engine_cc: 1200 })
    expect(asked.price).toBe(estimate(model, bare[0] as Car).price)
  })
})

test('of more cars than a model learns from a seeded sample is learnt from', () => {
  const many = Array.from({ length: 12 }, (_, i) => aCar({ id: `${i}` }))
  expect(sampleOf(many, 1, 5).map(({ id }) => id)).toEqual(sampleOf(many, 1, 5).map(({ id }) => id))
  expect(new Set(sampleOf(many, 1, 5)).size).toBe(5)
  expect(sampleOf(many, 2, 5)).not.toEqual(sampleOf(many, 1, 5))
  expect(sampleOf(many, 1, 12)).toBe(many)
})
