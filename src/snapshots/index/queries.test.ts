import { describe, expect, test } from 'bun:test'
import {
  answersOfIndex,
  answersOfStore,
  type Digest,
  digest,
  expectSame,
} from '../../../tests/support/answers.ts'
import { bundledMarket } from '../../../tests/support/bundled-market.ts'
import { publish } from '../../../tests/support/cars.ts'
import { type MarketQuery, randomQuery } from '../../../tests/support/queries.ts'
import { ROOT } from '../../../tests/support/server.ts'
import { Car } from '../../listing/car.ts'
import { createRandom } from '../../pricing/random.ts'
import { openStores } from '../../stores.ts'
import { IndexBuilder } from './build.ts'
import { CarIndex } from './car-index.ts'

/** Made by the SQLite store of 0.1.0; `market`: a hash of the cars. */
type Kept = { cars: number; market: string; queries: { query: MarketQuery; answers: Digest }[] }

describe('the index of the bundled market', async () => {
  const cars = await bundledMarket()
  const builder = new IndexBuilder(cars.length)
  builder.add(cars)
  const index = new CarIndex(builder.finish())

  test('answers 300 queries as 0.1.0 did', async () => {
    const kept: Kept = await Bun.file(`${ROOT}/tests/fixtures/queries-0.1.0.json`).json()
    // In the order of the fields as they are defined, as 0.1.0 wrote them; it had no attributes.
    const fields = Object.keys(Car.omit({ attributes: true }).shape) as (keyof Car)[]
    const plain = JSON.stringify(
      cars.map((car) => Object.fromEntries(fields.map((name) => [name, car[name]]))),
    )
    expect(cars.length).toBe(kept.cars)
    expect(Bun.hash.xxHash32(plain).toString(36)).toBe(kept.market)
    expect(kept.queries.length).toBe(300)
    for (const { query, answers } of kept.queries) {
      expectSame(digest(answersOfIndex(index, query)), answers)
    }
  })

  test('answers as the SQLite store does', async () => {
    const stores = await openStores('sqlite::memory:')
    const snapshot = await publish(stores, 1, cars)
    const random = createRandom(77)
    for (let asked = 0; asked < 100; asked++) {
      const query = randomQuery(random, cars)
      expectSame(answersOfIndex(index, query), await answersOfStore(stores.cars, snapshot, query))
    }
    await stores.close()
  })
})
