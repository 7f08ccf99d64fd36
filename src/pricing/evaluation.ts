import { baseOf, type TrainingCar, trimOf } from './estimate-car.ts'
import { foldsOf, split } from './folds.ts'
import { estimate } from './model.ts'
import { train } from './train.ts'
import { median } from './usual.ts'

const FOLDS = 10

/** An estimate by a model that has not seen the car, ₹. */
export type Held = { price: number; low: number; high: number }

/** R², and errors in % of the asking price. */
export type Accuracy = { r2: number; mape: number; median_ape: number }

/** 10-fold cross-validation in which everything is fitted inside the training folds. */
export function crossValidate(
  cars: readonly TrainingCar[],
  groups: readonly string[],
  seed: number,
): { model: Held[]; baseline: Held[]; folds: Uint8Array } {
  const folds = foldsOf(groups, FOLDS, seed)
  const model: Held[] = []
  const baseline: Held[] = []
  for (let fold = 0; fold < FOLDS; fold++) {
    const { inside, outside } = split(folds, fold)
    const training = Array.from(outside, (row) => cars[row] as TrainingCar)
    const trained = train(training, { seed })
    if (!trained) throw new Error(`${cars.length} cars are too few to be divided`)
    const medianOf = medianPrices(training)
    for (const row of inside) {
      const car = cars[row] as TrainingCar
      model[row] = estimate(trained.model, car)
      const price = medianOf(car)
      baseline[row] = { price, low: price, high: price }
    }
  }
  return { model, baseline, folds }
}

export function accuracy(cars: readonly TrainingCar[], held: readonly Held[]): Accuracy {
  const mean = average(cars.map(({ price }) => price))
  const errors = cars.map(({ price }, row) => price - (held[row] as Held).price)
  const shares = cars.map(({ price }, row) => Math.abs(errors[row] as number) / price)
  const squares = average(errors.map((error) => error ** 2))
  return {
    r2: 1 - squares / average(cars.map(({ price }) => (price - mean) ** 2)),
    mape: 100 * average(shares),
    median_ape: 100 * (median(shares) ?? Number.NaN),
  }
}

/** Share of cars, in %, whose asking price lies in its interval, for each band in order. */
export function coverageBy(
  cars: readonly TrainingCar[],
  held: readonly Held[],
  bandOf: (car: TrainingCar) => string,
): Map<string, { cars: number; coverage: number }> {
  const bands = Map.groupBy(cars.keys(), (row) => bandOf(cars[row] as TrainingCar))
  const sorted = [...bands].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
  return new Map(
    sorted.map(([band, rows]) => {
      const covered = rows.filter((row) => {
        const { price } = cars[row] as TrainingCar
        const { low, high } = held[row] as Held
        return price >= low && price <= high
      })
      return [band, { cars: rows.length, coverage: (100 * covered.length) / rows.length }]
    }),
  )
}

/** Median half-width of the interval, in % of the estimate. */
export const halfWidth = (held: readonly Held[]) =>
  100 * (median(held.map(({ price, low, high }) => (high - low) / 2 / price)) ?? Number.NaN)

/** The median of the same trim and year; where there is none, of the trim, the model and year, the model, all. */
function medianPrices(training: readonly TrainingCar[]): (car: TrainingCar) => number {
  const keys = [
    (car: TrainingCar) => `${trimOf(car)}|${car.year}`,
    trimOf,
    (car: TrainingCar) => `${baseOf(car)}|${car.year}`,
    baseOf,
    () => '',
  ]
  const tables = keys.map((key) => ({ key, groups: Map.groupBy(training, key) }))
  return (car) => {
    const group = tables
      .map(({ key, groups }) => groups.get(key(car)))
      .find((found) => found !== undefined)
    return median((group ?? []).map(({ price }) => price)) ?? 0
  }
}

export const average = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length
