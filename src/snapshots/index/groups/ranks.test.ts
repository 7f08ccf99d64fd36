import { expect, test } from 'bun:test'
import { createRandom } from '../../../pricing/random.ts'
import { ranksOf } from './ranks.ts'

const random = createRandom(62)

test.each([1, 4, 300, 70_000])('what stands at each rank is found without sorting: %d', (count) => {
  for (const below of [1, 2, 900, 5000, 200_000]) {
    const codes = Int32Array.from({ length: count }, () => random.below(below))
    const sorted = codes.toSorted()
    const atRank = ranksOf(codes, below)
    const ranks = [0, count - 1, ...Array.from({ length: 20 }, () => random.below(count))]
    for (const rank of ranks) expect(atRank(rank)).toBe(sorted[rank] ?? -1)
  }
})
