import { describe, expect, test } from 'bun:test'
import { answersOfIndex, expectSame } from '../../../tests/support/answers.ts'
import { oddMarket } from '../../../tests/support/odd-market.ts'
import { matching, plainAnswers, sorted } from '../../../tests/support/plain-market.ts'
import { randomFilter, randomQuery } from '../../../tests/support/queries.ts'
import type { Car } from '../../listing/car.ts'
import { type CarFilter, FACETS, SORTS, sortValue } from '../../listing/query.ts'
import { createRandom } from '../../pricing/random.ts'
import { IndexBuilder } from './build.ts'
import { CarIndex } from './car-index.ts'

function indexOf(cars: readonly Car[], batch = 100): CarIndex {
  const builder = new IndexBuilder()
  for (let from = 0; from < cars.length; from += batch) builder.add(cars.slice(from, from + batch))
  return new CarIndex(builder.finish())
}

describe('the index of a snapshot', () => {
  test.each([
    [0, 2],
    [1, 4],
    [2, 4],
    [17, 8],
    [300, 2],
    [900, 1],
  ])('answers as plain arrays do: %d cars, in %d markets', (size, markets) => {
    for (let seed = 1; seed <= markets; seed++) {
      const random = createRandom(seed * 1000 + size)
      const cars = oddMarket(random, size)
      const index = indexOf(cars)
      for (let asked = 0; asked < 25; asked++) {
        const query = randomQuery(random, cars)
        expectSame(answersOfIndex(index, query), plainAnswers(cars, query))
      }
    }
  })

  test.each([...SORTS])(
    'paging by %s meets every car of a filter once, forwards and back',
    (sort) => {
      const random = createRandom(5)
      const cars = oddMarket(random, 700)
      const index = indexOf(cars)
      for (const filter of [
        {},
        { fuel: ['diesel'] },
        { brand: ['skoda'], owners: [2] },
      ] as CarFilter[]) {
        const expected = sorted(matching(cars, filter), sort)
        const place = (id: string | undefined, towards: 'next' | 'prev') => {
          const car = expected.find((each) => each.id === id)
          return { towards, value: car ? sortValue(car, sort) : null, id: id ?? '' }
        }
        const idsOf = (rows: number[]) => rows.map((row) => index.idOf(row))
        const forwards: string[] = []
        let page = index.page(filter, { sort, limit: 31 })
        for (;;) {
          forwards.push(...idsOf(page.rows))
          if (!page.after) break
          page = index.page(filter, { sort, limit: 31, at: place(forwards.at(-1), 'next') })
          expect(page.before).toBe(true)
        }
        expect(forwards).toEqual(expected.map(({ id }) => id))
        const backwards = idsOf(page.rows)
        while (page.before) {
          page = index.page(filter, { sort, limit: 31, at: place(backwards[0], 'prev') })
          expect(page.after).toBe(true)
          backwards.unshift(...idsOf(page.rows))
        }
        expect(backwards).toEqual(forwards)
      }
    },
  )

  test('a scan gives every id of a filter once, in order', () => {
    const random = createRandom(8)
    const cars = oddMarket(random, 500)
    const index = indexOf(cars)
    for (let asked = 0; asked < 20; asked++) {
      const filter = asked === 0 ? {} : randomFilter(random, cars)
      const batches = [...index.scan(filter, 7)]
      expect(batches.every(({ length }) => length <= 7)).toBe(true)
      const ids = matching(cars, filter).map(({ id }) => id)
      expect(batches.flat()).toEqual(
        ids.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
      )
    }
  })

  test('what is neither text nor number is refused', () => {
    const index = indexOf(oddMarket(createRandom(9), 20))
    for (const wrong of [{ $gt: '' }, { $ne: null }, /./]) {
      for (const field of ['brand', 'fuel', 'owners', 'state', 'price_min', 'emi_max', 'q']) {
        for (const value of [wrong, [wrong]]) {
          const filter: CarFilter = Object.fromEntries([[field, value]])
          expect(() => index.count(filter)).toThrow(TypeError)
          expect(() => index.facets(filter, FACETS)).toThrow(TypeError)
        }
      }
    }
  })

  test('two cars of one id are refused', () => {
    const [car] = oddMarket(createRandom(3), 1)
    if (!car) throw new Error('no car')
    expect(() => indexOf([car, { ...car, price: 1 }])).toThrow(`the id ${car.id} occurs twice`)
  })
})
