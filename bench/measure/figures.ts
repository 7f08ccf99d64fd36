/** What several runs of one thing gave. */
export type Figures = { median: number; min: number; max: number; values: number[] }

/** The middle one; of an even number the mean of the two in the middle. @throws for none */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  if (low === undefined || high === undefined) throw new Error('there is no median of nothing')
  return (low + high) / 2
}

export function figures(values: number[]): Figures {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values), values }
}

/**
 * How far runs of the same thing lie apart, as a share of their median.
 * @param grain the step of the clock, in the unit of the values: a difference of one step says nothing
 */
export function spread({ median, min, max }: Figures, grain = 0): number {
  const apart = Math.max(0, max - min - grain)
  if (apart === 0) return 0
  return median === 0 ? Number.POSITIVE_INFINITY : apart / median
}

/** The value below which a share of the sorted values lies: the smallest that is large enough. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}
