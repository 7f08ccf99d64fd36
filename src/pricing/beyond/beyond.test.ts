import { beforeAll, describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { aCar } from '../../../tests/support/cars.ts'
import type { Attribute } from '../../listing/attribute.ts'
import type { Car } from '../../listing/car.ts'
import { Appraiser } from '../appraise.ts'
import type { EstimateCar } from '../estimate-car.ts'
import { estimatorOf } from '../estimate-many.ts'
import { average } from '../evaluation.ts'
import { explain } from '../explain.ts'
import { estimate, type Model } from '../model.ts'
import { Neighbours } from '../neighbours.ts'
import { createRandom } from '../random.ts'
import { train } from '../train.ts'
import { attributesAsked } from './index.ts'

const said = (key: string, value: string | number, name = key): Attribute => ({
  ...{ key, name, value, unit: null },
})

/** A market in which power counts, drive counts in old cars only, and nothing else that its list says does. */
function market(size: number, seed: number): Car[] {
  const random = createRandom(seed)
  return Array.from({ length: size }, (_, at) => {
    const age = 1 + random.below(12)
    const base_model = random.pick(['City', 'Jazz', 'Civic', 'Amaze', 'Brio'])
    const power = 70 + 10 * random.below(10)
    const drive = random.pick(['4x4', 'front'])
    const worth =
      13.5 -
      0.1 * age +
      0.006 * power +
      (drive === '4x4' && age > 6 ? 0.25 : 0) +
      0.05 * random.normal()
    const price = Math.round(Math.exp(worth))
    return aCar({
      ...{ id: `car-${seed}-${at}`, base_model, year: 2024 - age, km: age * 11_000, price },
      trim: random.pick(['VX', 'ZX']),
      attributes: [
        said('power', power),
        said('drive', drive),
        said('colour', random.pick(['red', 'blue', 'black', 'white'])),
        said('condition', Math.round(price / 10_000), 'rank'),
        said('condition_2', Math.round(price * 0.98), 'Price when sold'),
        said('description', `${price} and not a rupee less`),
        said('link', `https://example.org/${price}`),
      ],
    })
  })
}

const learn = (cars: readonly Car[]): Model => {
  const appraiser = new Appraiser(Neighbours.of(cars))
  for (const car of cars) appraiser.see(car)
  return JSON.parse(appraiser.appraise(2024)?.model ?? 'null')
}
const bare = (cars: readonly Car[]) => cars.map((car) => ({ ...car, attributes: [] }))
const errorOf = (model: Model, cars: readonly Car[]) =>
  average(cars.map((car) => Math.abs(Math.log(car.price / estimate(model, car).price))))

const cars = market(2000, 1)
const fresh = market(1000, 2)
let model: Model
beforeAll(() => {
  model = learn(cars)
}, 60_000)

describe('what a list says beyond the core', () => {
  test('is kept where it lowers the error, and neither noise nor a price in disguise is', () => {
    expect(attributesAsked(model.beyond).map(({ name }) => name)).toEqual(['power', 'drive'])
  })

  test('lowers the error of cars that were not seen', () => {
    expect(errorOf(model, fresh)).toBeLessThan(0.5 * errorOf(learn(bare(cars)), bare(fresh)))
  }, 60_000)

  test('leaves nine in ten prices within their interval', () => {
    const covered = fresh.map((car) => {
      const { low, high } = estimate(model, car)
      return car.price >= low && car.price <= high ? 1 : 0
    })
    expect(average(covered)).toBeWithin(0.88, 0.925)
  })

  test('is not asked for where the market is only noise', () => {
    const random = createRandom(3)
    const noise = cars.map((car) =>
      Object.assign({}, car, { attributes: [said('power', random.between(60, 200))] }),
    )
    expect(attributesAsked(learn(noise).beyond)).toEqual([])
  }, 60_000)

  test('counts as usual for the base model where a car does not say it, with a warning', () => {
    const car = fresh[0] as Car
    const codes = (of: EstimateCar) => estimate(model, of).warnings.map(({ code }) => code)
    expect(codes(car)).not.toContain('attributes_assumed')
    expect(codes({ ...car, attributes: [] })).toContain('attributes_assumed')
    const usual = model.beyond?.columns.find(({ name }) => name === 'power')?.usual?.['honda city']
    expect(usual).toBeWithin(70, 161)
  })
})

/** A car of which anything may be unsaid or unheard of. */
const strange = fc
  .record({
    base_model: fc.constantFrom('City', 'Brio', 'constructor'),
    year: fc.integer({ min: 1990, max: 2030 }),
    km: fc.nat(900_000),
    attributes: fc.subarray([
      said('power', 120),
      said('power', 'plenty'),
      said('drive', '4x4'),
      said('drive', 'constructor'),
      said('colour', 'red'),
    ]),
  })
  .map((change) => Object.assign(aCar(), change))

describe('with trees on top', () => {
  test('an explanation adds up to the rupee and names what the model kept', () => {
    fc.assert(
      fc.property(strange, (car) => {
        const { base, items } = explain(model, car)
        const sum = items.reduce((total, { effect }) => total + effect, base.effect)
        expect(sum).toBe(estimate(model, car).price)
        expect(items.filter(({ listed }) => listed).map(({ factor }) => factor)).toEqual([
          'power',
          'drive',
        ])
      }),
      { numRuns: 200 },
    )
  })

  test('more power has a greater effect', () => {
    const effect = (power: number) =>
      explain(model, aCar({ attributes: [said('power', power)] })).items.find(
        ({ factor }) => factor === 'power',
      )?.effect
    expect(effect(160)).toBeGreaterThan(effect(70) ?? Number.NaN)
  })

  test('many cars at once are estimated as one by one', () => {
    const given = [...fresh.slice(0, 200), ...bare(fresh.slice(0, 50))]
    const one = given.map((car) => estimate(model, car))
    const alone = one.map(({ price, low, high }) => ({ price, low, high }))
    expect(given.map(estimatorOf(model))).toEqual(alone)
  })

  test('the same cars give the same model in whatever order', () => {
    expect(train(cars.toReversed(), { seed: 1 })?.model).toEqual(
      train(cars, { seed: 1 })?.model as Model,
    )
  }, 60_000)

  test('a model of before, without them, still answers', () => {
    const { beyond: _, ...before } = { ...model, version: 1 }
    expect(estimate(before, fresh[0] as Car).price).toBeGreaterThan(0)
  })
})
