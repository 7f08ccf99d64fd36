import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { countOnes, lowestOne } from './bit-words.ts'

test('bits of a word are counted, and the lowest found, whatever its sign', () => {
  const words = fc.oneof(fc.nat(2 ** 32 - 1), fc.integer(), fc.constantFrom(0, -1, 2 ** 31))
  fc.assert(
    fc.property(words, (word) => {
      const digits = (word >>> 0).toString(2)
      expect(countOnes(word)).toBe(digits.split('1').length - 1)
      const last = digits.lastIndexOf('1')
      expect(lowestOne(word)).toBe(last < 0 ? -1 : digits.length - 1 - last)
    }),
  )
})
