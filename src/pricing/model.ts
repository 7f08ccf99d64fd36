import { type Completed, complete, type Novelty, type Warning } from './complete.ts'
import {
  COVERAGE,
  type SpreadModel,
  type Support,
  spreadAt,
  spreadFeatures,
  supportOf,
} from './conformal.ts'
import { baseOf, type EstimateCar } from './estimate-car.ts'
import { type Feature, featuresOf, isTrimFeature } from './features.ts'
import { type Linear, predictLinear } from './linear.ts'
import type { Market } from './usual.ts'

export const MODEL_VERSION = 1

/** What was learnt from a market: plain JSON. */
export type Model = {
  version: typeof MODEL_VERSION
  seed: number
  /** cars offered, and cars learnt from */
  rows: { offered: number; learnt: number }
  market: Market
  /** log price, ₹, by the features of the car */
  price: Linear
  /** mean of what the trim adds to the log price, by base model; under '' of all cars */
  trimEffects: Record<string, number>
  spread: SpreadModel
  /** half the interval in spreads, by how much of the name is known */
  quantiles: Record<Novelty, number>
  /** estimates are rounded to this many ₹ */
  rounding: number
}

/** ₹; `coverage` is the share of asking prices that intervals of this kind hold. */
export type Estimate = {
  price: number
  low: number
  high: number
  coverage: typeof COVERAGE
  warnings: Warning[]
}

/** The estimate of a car that the model did not learn from. */
export function estimate(model: Model, given: EstimateCar): Estimate {
  const completed = complete(model.market, given)
  const { car, warnings } = completed
  const logPrice = predict(model, car)
  const own = priced(model, completed, logPrice, supportOf(model.market, car, 0))
  const usual = model.market.bases[baseOf(car)]?.fuel
  if (usual === undefined || warnings.every(({ code }) => code !== 'fuel_unlisted')) {
    return { ...own, coverage: COVERAGE, warnings }
  }
  // Cars of the other fuel may be alike elsewhere: of this model none is known, so it is no surer than the usual one.
  const known = { ...completed, car: { ...car, fuel: usual } }
  const { low, high } = priced(model, known, logPrice, supportOf(model.market, known.car, 0))
  return {
    price: own.price,
    low: Math.min(own.low, low),
    high: Math.max(own.high, high),
    coverage: COVERAGE,
    warnings,
  }
}

/** Price and interval around a log price, ₹. */
export function priced(
  model: Pick<Model, 'market' | 'spread' | 'quantiles' | 'rounding'>,
  { car, novelty, stretch }: Omit<Completed, 'warnings'>,
  logPrice: number,
  support: Support,
): { price: number; low: number; high: number } {
  const spread = spreadAt(model.spread, spreadFeatures(model.market, car, logPrice, support))
  const half = spread * model.quantiles[novelty] * stretch
  const { rounding } = model
  return {
    price: roundTo(rounding, Math.exp(logPrice)),
    low: Math.max(rounding, Math.floor(Math.exp(logPrice - half) / rounding) * rounding),
    high: Math.ceil(Math.exp(logPrice + half) / rounding) * rounding,
  }
}

export const roundTo = (unit: number, value: number) =>
  Math.max(unit, Math.round(value / unit) * unit)

/** Log price of a complete car. A trim of which no word is known counts as the usual trim of its base model. */
export function predict(
  model: Pick<Model, 'market' | 'price' | 'trimEffects'>,
  car: EstimateCar,
): number {
  const features = featuresOf(car, model.market)
  if (features.some(([name]) => isTrimFeature(name) && name in model.price.weights)) {
    return predictLinear(model.price, features)
  }
  return predictLinear(model.price, features) + usualTrimEffect(model, car)
}

/** Log price of a complete car with the usual trim of its base model. */
export function predictUsualTrim(model: Model, car: EstimateCar): number {
  const features = featuresOf(car, model.market).filter(([name]) => !isTrimFeature(name))
  return predictLinear(model.price, features) + usualTrimEffect(model, car)
}

const usualTrimEffect = ({ trimEffects }: Pick<Model, 'trimEffects'>, car: EstimateCar) =>
  trimEffects[baseOf(car)] ?? trimEffects[''] ?? 0

/** What the trim adds to the log price. */
export function trimEffect(price: Linear, features: readonly Feature[]): number {
  const trim = features.filter(([name]) => isTrimFeature(name))
  return predictLinear({ ...price, intercept: 0 }, trim)
}
