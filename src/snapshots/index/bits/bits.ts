import { countOnes, lowestOne } from '../../../platform/bit-words.ts'
import { type Codes, eachBlock } from '../column.ts'

/** A bit a row, 32 to a word; those behind the last row are 0. */
export type Bits = Uint32Array<ArrayBuffer>

export const noBits = (size: number): Bits => new Uint32Array(Math.ceil(size / 32))

/** @param passes for each code whether its rows have a 1 */
export function bitsOfCodes(codes: Codes, passes: Uint8Array): Bits {
  const bits = noBits(codes.length)
  eachBlock(codes, (block, from, length) => {
    for (let at = 0; at < length; at += 32) {
      const end = Math.min(at + 32, length)
      let word = 0
      for (let row = at; row < end; row++) word |= (passes[block[row] ?? 0] ?? 0) << (row - at)
      bits[(from + at) >>> 5] = word
    }
  })
  return bits
}

export const hasBit = (bits: Bits, row: number): boolean =>
  (((bits[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 1

/** What both have; `bits` are written over. */
export function both(bits: Bits, others: Bits): Bits {
  for (let at = 0; at < bits.length; at++) bits[at] = (bits[at] ?? 0) & (others[at] ?? 0)
  return bits
}

/** What only the first have; `bits` are written over. */
export function without(bits: Bits, others: Bits): Bits {
  for (let at = 0; at < bits.length; at++) bits[at] = (bits[at] ?? 0) & ~(others[at] ?? 0)
  return bits
}

/** How many are 1. */
export function countBits(bits: Bits): number {
  let count = 0
  for (let at = 0; at < bits.length; at++) count += countOnes(bits[at] ?? 0)
  return count
}

/** The rows of a bit, rising. @param count how many there are */
export function rowsOfBits(bits: Bits, count: number, size: number, bit: 0 | 1): Uint32Array {
  const rows = new Uint32Array(count)
  let found = 0
  for (let at = 0; at < bits.length; at++) {
    let word = bit === 1 ? (bits[at] ?? 0) : ~(bits[at] ?? 0)
    while (word !== 0) {
      const row = at * 32 + lowestOne(word)
      if (row >= size) break
      rows[found++] = row
      word &= word - 1
    }
  }
  return rows
}
