import { beforeAll, expect, test } from 'bun:test'
import { bundledMarket } from '../../tests/support/bundled-market.ts'
import type { EstimateCar, TrainingCar } from './estimate-car.ts'
import { estimatorOf } from './estimate-many.ts'
import { estimate, type Model } from './model.ts'
import { train } from './train.ts'

let cars: readonly TrainingCar[] = []
let model: Model
beforeAll(async () => {
  cars = await bundledMarket()
  const trained = train(
    cars.filter((_, at) => at % 3 === 0),
    { seed: 1 },
  )
  if (!trained) throw new Error('nothing was learnt')
  model = trained.model
}, 30_000)

const inTurn = (given: readonly EstimateCar[]) =>
  given.map((car) => {
    const { price, low, high } = estimate(model, car)
    return { price, low, high }
  })

test('many cars at once are estimated as one by one, known and unknown ones', () => {
  expect(cars.map(estimatorOf(model))).toEqual(inTurn(cars))
})

test('and so are cars of which something has to be assumed', () => {
  const odd: Partial<EstimateCar>[] = [
    { brand: 'Lada' },
    { base_model: 'Unheard of' },
    { trim: '' },
    { trim: 'UNHEARD OF' },
    { transmission: null },
    { fuel: 'lpg' },
    { owners: 9 },
    { owners: null },
    { state: 'XX' },
    { state: null },
    { spare_key: null },
    { engine_cc: null },
    { engine_cc: 90_000 },
    { km: 900_000 },
    { km: 0 },
    { year: 1950 },
    { year: 2099 },
  ]
  const given = cars.slice(0, 20).flatMap((car) => odd.map((change) => ({ ...car, ...change })))
  // From the first to the last and back, so that what was kept of one car is asked for by others.
  const estimated = estimatorOf(model)
  expect(given.map(estimated)).toEqual(inTurn(given))
  expect(given.toReversed().map(estimated)).toEqual(inTurn(given.toReversed()))
})
