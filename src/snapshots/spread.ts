import type { CarGroup } from './read.ts'

/** What a spread is read from. */
export const QUARTILES = [0.25, 0.5, 0.75]
export const QUARTILES_AND_TOP = [...QUARTILES, 0.99]

/** Median and middle half. */
export type Spread = { lower: number; median: number; upper: number }

/** @param group whose first quantiles are QUARTILES; a missing one is as the one below it */
export function spreadOf({ quantiles }: Pick<CarGroup, 'quantiles'>): Spread {
  const [lower = 0, median = lower, upper = median] = quantiles
  return { lower, median, upper }
}

export function mostFirst<T extends { count: number }>(groups: readonly T[]): T[] {
  return groups.toSorted((a, b) => b.count - a.count)
}
