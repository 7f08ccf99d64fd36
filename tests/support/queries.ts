import type { Car, StoredCar } from '../../src/listing/car.ts'
import { dealPosition, words } from '../../src/listing/car.ts'
import {
  type CarFilter,
  CODE_FILTERS,
  type Position,
  RANGE_FIELDS,
  SORTS,
  type Sort,
  sortValue,
  TEXT_FILTERS,
} from '../../src/listing/query.ts'
import type { Random } from '../../src/pricing/random.ts'
import {
  GROUP_FIELDS,
  type GroupField,
  MEASURED_FIELDS,
  type Measure,
  type MeasuredField,
} from '../../src/snapshots/read.ts'

/** Everything that can be asked of a market, at once. */
export type MarketQuery = {
  filter: CarFilter
  sort: Sort
  limit: number
  at?: Position
  /** moments of this, and its quantiles by one field or of all */
  of: MeasuredField
  by: GroupedBy | null
  /** quantiles and histogram of this, the quantiles by several fields */
  measure: Measure
  cross: GroupField[]
  quantiles: number[]
  edges: number[]
  ids: string[]
}
type GroupedBy = Exclude<GroupField, 'price_category' | 'deal_reason'>

const SINGLE = GROUP_FIELDS.filter(
  (field): field is GroupedBy => field !== 'price_category' && field !== 'deal_reason',
)
const MEASURES: readonly Measure[] = [...MEASURED_FIELDS, 'deal_position']
const QUANTILES = [[0.5], [0.25, 0.5, 0.75, 0.99], [0, 0.05, 1], []]

export function measureOf(car: Car, measure: Measure): number | null {
  return measure === 'deal_position' ? dealPosition(car) : car[measure]
}

/** A query whose values mostly occur in the market, so that it seldom finds nothing. */
export function randomQuery(random: Random, cars: readonly Car[]): MarketQuery {
  const filter = randomFilter(random, cars)
  const sort = random.pick(SORTS)
  const measure = random.pick(MEASURES)
  const at = random.next() < 0.6 ? randomPosition(random, cars, sort) : undefined
  const known = Array.from({ length: Math.min(4, cars.length) }, () => random.pick(cars).id)
  return {
    filter,
    sort,
    limit: random.pick([1, 5, 24, 100]),
    ...(at && { at }),
    of: random.pick(MEASURED_FIELDS),
    by: random.next() < 0.2 ? null : random.pick(SINGLE),
    measure,
    cross: randomSubset(random, GROUP_FIELDS, 1 + random.below(3)),
    quantiles: random.pick(QUANTILES),
    edges: randomEdges(random, cars, measure),
    ids: [...known, "nobody' --"],
  }
}

export function randomFilter(random: Random, cars: readonly Car[]): CarFilter {
  const filter: CarFilter = {}
  if (cars.length === 0) return { brand: ['Nobody'] }
  const chosen = () => random.pick(cars)
  // Most of the values are those of one car, so that they go together.
  const anchor = chosen()
  const source = () => (random.next() < 0.7 ? anchor : chosen())
  const wanted = () => random.next() < 0.16
  for (const name of TEXT_FILTERS) {
    if (!wanted()) continue
    const values = Array.from({ length: 1 + random.below(3) }, () => source()[name] ?? 'Nobody')
    filter[name] = values.map((value) => inSomeCase(random, value))
  }
  for (const name of CODE_FILTERS) {
    if (!wanted()) continue
    const values = Array.from({ length: 1 + random.below(2) }, () => source()[name])
    Object.assign(filter, { [name]: values.filter((value) => value !== null) })
  }
  const said = cars.flatMap((car) => car.attributes.map(({ key, value }) => `${key}:${value}`))
  if (wanted() && said.length > 0) filter.attribute = [random.pick(said), random.pick(said)]
  const flags = cars.flatMap((car) => car.flags)
  if (wanted() && flags.length > 0) filter.flag = [random.pick(flags), 'no-such-rule']
  for (const name of RANGE_FIELDS) {
    const [one, other] = [source()[name] ?? 0, chosen()[name] ?? 0]
    if (wanted()) filter[`${name}_min`] = Math.min(one, other)
    if (wanted()) filter[`${name}_max`] = Math.max(one, other)
  }
  if (wanted()) filter.q = someWords(random, anchor)
  return filter
}

function someWords(random: Random, { title }: Car): string {
  const all = words(title)
  const beginnings = Array.from({ length: 1 + random.below(2) }, () => {
    const word = all.length === 0 ? '-' : random.pick(all)
    return [...word].slice(0, 1 + random.below(4)).join('')
  })
  return inSomeCase(random, beginnings.join(' '))
}

const inSomeCase = (random: Random, text: string) =>
  random.pick([text, text.toUpperCase(), text.toLowerCase()])

/** The place of a car, or one where no car stands. */
function randomPosition(random: Random, cars: readonly Car[], sort: Sort): Position | undefined {
  if (cars.length === 0) return { towards: 'next', value: 5, id: 'x' }
  const [car, other] = [random.pick(cars), random.pick(cars)]
  const towards = random.pick(['next', 'prev'] as const)
  const value = sortValue(random.next() < 0.9 ? car : other, sort)
  const beside = random.next() < 0.1
  return { towards, value: beside && value !== null ? value + 0.5 : value, id: car.id }
}

function randomSubset<T>(random: Random, all: readonly T[], count: number): T[] {
  const left = [...all]
  return Array.from({ length: count }, () => left.splice(random.below(left.length), 1)).flat()
}

function randomEdges(random: Random, cars: readonly Car[], measure: Measure): number[] {
  const values = cars.map((car) => measureOf(car, measure)).filter((value) => value !== null)
  if (values.length === 0) return [0, 1]
  const edges = Array.from({ length: 2 + random.below(8) }, () => random.pick(values))
  const rising = [...new Set(edges)].sort((a, b) => a - b)
  const [only = 0] = rising
  return rising.length > 1 ? rising : [only, only + 1]
}

/**
 * Estimates made from nothing but the id and the price, so that answers about deals stay the same whatever the
 * estimating model learns.
 */
export function rated(car: StoredCar): StoredCar {
  const chance = Bun.hash.xxHash32(car.id)
  if (chance % 10 === 0) {
    return { ...car, estimate: null, deal: null, deal_reason: 'too few comparables' }
  }
  const price = Math.round((car.price * (80 + (chance % 41))) / 100)
  const estimate = { price, low: Math.round(price * 0.875), high: Math.round(price * 1.125) }
  const at = dealPosition({ ...car, estimate, deal: 'fair' }) ?? 0
  const deal =
    at < 0 ? 'great' : at < 0.25 ? 'good' : at < 0.75 ? 'fair' : at < 1 ? 'high' : 'overpriced'
  return { ...car, estimate, deal, deal_reason: null }
}
