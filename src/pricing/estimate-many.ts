import { fold } from '../listing/car.ts'
import { addBeyond } from './beyond/index.ts'
import { supportOf } from './conformal.ts'
import { baseOf, type EstimateCar, ownersLevel, trimOf } from './estimate-car.ts'
import {
  columnsOfTerms,
  isTrimFeature,
  type Level,
  type Levels,
  levelsOf,
  numbersOf,
  slopesOf,
  TERMS,
} from './features.ts'
import { predictLinear } from './linear.ts'
import { estimate, type Model, priced } from './model.ts'
import { usualEngine } from './usual.ts'

type Priced = { price: number; low: number; high: number }
/** What a group of terms adds to a log price: a constant, and by age, age² and log km. */
type Sums = readonly [constant: number, byAge: number, byAge2: number, byLogKm: number]

/** Each term belongs to the first group that has all of its levels; cars that are equal in those share its sums. */
const GROUPS: readonly (readonly Level[])[] = [
  ['brand', 'base', 'trim', 'word', 'engine', 'gearbox'],
  ['state', 'fuel', 'gearbox', 'owners', 'key'],
  ['state', 'brand', 'base'],
]
const TERMS_OF = GROUPS.map((_, group) =>
  TERMS.filter(
    ({ of }) => GROUPS.findIndex((each) => of.every((one) => each.includes(one))) === group,
  ),
)
const SLOPES = [undefined, 'age', 'age²', 'log km'] as const
const ONES = { age: 1, 'age²': 1, 'log km': 1 }
/** More were never seen: names, and states with brands. */
const MOST_KEPT = 100_000

/**
 * `estimate` for a whole market: what cars have in common is added up once. A car of which anything has to be assumed
 * goes the long way. Sums of the same numbers in another order: they differ by less than a millionth of a rupee.
 */
export function estimatorOf(model: Model): (car: EstimateCar) => Priced {
  const { market, price } = model
  const { levels, ranges } = market
  const sumsOf = (group: number, of: Levels): Sums =>
    SLOPES.map((slope) => {
      const terms = (TERMS_OF[group] ?? []).filter(({ times }) => times === slope)
      return predictLinear({ ...price, intercept: 0 }, columnsOfTerms(terms, of, ONES))
    }) as unknown as Sums

  /** null: the name is not known well enough. */
  const nameOf = kept((car: EstimateCar) => {
    if (!levels.transmission.includes(String(car.transmission))) return null
    const known = market.brands.includes(fold(car.brand)) && market.bases[baseOf(car)]
    if (!known || market.trims[trimOf(car)] === undefined) return null
    const engine_cc = car.engine_cc ?? usualEngine(market, car)
    if (engine_cc !== null && ranges.engine_cc && !isWithin(ranges.engine_cc, engine_cc))
      return null
    const of = levelsOf({ ...car, engine_cc })
    const trims = columnsOfTerms(TERMS_OF[0] ?? [], of, ONES).filter(([name]) =>
      isTrimFeature(name),
    )
    const isTrimKnown = trims.some(([name]) => name in price.weights)
    const usual = isTrimKnown ? 0 : (model.trimEffects[baseOf(car)] ?? model.trimEffects[''] ?? 0)
    return { engine_cc, usual, sums: sumsOf(0, of), support: supportOf(market, car, 0) }
  })
  /** null: something of it does not occur. */
  const papersOf = kept((car: EstimateCar) => {
    const occurs =
      levels.owners.includes(ownersLevel(car.owners)) &&
      levels.state.includes(String(car.state)) &&
      levels.key.includes(String(car.spare_key)) &&
      levels.fuel.includes(car.fuel)
    return occurs ? sumsOf(1, levelsOf(car)) : null
  })
  const placeOf = kept((car: EstimateCar) => sumsOf(2, levelsOf(car)))

  const alone = (car: EstimateCar): Priced => {
    const { price, low, high } = estimate(model, car)
    return { price, low, high }
  }

  return (car) => {
    const { brand, base_model, trim, transmission, fuel, state } = car
    const title = `${brand}|${base_model}|`
    const name = nameOf(`${title}${trim}|${transmission}|${fuel}|${car.engine_cc}`, car)
    const papers = papersOf(`${state}|${fuel}|${transmission}|${car.owners}|${car.spare_key}`, car)
    const ordinary = isWithin(ranges.year, car.year) && isWithin(ranges.km, car.km)
    if (name === null || papers === null || !ordinary) return alone(car)
    const whole = name.engine_cc === car.engine_cc ? car : { ...car, engine_cc: name.engine_cc }
    const slopes = slopesOf(car, market)
    const ridge =
      predictLinear(price, numbersOf(whole, market, slopes)) +
      name.usual +
      along(name.sums, slopes) +
      along(papers, slopes) +
      along(placeOf(`${title}${state}`, car), slopes)
    const logPrice = ridge + addBeyond(model.beyond, whole, ridge)
    return priced(model, { car: whole, novelty: 'known', stretch: 1 }, logPrice, name.support)
  }
}

const along = ([constant, byAge, byAge2, byLogKm]: Sums, slopes: typeof ONES): number =>
  constant + byAge * slopes.age + byAge2 * slopes['age²'] + byLogKm * slopes['log km']

const isWithin = ([lowest, highest]: readonly [number, number], value: number) =>
  value >= lowest && value <= highest

/** Answers by their keys, made from any car that has them. */
function kept<T>(make: (car: EstimateCar) => T): (key: string, car: EstimateCar) => T {
  const known = new Map<string, T>()
  return (key, car) => {
    const found = known.get(key)
    if (found !== undefined) return found
    if (known.size === MOST_KEPT) known.clear()
    const made = make(car)
    known.set(key, made)
    return made
  }
}
