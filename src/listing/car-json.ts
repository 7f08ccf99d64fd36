import type { Car } from './car.ts'

const texts = new WeakMap<Car, string>()

/** A car as JSON, written once as long as the same object is passed: cars that are shown do not change. */
export function carJson(car: Car): string {
  const known = texts.get(car)
  if (known !== undefined) return known
  const text = JSON.stringify(car)
  texts.set(car, text)
  return text
}
