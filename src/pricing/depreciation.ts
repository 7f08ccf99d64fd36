import { complete } from './complete.ts'
import { type Model, predict } from './model.ts'

/**
 * What a year of age takes off the asking price, as shares by the age at its beginning: the model's mean over the base
 * models, each weighed by its cars and driven as far as is usual for that age. Ages that are not on the market are left
 * out. It compares cars of two ages today: no forecast, and nothing of what a new car loses on its first day.
 */
export function yearlyLosses(model: Model): Map<number, number> {
  const { asOfYear, ranges, scales, bases, brands, usual } = model.market
  const [first, last] = ranges.year
  const kmYear = Math.max(0, Math.exp(scales.logKm.mean) - 1000) / Math.max(1, scales.age.mean)
  const models = Object.entries(bases).map(([name, { cars, ...base }]) => {
    const brand = brands.findLast((each) => name.startsWith(`${each} `)) ?? ''
    return {
      cars,
      car: { ...usual, ...base, brand, base_model: name.slice(brand.length + 1), trim: '' },
    }
  })
  const level = (age: number) => {
    const at = { year: asOfYear - age, km: Math.round(kmYear * age) }
    const logs = models.map(({ cars, car }) => {
      return cars * predict(model, complete(model.market, { ...car, ...at }).car)
    })
    return logs.reduce((sum, log) => sum + log, 0) / model.market.cars
  }
  const losses = new Map<number, number>()
  for (let age = Math.max(0, asOfYear - last); age < asOfYear - first; age++) {
    losses.set(age, 1 - Math.exp(level(age + 1) - level(age)))
  }
  return losses
}
