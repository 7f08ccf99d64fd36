import { learnBeyond } from './beyond/learn.ts'
import { calibrate } from './calibrate.ts'
import { type Completed, complete } from './complete.ts'
import { supportOf } from './conformal.ts'
import { crossPredict, type Data, FEW, fitAll } from './cross-fit.ts'
import { columnsOf, designOf } from './design.ts'
import { baseOf, type TrainingCar } from './estimate-car.ts'
import { featuresOf, isFrequent } from './features.ts'
import { nearDuplicates, shuffled } from './folds.ts'
import { MODEL_VERSION, type Model, priced, trimEffect } from './model.ts'
import { ridgeDesign } from './ridge.ts'
import { describeMarket, type Market } from './usual.ts'

/**
 * Rows that a model learns from at most; more are sampled. With 50,000 of a generated market of 100,000 the mean error
 * is 5.9 % instead of 6.0, for twice the time and memory.
 */
export const LEARNT_AT_MOST = 20_000
/** With fewer cars there is no model. */
export const LEARNT_AT_LEAST = 50

const FOLDS = 10
const FOLDS_OF_MANY = 5

export type TrainingOptions = {
  seed: number
  /** year that ages are counted to; by default the latest year of make */
  asOfYear?: number
}

/** ₹ */
export type OutOfFold = { id: string; price: number; low: number; high: number }

export type Trained = {
  model: Model
  /** For each car learnt from, by a fit that has not seen its price: a car is never rated against itself. */
  outOfFold: OutOfFold[]
  /** spent, on the clock */
  seconds: number
}

/**
 * Learns asking prices from a market; null with fewer than 50 cars. Ridge regression on the log price; the interval is
 * calibrated on the residuals of cars that were left out. The same cars, in whatever order, and the same seed give the
 * same model. `outOfFold` is by id.
 */
export function train(offered: readonly TrainingCar[], options: TrainingOptions): Trained | null {
  if (offered.length < LEARNT_AT_LEAST) return null
  const started = performance.now()
  const { seed } = options
  const cars = sampleOf(offered.toSorted(byId), seed)
  const asOfYear = options.asOfYear ?? cars.reduce((latest, car) => Math.max(latest, car.year), 0)
  const market = describeMarket(cars, asOfYear)
  const completed = cars.map((car) => complete(market, car))
  const features = {
    length: cars.length,
    at: (row: number) => featuresOf((completed[row] as Completed).car, market),
  }
  const columns = columnsOf(features, isFrequent)
  const x = designOf(features, columns)
  const data: Data = { x, y: logPrices(cars), design: ridgeDesign(x) }

  const whole = fitAll(data)
  const price = { intercept: whole.intercept, weights: columns.named(whole.weights) }
  const folds = cars.length > FEW ? FOLDS_OF_MANY : FOLDS
  const groups = nearDuplicates(cars)
  const ridge = crossPredict(data, Uint32Array.from(cars.keys()), groups, folds, seed)
  const filled = completed.map(({ car }) => car)
  const learnt = learnBeyond({ cars: filled, y: data.y, level: ridge }, groups, seed)
  const leftOut = learnt?.leftOut ?? ridge
  const effects = cars.map((_, row) => trimEffect(price, features.at(row)))
  const trimEffects = meanEffects(cars, effects)
  const { spread, quantiles } = calibrate({
    market,
    cars: filled,
    data,
    leftOut,
    trimGaps: cars.map((car, row) => (effects[row] ?? 0) - (trimEffects[baseOf(car)] ?? 0)),
    seed,
  })

  const rows = { offered: offered.length, learnt: cars.length }
  const rounding = roundingFor(market)
  const model: Model = {
    version: MODEL_VERSION,
    seed,
    rows,
    market,
    price,
    beyond: learnt?.beyond ?? null,
    trimEffects,
    spread,
    quantiles,
    rounding,
  }
  const outOfFold = cars.map(({ id }, row) => {
    const car = completed[row] as Completed
    return { id, ...priced(model, car, leftOut[row] as number, supportOf(market, car.car, 1)) }
  })
  return { model, outOfFold, seconds: (performance.now() - started) / 1000 }
}

/** Mean effect by base model, and of all cars under ''. */
function meanEffects(cars: readonly TrainingCar[], effects: readonly number[]) {
  const sums = new Map<string, { sum: number; count: number }>()
  cars.forEach((car, row) => {
    for (const name of ['', baseOf(car)]) {
      const { sum, count } = sums.get(name) ?? { sum: 0, count: 0 }
      sums.set(name, { sum: sum + (effects[row] ?? 0), count: count + 1 })
    }
  })
  return Object.fromEntries([...sums].map(([name, { sum, count }]) => [name, sum / count]))
}

/** The cars, or a seeded sample of so many in the same order. */
export function sampleOf(
  cars: readonly TrainingCar[],
  seed: number,
  atMost = LEARNT_AT_MOST,
): readonly TrainingCar[] {
  if (cars.length <= atMost) return cars
  const chosen = shuffled(cars.length, seed).subarray(0, atMost).toSorted()
  return Array.from(chosen, (row) => cars[row] as TrainingCar)
}

const byId = (a: TrainingCar, b: TrainingCar) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

const logPrices = (cars: readonly TrainingCar[]) =>
  Float64Array.from(cars, ({ price }) => Math.log(price))

/** ₹1,000 in a market of lakhs; about a hundredth of the median where prices are small numbers. */
const roundingFor = ({ medianPrice }: Market) =>
  Math.min(1000, Math.max(1, 10 ** Math.floor(Math.log10(medianPrice / 100))))
