import { expect, test } from 'bun:test'
import { createRandom } from '../../../pricing/random.ts'
import { Nearest } from './nearest.ts'

const random = createRandom(63)

test('the least of many numbers are kept, whatever their order', () => {
  for (const count of [0, 1, 3, 4, 500]) {
    const numbers = [...new Set(Array.from({ length: count }, () => random.below(1e6) - 5e5))]
    for (const most of [1, 3, 25]) {
      const nearest = new Nearest(most)
      for (const number of numbers) nearest.add(number)
      expect(nearest.rising()).toEqual(numbers.toSorted((a, b) => a - b).slice(0, most))
    }
  }
})
