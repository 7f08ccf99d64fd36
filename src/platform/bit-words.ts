/* Words of 32 bits, as sets of numbers are made of them. */

/** How many bits are 1: by twos, by fours and by bytes, whose sum the product has on top (Warren, Hacker's Delight, 5-1). */
export function countOnes(word: number): number {
  const twos = word - ((word >>> 1) & 0x55555555)
  const fours = (twos & 0x33333333) + ((twos >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** The place of the lowest 1, from 0; -1 where there is none. */
export const lowestOne = (word: number): number => 31 - Math.clz32(word & -word)
