import { saidOf } from './beyond/attributes.ts'
import { addBeyond, attributesAsked, type Beyond } from './beyond/index.ts'
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

export const MODEL_VERSION = 2
/** Models of these versions can be used; the first had nothing beyond the ridge. */
export const READABLE: readonly number[] = [1, MODEL_VERSION]

/** What was learnt from a market: plain JSON. */
export type Model = {
  version: number
  seed: number
  /** cars offered, and cars learnt from */
  rows: { offered: number; learnt: number }
  market: Market
  /** log price, ₹, by the features of the car */
  price: Linear
  /** what is added to that; null or absent: nothing lowers the error */
  beyond?: Beyond | null
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
  const { car } = completed
  const warnings = [...completed.warnings, ...unsaid(model, given)]
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

/** The attributes that the model asks about and the car does not say count as usual for its base model. */
function unsaid({ beyond }: Model, car: EstimateCar): Warning[] {
  const missing = attributesAsked(beyond).filter(({ name }) => saidOf(car, name) === null)
  if (missing.length === 0) return []
  const names = missing.map(({ name, listed }) => listed ?? name).join(', ')
  return [{ code: 'attributes_assumed', message: `Taken as usual for such a car: ${names}.` }]
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

type Predicting = Pick<Model, 'market' | 'price' | 'beyond' | 'trimEffects'>

/** Log price of a complete car. A trim of which no word is known counts as the usual trim of its base model. */
export function predict(model: Predicting, car: EstimateCar): number {
  const features = featuresOf(car, model.market)
  if (features.some(([name]) => isTrimFeature(name) && name in model.price.weights)) {
    return whole(model, car, predictLinear(model.price, features))
  }
  return whole(model, car, predictLinear(model.price, features) + usualTrimEffect(model, car))
}

/** Log price of a complete car with the usual trim of its base model. */
export function predictUsualTrim(model: Model, car: EstimateCar): number {
  const features = featuresOf(car, model.market).filter(([name]) => !isTrimFeature(name))
  const ridge = predictLinear(model.price, features) + usualTrimEffect(model, car)
  return whole(model, { ...car, trim: '' }, ridge)
}

const whole = ({ beyond }: Predicting, car: EstimateCar, ridge: number) =>
  ridge + addBeyond(beyond, car, ridge)

const usualTrimEffect = ({ trimEffects }: Pick<Model, 'trimEffects'>, car: EstimateCar) =>
  trimEffects[baseOf(car)] ?? trimEffects[''] ?? 0

/** What the trim adds to the log price. */
export function trimEffect(price: Linear, features: readonly Feature[]): number {
  const trim = features.filter(([name]) => isTrimFeature(name))
  return predictLinear({ ...price, intercept: 0 }, trim)
}
