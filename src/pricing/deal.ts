import { DEALS, type Deal } from '../listing/car.ts'

/** With fewer other cars of the same base model within two years a price is not rated. */
export const COMPARABLES_NEEDED = 3

export type Rating =
  | { deal: Deal; deal_reason: null }
  | { deal: null; deal_reason: 'no estimate' | 'too few comparables' | 'distance in doubt' }

/**
 * Rates an asking price (₹) by its place in the 90 % interval of the estimate, cut in five equal parts: the lowest
 * part and everything below it is great, the highest and everything above it overpriced; a price on a cut belongs to
 * the cheaper part. `comparables` is the number of other cars of the same base model within two years (neighbours.ts).
 */
export function deal(
  price: number,
  estimate: { low: number; high: number } | null,
  comparables: number,
): Rating {
  if (!estimate) return { deal: null, deal_reason: 'no estimate' }
  if (comparables < COMPARABLES_NEEDED) return { deal: null, deal_reason: 'too few comparables' }
  const part = (estimate.high - estimate.low) / DEALS.length
  const cuts = DEALS.slice(1).map((_, i) => estimate.low + part * (i + 1))
  const place = cuts.findIndex((cut) => price <= cut)
  return { deal: DEALS[place] ?? 'overpriced', deal_reason: null }
}

/** With so many comparables a rating is trusted half. */
const HALF_TRUSTED = 6

/** How far a rating is trusted when deals are held against each other, 0 to 1: by its comparables. */
export const trust = (comparables: number): number => comparables / (comparables + HALF_TRUSTED)
