import { expect, test } from 'bun:test'
import { aCar, publish } from '../../tests/support/cars.ts'
import { openStores } from '../stores.ts'
import { similarCars } from './similar.ts'

test('the nearest of the same base model come first, with their distance, never the car itself', async () => {
  const stores = await openStores('sqlite::memory:')
  const { cars } = stores
  const car = aCar({ id: 'itself', year: 2019, km: 40_000 })
  const snapshot = await publish(stores, 1, [
    car,
    aCar({ id: 'year-older', year: 2018, km: 40_000 }),
    aCar({ id: 'same-year', year: 2019, km: 45_000 }),
    aCar({ id: 'diesel', year: 2019, km: 45_000, fuel: 'diesel' }),
    aCar({ id: 'other-model', base_model: 'Jazz' }),
    aCar({ id: 'far', year: 2010, km: 40_000 }),
  ])
  const found = await similarCars(cars, snapshot, car, 9)
  expect(found.map((each) => [each.car.id, each.distance])).toEqual([
    ['same-year', 0.5],
    ['year-older', 1],
    ['diesel', 1.5],
  ])
  expect(await similarCars(cars, snapshot, car, 1)).toHaveLength(1)
  await stores.close()
})
