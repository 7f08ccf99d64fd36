import {
  RANGE_FIELDS,
  type RangeField,
  VALUE_FACETS,
  type ValueFacet,
} from '../../listing/query.ts'
import { quantileRanks, type Scale, scaleOf } from '../bins.ts'
import {
  type AttributeFacet,
  type Bin,
  type Facets,
  type Moments,
  NO_MOMENTS,
  type RangeFacet,
  type ValueCount,
} from '../read.ts'
import { compareTexts } from './texts.ts'

/*
 * A market too large for one index is cut into shards, each with an index of its own; here their answers become one.
 * Counts add up when all count into the same bins: see `commonScale` and `withScales`.
 */

/** Bins that suit all shards; `null`: none has a car with the field. */
export function commonScale(scales: readonly (Scale | null)[]): Scale | null {
  const found = scales.filter((scale) => scale !== null)
  if (found.length === 0) return null
  const least = Math.min(...found.map(({ from }) => from))
  const most = Math.max(...found.map(({ from, width, count }) => from + (count - 1) * width))
  return scaleOf(least, most, Math.max(...found.map(({ max }) => max)))
}

/** @throws when the shards were not counted into the same bins */
export function mergeFacets(shards: readonly Facets[]): Facets {
  const merged: Facets = { total: 0, values: {}, ranges: {}, attributes: mergeAttributes(shards) }
  for (const { total } of shards) merged.total += total
  for (const facet of VALUE_FACETS) {
    if (shards[0]?.values[facet]) merged.values[facet] = mergeValues(shards, facet)
  }
  for (const field of RANGE_FIELDS) {
    if (shards[0]?.ranges[field]) merged.ranges[field] = mergeRanges(shards, field)
  }
  return merged
}

/** All shards list the same (see asShard). */
const mergeAttributes = (shards: readonly Facets[]): AttributeFacet[] =>
  (shards[0]?.attributes ?? []).map(({ key, values }, at) => ({
    key,
    values: values.map(({ value }, place) => ({
      value,
      count: shards.reduce(
        (sum, { attributes }) => sum + (attributes[at]?.values[place]?.count ?? 0),
        0,
      ),
    })),
  }))

function mergeValues(shards: readonly Facets[], facet: ValueFacet): ValueCount[] {
  const counts = new Map<string | number, number>()
  for (const { values } of shards) {
    for (const { value, count } of values[facet] ?? []) {
      counts.set(value, (counts.get(value) ?? 0) + count)
    }
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || compareValues(a.value, b.value))
}

function mergeRanges(shards: readonly Facets[], field: RangeField): RangeFacet {
  const ranges = shards.map((shard) => shard.ranges[field]).filter((range) => range !== undefined)
  const least = ranges.map(({ min }) => min).filter((min) => min !== null)
  const most = ranges.map(({ max }) => max).filter((max) => max !== null)
  return {
    min: least.length === 0 ? null : Math.min(...least),
    max: most.length === 0 ? null : Math.max(...most),
    bins: mergeBins(ranges.map(({ bins }) => bins)),
  }
}

/** @throws when the bins are not the same */
export function mergeBins(shards: readonly Bin[][]): Bin[] {
  const [first = []] = shards
  return first.map(({ from, to }, at) => {
    let count = 0
    for (const bins of shards) {
      const bin = bins[at]
      if (bins.length !== first.length || bin?.from !== from || bin.to !== to) {
        throw new Error('these counts are of different bins')
      }
      count += bin.count
    }
    return { from, to, count }
  })
}

/** Chan's way: exact but for rounding, whatever the means of the shards. */
export function mergeMoments(shards: readonly Moments[]): Moments {
  return shards.reduce<Moments>((a, b) => {
    if (a.mean === null) return b
    if (b.mean === null) return a
    const count = a.count + b.count
    const apart = b.mean - a.mean
    return {
      count,
      mean: a.mean + (apart * b.count) / count,
      squares: a.squares + b.squares + (apart ** 2 * a.count * b.count) / count,
      min: Math.min(a.min, b.min),
      max: Math.max(a.max, b.max),
    }
  }, NO_MOMENTS)
}

/**
 * A quantile of type 7 as far as counts tell it: off by no more than the width of the widest bin that one of its two
 * ranks lies in. NaN where nothing is counted.
 */
export function quantileOfBins(bins: readonly Bin[], p: number): number {
  const total = bins.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return Number.NaN
  const { low, high, share } = quantileRanks(total, p)
  const [least, most] = [valueAtRank(bins, low), valueAtRank(bins, high)]
  return least + (most - least) * share
}

function valueAtRank(bins: readonly Bin[], rank: number): number {
  let before = 0
  for (const { from, to, count } of bins) {
    if (rank < before + count) return from + ((to - from) * (rank - before + 0.5)) / count
    before += count
  }
  return Number.NaN
}

function compareValues(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : compareTexts(String(a), String(b))
}
