import { describe, expect, test } from 'bun:test'
import { createRandom } from '../../../pricing/random.ts'
import { numberColumn } from '../column.ts'
import { bitsOfCodes, both, countBits, hasBit, noBits, rowsOfBits, without } from './bits.ts'
import { RangeBits } from './range-bits.ts'

const random = createRandom(61)
const sizes = [0, 1, 31, 32, 33, 1000, 16_384, 20_001]
const codesOf = (size: number, below: number) =>
  Uint16Array.from({ length: size }, () => random.below(below))

describe('bits of rows', () => {
  test.each(sizes)('say which rows pass, how many, and both ways: %d rows', (size) => {
    for (const share of [0, 0.02, 0.5, 1]) {
      const codes = codesOf(size, 50)
      const passes = Uint8Array.from({ length: 50 }, () => (random.next() < share ? 1 : 0))
      const bits = bitsOfCodes(codes, passes)
      const wanted = [...codes.keys()].filter((row) => passes[codes[row] ?? 0] === 1)
      const others = [...codes.keys()].filter((row) => passes[codes[row] ?? 0] === 0)
      expect(countBits(bits)).toBe(wanted.length)
      expect([...rowsOfBits(bits, wanted.length, size, 1)]).toEqual(wanted)
      expect([...rowsOfBits(bits, others.length, size, 0)]).toEqual(others)
      expect(wanted.every((row) => hasBit(bits, row))).toBe(true)
      expect(others.some((row) => hasBit(bits, row))).toBe(false)
    }
  })

  test('are joined and taken away word by word', () => {
    const [a, b] = [0b1100, 0b1010].map((word) => Uint32Array.of(word, 2 ** 32 - 1, 2 ** 31))
    if (!a || !b) throw new Error('no bits')
    expect([...both(a.slice(), b)]).toEqual([0b1000, 2 ** 32 - 1, 2 ** 31])
    expect([...without(a.slice(), b)]).toEqual([0b0100, 0, 0])
    expect(countBits(a)).toBe(2 + 32 + 1)
    expect(countBits(noBits(100))).toBe(0)
  })

  test.each(sizes)('of a range are those of a pass over its codes: %d rows', (size) => {
    const numbers = Int32Array.from({ length: 40 }, (_, at) => at * 10)
    // Some have none.
    const column = numberColumn(codesOf(size, numbers.length + 1), numbers)
    const order = Uint32Array.from({ length: size }, (_, row) => row)
    order.sort((a, b) => (column.codes[a] ?? 0) - (column.codes[b] ?? 0) || a - b)
    const sorted = numberColumn(column.codes.toSorted(), numbers)
    for (const [each, by] of [
      [column, order],
      [sorted, null],
    ] as const) {
      const ranges = new RangeBits(each, by)
      for (let asked = 0; asked < 30; asked++) {
        const from = random.below(numbers.length + 1)
        const to = from + random.below(numbers.length + 1 - from)
        const passes = new Uint8Array(numbers.length + 1).fill(1, from, to)
        expect(ranges.between(from, to)).toEqual(bitsOfCodes(each.codes, passes))
      }
    }
  })
})
