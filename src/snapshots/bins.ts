import { tickStep } from 'd3-array'
import type { Bin, RangeFacet } from './read.ts'

/** Bins of equal width; the last one takes everything up to `max`, so that a few dear cars do not flatten the rest. */
export type Scale = { from: number; width: number; count: number; max: number }

/**
 * The bins of a field's histogram, the same for every filter of a snapshot.
 * @param most the 99th percentile: where the open last bin begins
 */
export function scaleOf(min: number, most: number, max: number, wanted = 18): Scale {
  const span = Math.max(most - min, 1)
  const width = Math.max(1, Math.round(tickStep(0, span, wanted)))
  const from = Math.floor(min / width) * width
  return { from, width, count: Math.floor((most - from) / width) + 1, max }
}

/** Counts by bin number as a store returns them, made into the facet that readers see. */
export function rangeFacet(
  scale: Scale | null,
  counts: Map<number, number>,
  extent: { min: number | null; max: number | null },
): RangeFacet {
  if (scale === null) return { ...extent, bins: [] }
  const bins: Bin[] = Array.from({ length: scale.count }, (_, index) => {
    const from = scale.from + index * scale.width
    const last = index === scale.count - 1
    const to = last ? Math.max(scale.max, from + scale.width - 1) : from + scale.width
    return { from, to, count: counts.get(index) ?? 0 }
  })
  return { ...extent, bins }
}

/** Quantile of type 7 (numpy's default, R's type 7): which two ranks, and how far between them. */
export function quantileRanks(count: number, p: number) {
  const at = (count - 1) * p
  const low = Math.floor(at)
  return { low, high: Math.ceil(at), share: at - low }
}

/** Counts by bin number, made into bins that lie between one edge and the next. */
export function binsBetween(edges: readonly number[], counts: Map<number, number>): Bin[] {
  return edges.slice(1).map((to, at) => ({ from: edges[at] ?? to, to, count: counts.get(at) ?? 0 }))
}
