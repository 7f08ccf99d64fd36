import type { Car } from '../../listing/car.ts'
import { CATALOGUE, type SampleFuel, type SampleGearbox, type Trim } from './catalogue.ts'

/** The year that ages and loan terms of the sample are counted to. */
export const LATEST_YEAR = 2024

/**
 * How the sample's prices come about, so that an estimate can be checked against the truth:
 * new price × fresh·e^(−yearly·age) × e^(−perThousandKm·(km/1000 − kmPerYear/1000·max(age, ½)))
 * × owner × gearbox × fuel × state × e^(sigma·z), z standard normal; the median has z = 0.
 */
export const PRICE_FORMULA = {
  fresh: 0.9,
  yearly: 0.065,
  perThousandKm: 0.002,
  kmPerYear: 11_000,
  owners: [1, 0.955, 0.9],
  gearbox: { manual: 1, automatic: 1.03 },
  fuel: { petrol: 1, diesel: 0.96, cng: 1.02, electric: 0.9 },
  state: {
    KA: 1.03,
    TG: 1.02,
    TN: 1.02,
    AP: 1.01,
    MH: 1,
    GJ: 0.99,
    RJ: 0.98,
    UP: 0.97,
    HR: 0.96,
    DL: 0.95,
  } as Record<string, number>,
  sigma: 0.07,
} as const

/**
 * Median asking price, ₹, unrounded. `age` in years, `km` driven, `owners` so far, `state` in two letters
 * (an unknown one has no effect).
 */
export function medianPrice(
  newPrice: number,
  age: number,
  km: number,
  owners: number,
  gearbox: SampleGearbox,
  fuel: SampleFuel,
  state: string,
): number {
  const f = PRICE_FORMULA
  const extraKm = (km - f.kmPerYear * Math.max(age, 0.5)) / 1000
  return (
    newPrice *
    f.fresh *
    exp(-f.yearly * age - f.perThousandKm * extraKm) *
    (f.owners[owners - 1] ?? 0.9) *
    f.gearbox[gearbox] *
    f.fuel[fuel] *
    (f.state[state] ?? 1)
  )
}

/** The noise of an asking price: a factor with median 1, from a standard normal `z`. */
export const noise = (z: number) => exp(PRICE_FORMULA.sigma * z)

type Priced = Pick<Car, 'brand' | 'base_model' | 'trim' | 'year' | 'km' | 'owners' | 'state'>

/** The price in ₹ around which the sample draws such a car, or null where the catalogue has none like it. */
export function trueMedianPrice(car: Priced): number | null {
  const trim = byName.get(key(car.brand, `${car.base_model} ${car.trim}`))
  if (!trim) return null
  const age = LATEST_YEAR - car.year
  return medianPrice(
    trim.newPrice,
    age,
    car.km,
    car.owners ?? 1,
    trim.gearbox,
    trim.fuel,
    car.state ?? '',
  )
}

/** Swift Dzire is Dzire, Vitara Brezza is Brezza, New i20 is i20. */
const SAME_CAR = /^(\S+) (?:new|swift(?= dzire)|vitara) /

const key = (brand: string, model: string) =>
  `${brand} ${model}`
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, ' ')
    .replace(SAME_CAR, '$1 ')
    .trim()
const byName = new Map<string, Trim>(CATALOGUE.map((trim) => [key(trim.brand, trim.model), trim]))

/** e^x for |x| < 16 from sums and products only: Math.exp may differ in its last bit between machines. */
export function exp(x: number): number {
  const y = x / 64
  let sum = 1
  for (let n = 8; n > 0; n--) sum = 1 + (sum * y) / n
  for (let i = 0; i < 6; i++) sum *= sum
  return sum
}
