import { type Car, fold } from '../listing/car.ts'
import { baseOf, type EstimateCar, ownersLevel, type TrainingCar, trimOf } from './estimate-car.ts'
import { type Scale, scaleOf } from './scale.ts'

type Range = readonly [lowest: number, highest: number]
type Kept = Pick<Car, 'transmission' | 'fuel' | 'engine_cc' | 'owners' | 'spare_key' | 'state'>

/** What is usual among the cars that a model learnt from; prices have no part in it but for their median. */
export type Market = {
  cars: number
  /** year that ages are counted to */
  asOfYear: number
  /** ₹ */
  medianPrice: number
  scales: { age: Scale; logKm: Scale; km: Scale; logCc: Scale }
  ranges: { year: Range; km: Range; engine_cc: Range | null }
  /** median km by age in years */
  kmByAge: Record<string, number>
  usual: Kept
  /** by brand and base model */
  /** `fuels`: those it is listed with; a model that was learnt before they were kept has none */
  bases: Record<
    string,
    Pick<Kept, 'transmission' | 'fuel' | 'engine_cc'> & { cars: number; fuels?: string[] }
  >
  /** engine size in cc by brand, base model and fuel */
  engines: Record<string, number>
  brands: string[]
  /** how many cars have each trim, of the most frequent */
  trims: Record<string, number>
  /** values that occur, null among them */
  levels: {
    transmission: string[]
    fuel: string[]
    owners: string[]
    state: string[]
    key: string[]
  }
}

/** A bound on the size of the model; the real file has 811. */
const TRIMS_AT_MOST = 5_000

export function describeMarket(cars: readonly TrainingCar[], asOfYear: number): Market {
  const bases = Map.groupBy(cars, baseOf)
  const sizes = cars.flatMap(({ engine_cc }) => engine_cc ?? [])
  const years = cars.map(({ year }) => year)
  const distances = cars.map(({ km }) => km)
  const distinct = (values: readonly string[]) => [...new Set(values)].sort()
  return {
    cars: cars.length,
    asOfYear,
    medianPrice: median(cars.map(({ price }) => price)) ?? 0,
    scales: {
      age: scaleOf(years.map((year) => asOfYear - year)),
      logKm: scaleOf(distances.map((km) => Math.log(km + 1000))),
      km: scaleOf(distances),
      logCc: scaleOf(sizes.map(Math.log)),
    },
    ranges: {
      year: rangeOf(years) ?? [asOfYear, asOfYear],
      km: rangeOf(distances) ?? [0, 0],
      engine_cc: rangeOf(sizes),
    },
    kmByAge: mediansOf(
      cars,
      (car) => String(asOfYear - car.year),
      ({ km }) => km,
    ),
    usual: { ...usualOf(cars), ...usualPapers(cars) },
    bases: Object.fromEntries(
      [...bases].map(([name, same]) => {
        const fuels = distinct(same.map(({ fuel }) => fuel))
        return [name, { cars: same.length, fuels, ...usualOf(same) }]
      }),
    ),
    engines: mediansOf(cars, engineKey, ({ engine_cc }) => engine_cc),
    brands: distinct(cars.map(({ brand }) => fold(brand))),
    trims: Object.fromEntries(mostFrequent(countsOf(cars.map(trimOf)), TRIMS_AT_MOST)),
    levels: {
      transmission: distinct(cars.map((car) => String(car.transmission))),
      fuel: distinct(cars.map(({ fuel }) => fuel)),
      owners: distinct(cars.map(({ owners }) => ownersLevel(owners))),
      state: distinct(cars.map(({ state }) => String(state))),
      key: distinct(cars.map(({ spare_key }) => String(spare_key))),
    },
  }
}

const engineKey = (car: EstimateCar) => `${baseOf(car)} ${car.fuel}`

/** Engine size in cc that such a car has, as far as the market knows; null for an electric car. */
export function usualEngine(market: Market, car: EstimateCar): number | null {
  if (car.fuel === 'electric') return null
  return (
    market.engines[engineKey(car)] ?? market.bases[baseOf(car)]?.engine_cc ?? market.usual.engine_cc
  )
}

/** Median km of cars of that age, in years. */
export const usualKm = (market: Market, age: number) =>
  market.kmByAge[String(age)] ?? Math.round(Math.exp(market.scales.logKm.mean) - 1000)

const usualOf = (cars: readonly EstimateCar[]) => ({
  transmission: mostCommon(cars.map((car) => car.transmission)) ?? null,
  fuel: mostCommon(cars.map((car) => car.fuel)) ?? 'petrol',
  engine_cc: median(cars.flatMap(({ engine_cc }) => engine_cc ?? [])),
})

const usualPapers = (cars: readonly EstimateCar[]) => ({
  owners: mostCommon(cars.map((car) => car.owners)) ?? null,
  spare_key: mostCommon(cars.map((car) => car.spare_key)) ?? null,
  state: mostCommon(cars.map((car) => car.state)) ?? null,
})

function mediansOf<T>(
  items: readonly T[],
  key: (item: T) => string,
  of: (item: T) => number | null,
): Record<string, number> {
  const groups = [...Map.groupBy(items, key)]
  return Object.fromEntries(
    groups.flatMap(([name, group]) => {
      const middle = median(group.flatMap((item) => of(item) ?? []))
      return middle === null ? [] : [[name, middle]]
    }),
  )
}

/** A value that occurs (the lower of two in the middle), so that an engine size is one that exists. */
export function median(values: readonly number[]): number | null {
  return values.toSorted((a, b) => a - b)[(values.length - 1) >> 1] ?? null
}

function rangeOf(values: readonly number[]): Range | null {
  if (values.length === 0) return null
  return values.reduce<Range>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  )
}

type Count = [value: string, count: number]

function countsOf(values: Iterable<string>): Count[] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
}

/** By count; among equals those that came first. */
export function mostFrequent(counts: readonly Count[], atMost: number): readonly Count[] {
  if (counts.length <= atMost) return counts
  return counts.toSorted(([, a], [, b]) => b - a).slice(0, atMost)
}

function mostCommon<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  let best: T | undefined
  for (const [value, count] of counts) {
    if (best === undefined || count > (counts.get(best) ?? 0)) best = value
  }
  return best
}
