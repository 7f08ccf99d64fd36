import type { Feature } from './features.ts'

/** A linear model by the names of its columns; a column that it does not have weighs nothing. */
export type Linear = { intercept: number; weights: Record<string, number> }

export function predictLinear(
  { intercept, weights }: Linear,
  features: readonly Feature[],
): number {
  let sum = intercept
  for (const [name, value] of features) sum += (weights[name] ?? 0) * value
  return sum
}
