import type { Attribute } from '../listing/attribute.ts'
import { attributesAsked } from './beyond/index.ts'
import { complete } from './complete.ts'
import { baseOf, type EstimateCar } from './estimate-car.ts'
import { estimate, type Model, predict, predictUsualTrim, roundTo } from './model.ts'
import { usualEngine, usualKm } from './usual.ts'

/** In the order in which an explanation goes through them; attributes that the model kept come before the last two. */
export const FACTORS = [
  'base model',
  'trim',
  'age',
  'distance',
  'gearbox and fuel',
  'owners',
  'state',
  'engine',
  'spare key',
  'own price left out',
  'rounding',
] as const
export type Factor = (typeof FACTORS)[number]

/** `value` is the car's: a name, years, km, cc, a number of owners, two letters; null: not stated. ₹. */
export type Effect = {
  value: string | number | boolean | null
  effect: number
} & (
  | { factor: Factor; listed?: undefined }
  /** an attribute that the model kept: its key, and how the list says it */
  | { factor: string; listed: Pick<Attribute, 'name' | 'unit'> }
)
export type Explanation = {
  base: { factor: 'median of all cars'; effect: number }
  /** whole ₹; with the base they add up to the estimate */
  items: Effect[]
}

/**
 * Takes an estimate apart, in ₹. It begins with the median price of the market and makes the car more like the given
 * one, a factor at a time in the order of FACTORS; the effect of a factor is by how much the model's estimate changes.
 * What is not yet given is what is usual: for a base model its usual trim, fuel, gearbox and engine, for an age the
 * median distance, else what is commonest. So the effect of 40,000 km is that against other cars of the same age, and
 * what two factors do together counts for the later one. An effect of an extreme value is that of the value estimated.
 *
 * For a listed car give the price of its out-of-fold estimate: the items then add up to that, and 'own price left out'
 * is what it differs by from the model that has learnt from all cars.
 */
export function explain(model: Model, given: EstimateCar, outOfFold?: number): Explanation {
  const { market, rounding } = model
  const { car } = complete(market, given)
  const { usual } = market
  const base = market.bases[baseOf(given)]
  const medianAge = Math.round(market.scales.age.mean)
  const like: EstimateCar = {
    ...usual,
    brand: given.brand,
    base_model: given.base_model,
    trim: given.trim,
    transmission: base?.transmission ?? usual.transmission,
    fuel: base?.fuel ?? usual.fuel,
    year: market.asOfYear - medianAge,
    km: usualKm(market, medianAge),
  }
  like.engine_cc = usualEngine(market, like)

  const items: Effect[] = []
  let reached = roundTo(1, market.medianPrice)
  const start = reached
  const reach = (logPrice: number) => {
    const before = reached
    reached = Math.round(Math.exp(logPrice))
    return reached - before
  }
  const step = (factor: Factor, value: Effect['value'], logPrice: number) =>
    items.push({ factor, value, effect: reach(logPrice) })
  const become = (change: Partial<EstimateCar>) => predict(model, Object.assign(like, change))

  step('base model', `${given.brand} ${given.base_model}`.trim(), predictUsualTrim(model, like))
  step('trim', given.trim || null, predict(model, like))
  const age = market.asOfYear - car.year
  step('age', market.asOfYear - given.year, become({ year: car.year, km: usualKm(market, age) }))
  step('distance', given.km, become({ km: car.km }))
  const { transmission, fuel } = car
  const gearbox = [given.transmission, given.fuel].filter((word) => word !== null).join(' ')
  const engine_cc = usualEngine(market, { ...like, fuel })
  step('gearbox and fuel', gearbox, become({ transmission, fuel, engine_cc }))
  step('owners', given.owners, become({ owners: car.owners }))
  step('state', given.state, become({ state: car.state }))
  step('engine', given.engine_cc, become({ engine_cc: car.engine_cc }))
  step('spare key', given.spare_key, become({ spare_key: car.spare_key }))
  const attributes: Attribute[] = []
  for (const { name: factor, listed = factor, ...column } of attributesAsked(model.beyond)) {
    const said = given.attributes?.find(({ key }) => key === factor)
    if (said) attributes.push(said)
    const { value = null } = said ?? {}
    const unit = said ? (said.unit ?? column.unit ?? null) : null
    items.push({
      factor,
      listed: { name: listed, unit },
      value,
      effect: reach(become({ attributes })),
    })
  }
  const { price } = estimate(model, given)
  if (outOfFold !== undefined) {
    items.push({ factor: 'own price left out', value: null, effect: outOfFold - price })
  }
  items.push({ factor: 'rounding', value: rounding, effect: price - reached })
  return { base: { factor: 'median of all cars', effect: start }, items }
}
