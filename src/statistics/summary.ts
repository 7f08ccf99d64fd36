import { bisectLeft, tickIncrement } from 'd3-array'
import { binsBetween, quantileRanks } from '../snapshots/bins.ts'
import { type Bin, type Moments, NO_MOMENTS } from '../snapshots/read.ts'

export const QUANTILES: readonly number[] = [0.05, 0.25, 0.5, 0.75, 0.95]
const MEDIAN = 0.5
const MOST_BINS = 50
/** How many times the distance from the 5 % to the 95 % quantile is still near */
const FAR_OUT = 2
/** From here on a double no longer tells one whole number from the next. */
const EXACT = 2 ** 53

/** All but `count` are null where there is nothing; `stddev` also where there is one number alone. */
export type Summary = {
  count: number
  mean: number | null
  median: number | null
  stddev: number | null
  min: number | null
  max: number | null
  quantiles: Record<string, number | null>
}

/** A sum that carries what each addition rounds away (Neumaier 1974): exact to the last digit or two, in any order. */
export class Sum {
  private sum = 0
  private lost = 0
  count = 0

  add(value: number): void {
    const next = this.sum + value
    this.lost +=
      Math.abs(this.sum) >= Math.abs(value) ? this.sum - next + value : value - next + this.sum
    this.sum = next
    this.count++
  }

  get total(): number {
    return this.sum + this.lost
  }

  /** null: of nothing there is no mean */
  get mean(): number | null {
    return this.count === 0 ? null : this.total / this.count
  }
}

/** Mean, then the squares about it (corrected two-pass algorithm, Chan, Golub and LeVeque 1983). */
export function momentsOf(sorted: Float64Array): Moments {
  const [count, min, max] = [sorted.length, sorted[0], sorted.at(-1)]
  if (min === undefined || max === undefined) return NO_MOMENTS
  const values = new Sum()
  for (const value of sorted) values.add(value)
  const mean = Math.min(max, Math.max(min, values.total / count))
  const [apart, squares] = [new Sum(), new Sum()]
  for (const value of sorted) {
    apart.add(value - mean)
    squares.add((value - mean) ** 2)
  }
  return { count, mean, squares: Math.max(0, squares.total - apart.total ** 2 / count), min, max }
}

/** Type 7: numpy's default and R's. NaN of nothing. */
export function quantileOf(sorted: Float64Array, p: number): number {
  const { low, high, share } = quantileRanks(sorted.length, p)
  const [below = Number.NaN, above = Number.NaN] = [sorted[low], sorted[high]]
  return below + (above - below) * share
}

/**
 * What readers get, wherever the figures come from.
 * @param quantiles of QUANTILES, in their order; empty where there is nothing
 */
export function summaryOf(moments: Moments, quantiles: readonly number[]): Summary {
  const { count, mean, squares, min, max } = moments
  return {
    count,
    mean,
    median: quantiles[QUANTILES.indexOf(MEDIAN)] ?? null,
    stddev: squares !== null && count > 1 ? Math.sqrt(squares / (count - 1)) : null,
    min,
    max,
    quantiles: Object.fromEntries(QUANTILES.map((p, at) => [String(p), quantiles[at] ?? null])),
  }
}

/**
 * Edges of round numbers, as many as numpy's `auto` has: the more of what Sturges (1926) and Freedman and Diaconis (1981:
 * 2 × interquartile range ÷ ∛n wide) ask for, at most about fifty, for whole numbers never narrower than 1. Where a few
 * numbers lie far out, the first and the last bin are wider, so that these do not flatten the rest.
 * @param quantiles of QUANTILES, in their order
 */
export function edgesOf(
  { count, min, max }: { count: number; min: number; max: number },
  quantiles: readonly number[],
  whole: boolean,
): number[] {
  const [low = min, lower = min, , upper = max, high = max] = quantiles
  const reach = FAR_OUT * (high - low)
  const from = reach > 0 ? Math.max(min, low - reach) : min
  const to = reach > 0 ? Math.min(max, high + reach) : max
  const fine = upper > lower ? ((to - from) * Math.cbrt(count)) / (2 * (upper - lower)) : 0
  const wanted = Math.min(MOST_BINS, Math.max(fine, Math.log2(count) + 1))
  const edges = roundEdges(from, to, wanted, whole)
  if (from > min) edges[0] = min
  if (to < max) edges[edges.length - 1] = max
  return edges
}

/** Multiples of one round step that enclose `from` and `to`. */
function roundEdges(from: number, to: number, wanted: number, whole: boolean): number[] {
  const found = tickIncrement(from, to, wanted)
  // d3 gives a step below 1 as the negative of its inverse, so that multiples of 0.1 stay round.
  const step = whole && found < 0 ? 1 : found
  const edge = (at: number) => (step > 0 ? at * step : at / -step)
  const place = (value: number) => (step > 0 ? value / step : value * -step)
  let [first, last] = [Math.floor(place(from)), Math.ceil(place(to))]
  if (!Number.isFinite(step) || Math.max(Math.abs(first), Math.abs(last)) > EXACT) return [from, to]
  if (edge(first) > from) first--
  // Where a bin is one whole number, the last one has its own.
  if (edge(last) < to || (whole && step === 1)) last++
  return Array.from({ length: last - first + 1 }, (_, at) => edge(first + at))
}

export function summarize(sorted: Float64Array): Summary {
  return summaryOf(momentsOf(sorted), quantilesOf(sorted))
}

/** `to` is exclusive but for the last bin. Where all are equal: one bin without width. */
export function binsOf(sorted: Float64Array): Bin[] {
  const [min, max] = [sorted[0], sorted.at(-1)]
  if (min === undefined || max === undefined) return []
  const count = sorted.length
  if (min === max) return [{ from: min, to: max, count }]
  const edges = edgesOf({ count, min, max }, quantilesOf(sorted), sorted.every(Number.isInteger))
  const below = edges.map((edge) => bisectLeft(sorted, edge))
  below[edges.length - 1] = count
  const counts = below.slice(1).map((upTo, at) => [at, upTo - (below[at] ?? 0)] as const)
  return binsBetween(edges, new Map(counts))
}

function quantilesOf(sorted: Float64Array): number[] {
  return sorted.length === 0 ? [] : QUANTILES.map((p) => quantileOf(sorted, p))
}
