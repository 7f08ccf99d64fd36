import { fold } from '../listing/car.ts'
import type { Novelty } from './complete.ts'
import {
  conformalQuantile,
  fitSpread,
  type SpreadModel,
  type Support,
  spreadAt,
  spreadFeatures,
  supportOf,
} from './conformal.ts'
import { crossPredict, type Data, FEW } from './cross-fit.ts'
import { baseOf, type EstimateCar } from './estimate-car.ts'
import { shuffled } from './folds.ts'
import type { Market } from './usual.ts'

const FOLDS = 5
/** Rows of many that names which the market lacks are calibrated on. */
const ENOUGH = 5_000

type Calibration = { spread: SpreadModel; quantiles: Record<Novelty, number> }
type Residuals = {
  market: Market
  cars: readonly EstimateCar[]
  data: Data
  /** log prices by fits that had not seen the row */
  leftOut: Float64Array
  /** by how much the trim's effect on the log price differs from the usual trim's */
  trimGaps: readonly number[]
  seed: number
}

/**
 * Where the market is uncertain, and how many of its spreads an interval needs on either side. The known cars are
 * calibrated on rows that were left out one by one; names that the market lacks on rows whose whole base model, or
 * whole brand, was left out.
 */
export function calibrate(given: Residuals): Calibration {
  const { market, cars, data, leftOut, trimGaps, seed } = given
  const residuals = data.y.map((y, row) => y - (leftOut[row] as number))
  const supports = cars.map((car) => supportOf(market, car, 1))
  const featuresAt = (row: number, logPrice: number, support: Support) =>
    spreadFeatures(market, cars[row] as EstimateCar, logPrice, support)
  const features = cars.map((_, row) =>
    featuresAt(row, leftOut[row] as number, supports[row] as Support),
  )
  const spread = fitSpread(features, residuals)
  const score = (row: number, residual: number, logPrice: number, support: Support) =>
    Math.abs(residual) / spreadAt(spread, featuresAt(row, logPrice, support))

  const known = conformalQuantile(
    cars.map(
      (_, row) => Math.abs(residuals[row] as number) / spreadAt(spread, features[row] ?? []),
    ),
  )
  const withoutTrim = conformalQuantile(
    cars.map((_, row) => {
      const gap = trimGaps[row] as number
      const support = { base: supports[row]?.base ?? 0, trim: 0 }
      return score(row, (residuals[row] as number) + gap, (leftOut[row] as number) - gap, support)
    }),
  )
  const few = shuffled(cars.length, seed)
    .subarray(0, cars.length > FEW ? ENOUGH : FEW)
    .toSorted()
  const withoutGroup = (groupOf: (car: EstimateCar) => string) => {
    const groups = Array.from(few, (row) => groupOf(cars[row] as EstimateCar))
    if (new Set(groups).size < FOLDS) return known
    const predicted = crossPredict(data, few, groups, FOLDS, seed)
    return conformalQuantile(
      Array.from(few, (row, i) => {
        const logPrice = predicted[i] as number
        return score(row, (data.y[row] as number) - logPrice, logPrice, { base: 0, trim: 0 })
      }),
    )
  }
  const base = withoutGroup(baseOf)
  return {
    spread,
    quantiles: {
      known,
      // The spread knows already that there is no other car of that trim.
      trim_unknown: known,
      trim_missing: Math.max(known, withoutTrim),
      base_unknown: base,
      brand_unknown: Math.max(
        base,
        withoutGroup((car) => fold(car.brand)),
      ),
    },
  }
}
