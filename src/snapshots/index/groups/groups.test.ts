import { describe, expect, test } from 'bun:test'
import { oddMarket } from '../../../../tests/support/odd-market.ts'
import { matching } from '../../../../tests/support/plain-market.ts'
import { measureOf, randomFilter } from '../../../../tests/support/queries.ts'
import { createRandom } from '../../../pricing/random.ts'
import { IndexBuilder } from '../build.ts'
import { CarIndex } from '../car-index.ts'

describe('groups that are cut by the bins of a number', () => {
  const random = createRandom(71)
  const cars = oddMarket(random, 900)
  const builder = new IndexBuilder()
  builder.add(cars)
  const index = new CarIndex(builder.finish())
  const edges = [0, 10_000, 40_000, 40_001, 90_000]
  const filters = [{}, ...Array.from({ length: 30 }, () => randomFilter(random, cars))]

  test.each(['km', 'price', 'deal_position'] as const)(
    'count what a question for each bin counts: %s',
    (of) => {
      for (const filter of filters) {
        const cut = { of: 'km', edges } as const
        const groups = index.group(filter, { of, by: ['fuel'], cut, quantiles: [0, 1] })
        const found = matching(cars, filter).filter((car) => measureOf(car, of) !== null)
        expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(found.length)
        for (const { keys, count, quantiles } of groups) {
          const [fuel, from] = keys
          const bin = edges.indexOf(Number(from))
          const inside = found.filter((car) => {
            const at = edges.findIndex((edge, each) => {
              const to = edges[each + 1]
              if (to === undefined || car.km === null) return false
              return car.km >= edge && (each === edges.length - 2 ? car.km <= to : car.km < to)
            })
            return car.fuel === fuel && (from === null ? at === -1 : at === bin)
          })
          const numbers = inside.map((car) => measureOf(car, of) ?? 0)
          expect(count).toBe(numbers.length)
          expect(quantiles).toEqual([Math.min(...numbers), Math.max(...numbers)])
        }
      }
    },
  )

  test('are the same however many keys are possible', () => {
    // Three fields of many values have more keys than there are cars; a single one has a counter for each.
    const by = ['base_model', 'city', 'year'] as const
    for (const filter of filters) {
      const fine = index.group(filter, { of: 'price', by, quantiles: [0, 1] })
      const coarse = index.group(filter, { of: 'price', by: ['base_model'], quantiles: [0, 1] })
      for (const { keys, count, quantiles } of coarse) {
        const own = fine.filter((group) => group.keys[0] === keys[0])
        expect(own.reduce((sum, group) => sum + group.count, 0)).toBe(count)
        expect(quantiles).toEqual([
          Math.min(...own.map((group) => group.quantiles[0] ?? 0)),
          Math.max(...own.map((group) => group.quantiles[1] ?? 0)),
        ])
      }
    }
  })
})
