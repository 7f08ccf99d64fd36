export type Random = {
  /** Uniform in [0, 1). */
  next(): number
  /** Uniform integer from 0 to below `n`. */
  below(n: number): number
  /** Uniform integer, both ends included. */
  between(low: number, high: number): number
  pick<T>(items: readonly T[]): T
  /** Mean 0, deviation 1: twelve uniforms less six (Irwin–Hall), so within ±6. */
  normal(): number
}

/**
 * The sfc32 generator (PractRand, public domain) seeded through splitmix32: the same numbers on every machine,
 * because it uses nothing but 32-bit integers.
 */
export function createRandom(seed: number): Random {
  let mixed = seed | 0
  const mix = () => {
    mixed = (mixed + 0x9e3779b9) | 0
    let z = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return z ^ (z >>> 15)
  }
  let a = mix()
  let b = mix()
  let c = mix()
  let counter = 1

  const next = () => {
    const t = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + t) | 0
    return (t >>> 0) / 4294967296
  }
  const below = (n: number) => Math.floor(next() * n)

  return {
    next,
    below,
    between: (low, high) => low + below(high - low + 1),
    pick: <T>(items: readonly T[]) => items[below(items.length)] as T,
    normal: () => {
      let sum = -6
      for (let i = 0; i < 12; i++) sum += next()
      return sum
    },
  }
}

/** A table of `size` entries in which each item stands in proportion to its weight: a draw is one look-up. */
export function weightedTable<T>(weighted: readonly (readonly [T, number])[], size: number): T[] {
  const total = weighted.reduce((sum, [, weight]) => sum + weight, 0)
  const table: T[] = []
  let reached = 0
  for (const [item, weight] of weighted) {
    reached += weight
    while (table.length < Math.round((reached / total) * size)) table.push(item)
  }
  return table
}
