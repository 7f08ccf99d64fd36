import { columnsOf, designOf } from './design.ts'
import { baseOf, type EstimateCar, trimOf } from './estimate-car.ts'
import type { Feature } from './features.ts'
import { type Linear, predictLinear } from './linear.ts'
import { fitQuantile } from './quantile-regression.ts'
import { scaled } from './scale.ts'
import type { Market } from './usual.ts'

export const COVERAGE = 0.9

/** Keeps the logarithm of a residual of nearly nothing from deciding everything. */
const FLOOR = 0.01

const ALPHA = 1

/**
 * The 90 % quantile of log(|residual| + 1 %) by car: wide where the market is uncertain. Dividing the residuals by it
 * before calibration is normalised conformal prediction (Lei et al. 2018, "CarGroup-free predictive inference for
 * regression", section 5.2) with the spread from quantile regression (Romano, Patterson & Candès 2019).
 */
export type SpreadModel = Linear

/** How many other cars of the same base model and of the same trim the market has. */
export type Support = { base: number; trim: number }

/** `self` is 1 for a car that is itself one of the market's, else 0. */
export const supportOf = (market: Market, car: EstimateCar, self: 0 | 1): Support => ({
  base: Math.max(0, (market.bases[baseOf(car)]?.cars ?? 0) - self),
  trim: Math.max(0, (market.trims[trimOf(car)] ?? 0) - self),
})

/** What the spread of a price depends on. */
export function spreadFeatures(
  market: Market,
  car: EstimateCar,
  logPrice: number,
  support: Support,
): Feature[] {
  const { scales } = market
  const age = scaled(market.asOfYear - car.year, scales.age)
  const level = logPrice - Math.log(market.medianPrice)
  return [
    ['age', age],
    ['age²', age * age],
    ['price', level],
    ['cheap', Math.max(0, -0.4 - level)],
    ['dear', Math.max(0, level - 0.6)],
    ['old', Math.max(0, age - 1.2)],
    ['price × age', level * age],
    ['log km', scaled(Math.log(car.km + 1000), scales.logKm)],
    ['same base model', 1 / (1 + support.base)],
    ['same trim', 1 / (1 + support.trim)],
    [`fuel=${car.fuel}`, 1],
    [`state=${car.state}`, 1],
  ]
}

export function fitSpread(features: readonly Feature[][], residuals: Float64Array): SpreadModel {
  const columns = columnsOf(features, () => true)
  const y = residuals.map((residual) => Math.log(Math.abs(residual) + FLOOR))
  const options = { quantile: COVERAGE, alpha: ALPHA }
  const { intercept, weights } = fitQuantile(designOf(features, columns), y, options)
  return { intercept, weights: columns.named(weights) }
}

export const spreadAt = (model: SpreadModel, features: readonly Feature[]) =>
  Math.exp(predictLinear(model, features))

/**
 * The ⌈(n + 1)·coverage⌉-th smallest score: an interval of that many spreads covers a new car with at least this
 * probability, if it is exchangeable with those (Vovk et al. 2005; Lei et al. 2018, theorem 2.2).
 */
export function conformalQuantile(scores: readonly number[], coverage = COVERAGE): number {
  const sorted = scores.toSorted((a, b) => a - b)
  const rank = Math.min(sorted.length, Math.ceil((sorted.length + 1) * coverage))
  return sorted[rank - 1] ?? 0
}
