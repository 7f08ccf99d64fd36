import { type Car, fold, words } from '../../src/listing/car.ts'
import {
  type CarFilter,
  CODE_FILTERS,
  type Facet,
  type Position,
  RANGE_FIELDS,
  type RangeField,
  type Sort,
  sortKey,
  sortValue,
  TEXT_FILTERS,
  VALUE_FACETS,
  type ValueFacet,
} from '../../src/listing/query.ts'
import { scaleOf } from '../../src/snapshots/bins.ts'
import {
  type Bin,
  type CarGroup,
  type Measure,
  NO_MOMENTS,
  type RangeFacet,
  type ValueCount,
} from '../../src/snapshots/read.ts'
import type { Answers } from './answers.ts'
import { type MarketQuery, measureOf } from './queries.ts'

/*
 * What every question about a market is answered with, written so that it is seen to be right: arrays, filtered and
 * sorted anew for each. Nothing here is quick and nothing is shared with the ways that it checks.
 */

type Key = string | number | null

export function plainAnswers(cars: readonly Car[], query: MarketQuery): Answers {
  const { filter, sort, limit, at, of, by, measure, cross, quantiles, edges, ids } = query
  const found = matching(cars, filter)
  return {
    total: found.length,
    page: pageOf(sorted(found, sort), sort, limit, at),
    facets: {
      total: found.length,
      values: Object.fromEntries(
        VALUE_FACETS.map((facet) => [
          facet,
          valueCounts(matching(cars, without(filter, facet)), facet),
        ]),
      ),
      attributes: attributeFacets(cars, matching(cars, { ...filter, attribute: undefined })),
      ranges: Object.fromEntries(
        RANGE_FIELDS.map((field) => [
          field,
          range(cars, matching(cars, without(filter, field)), field),
        ]),
      ),
    },
    groups: groups(found, of, by ? [by] : [], quantiles),
    cross: groups(found, measure, cross, quantiles),
    moments: moments(numbers(found, of)),
    bins: bins(numbers(found, measure), edges),
    found: found
      .map(({ id }) => id)
      .filter((id) => ids.includes(id))
      .sort(),
  }
}

export function matching(cars: readonly Car[], filter: CarFilter): Car[] {
  return cars.filter((car) => {
    const title = [car.title, ...textsOf(car)].flatMap(words)
    const asked = words(filter.q ?? '')
    if (!asked.every((word) => title.some((each) => each.startsWith(word)))) return false
    for (const name of TEXT_FILTERS) {
      const value = car[name]
      const wanted = filter[name]?.map(fold)
      if (wanted && (value === null || !wanted.includes(fold(value)))) return false
    }
    for (const name of CODE_FILTERS) {
      const wanted: readonly Key[] | undefined = filter[name]
      if (wanted && !wanted.includes(car[name])) return false
    }
    if (filter.flag && !filter.flag.some((flag) => car.flags.includes(flag))) return false
    if (!hasAttributes(car, filter.attribute ?? [])) return false
    return RANGE_FIELDS.every((name) => {
      const [least, most] = [filter[`${name}_min`], filter[`${name}_max`]]
      const value = car[name]
      if (least === undefined && most === undefined) return true
      return value !== null && value >= (least ?? value) && value <= (most ?? value)
    })
  })
}

const textsOf = ({ attributes }: Car) =>
  attributes.flatMap(({ key, value }) =>
    key !== 'link' && typeof value === 'string' ? [value] : [],
  )

/** Of those that a car of a test has, these are chosen by; descriptions and links are not. */
const CHOSEN_BY = ['body', 'colour', 'doors']
const choicesOf = (car: Car) =>
  car.attributes.flatMap(({ key, value }) =>
    CHOSEN_BY.includes(key) ? [`${key}:${String(value).toLowerCase().replaceAll(';', ',')}`] : [],
  )
const keyOf = (choice: string) => choice.split(':')[0]

function hasAttributes(car: Car, wanted: readonly string[]): boolean {
  const keys = new Set(wanted.map(keyOf))
  return [...keys].every((key) =>
    wanted.some(
      (each) =>
        keyOf(each) === key && choicesOf(car).map(fold).includes(fold(each).replaceAll(';', ',')),
    ),
  )
}

/** Of what half of the cars say in two values or more. */
function attributeFacets(cars: readonly Car[], found: readonly Car[]) {
  const countOf = (choice: string, among: readonly Car[]) =>
    among.filter((car) => choicesOf(car).includes(choice)).length
  return CHOSEN_BY.flatMap((key) => {
    const all = [...new Set(cars.flatMap(choicesOf))].filter((choice) => keyOf(choice) === key)
    const covered = all.reduce((sum, choice) => sum + countOf(choice, cars), 0)
    if (all.length < 2 || covered < cars.length / 2) return []
    const values = all
      .sort((a, b) => countOf(b, cars) - countOf(a, cars) || (a < b ? -1 : 1))
      .map((choice) => ({ value: choice.slice(key.length + 1), count: countOf(choice, found) }))
    return [{ key, values }]
  })
}

function without(filter: CarFilter, facet: Facet): CarFilter {
  const own = [facet, `${facet}_min`, `${facet}_max`]
  return Object.fromEntries(Object.entries(filter).filter(([key]) => !own.includes(key)))
}

/** By value, cars without one last in both directions, then by id. */
export function sorted(cars: readonly Car[], sort: Sort): Car[] {
  return [...cars].sort((a, b) =>
    comparePlaces([sortValue(a, sort), a.id], [sortValue(b, sort), b.id], sort),
  )
}

type Place = [value: number | null, id: string]

function comparePlaces([a, idA]: Place, [b, idB]: Place, sort: Sort): number {
  if (a === b) return compareBytes(idA, idB)
  if (a === null || b === null) return a === null ? 1 : -1
  return sortKey(sort).descending ? b - a : a - b
}

const compareBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))

function pageOf(list: readonly Car[], sort: Sort, limit: number, at?: Position): Answers['page'] {
  if (!at) {
    const ids = list.slice(0, limit).map(({ id }) => id)
    return { ids, before: false, after: list.length > limit }
  }
  const order = (car: Car) => comparePlaces([sortValue(car, sort), car.id], [at.value, at.id], sort)
  const ahead = list.filter((car) => order(car) > 0)
  const behind = list.filter((car) => order(car) < 0)
  const shown = at.towards === 'next' ? ahead.slice(0, limit) : behind.slice(-limit)
  const [first, last] = [list.indexOf(shown[0] as Car), list.indexOf(shown.at(-1) as Car)]
  if (shown.length === 0) {
    const others = list.length > 0
    return at.towards === 'next'
      ? { ids: [], before: others, after: false }
      : { ids: [], before: false, after: others }
  }
  return { ids: shown.map(({ id }) => id), before: first > 0, after: last < list.length - 1 }
}

function valueCounts(cars: readonly Car[], facet: ValueFacet): ValueCount[] {
  const counts = new Map<string | number, number>()
  for (const { [facet]: value } of cars) {
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || compareKeys(a.value, b.value))
}

function range(all: readonly Car[], cars: readonly Car[], field: RangeField): RangeFacet {
  const [whole, values] = [numbers(all, field), numbers(cars, field)]
  const [first] = whole
  const extent = { min: values[0] ?? null, max: values.at(-1) ?? null }
  if (first === undefined) return { ...extent, bins: [] }
  const most = field === 'year' ? whole.length - 1 : Math.ceil((whole.length - 1) * 0.99)
  const { from, width, count, max } = scaleOf(first, whole[most] ?? 0, whole.at(-1) ?? 0)
  const edges = Array.from({ length: count }, (_, bin) => from + bin * width)
  const end = Math.max(max, from + count * width - 1)
  return { ...extent, bins: bins(values, [...edges, end]) }
}

/** Rising; cars without are left out. */
function numbers(cars: readonly Car[], measure: Measure): number[] {
  return cars
    .map((car) => measureOf(car, measure))
    .filter((value) => value !== null)
    .sort((a, b) => a - b)
}

function bins(values: readonly number[], edges: readonly number[]): Bin[] {
  return edges.slice(1).map((to, at) => {
    const from = edges[at] ?? to
    const last = at === edges.length - 2
    const inside = (value: number) => value >= from && (last ? value <= to : value < to)
    return { from, to, count: values.filter(inside).length }
  })
}

function groups(
  cars: readonly Car[],
  of: Measure,
  by: readonly (keyof Car)[],
  quantiles: readonly number[],
): CarGroup[] {
  const measured = cars.filter((car) => measureOf(car, of) !== null)
  const keysOf = (car: Car) => by.map((field) => car[field] as Key)
  const alike = Map.groupBy(measured, (car) => JSON.stringify(keysOf(car)))
  return [...alike.values()]
    .map((members) => ({ keys: keysOf(members[0] as Car), values: numbers(members, of) }))
    .sort((a, b) => compareLists(a.keys, b.keys))
    .map(({ keys, values }) => ({
      keys,
      count: values.length,
      quantiles: quantiles.map((p) => quantile(values, p)),
    }))
}

/** Of type 7: between the two values that stand around (n − 1) × p. */
function quantile(values: readonly number[], p: number): number {
  const at = (values.length - 1) * p
  const [low, high] = [values[Math.floor(at)] ?? 0, values[Math.ceil(at)] ?? 0]
  return low + (high - low) * (at - Math.floor(at))
}

function compareLists(a: readonly Key[], b: readonly Key[]): number {
  return a.map((key, at) => compareKeys(key, b[at] ?? null)).find((order) => order !== 0) ?? 0
}

function compareKeys(a: Key, b: Key): number {
  if (a === b) return 0
  if (a === null || b === null) return a === null ? -1 : 1
  return typeof a === 'number' ? a - Number(b) : compareBytes(a, String(b))
}

function moments(values: readonly number[]): Answers['moments'] {
  const [count, min, max] = [values.length, values[0], values.at(-1)]
  if (min === undefined || max === undefined) return NO_MOMENTS
  const mean = values.reduce((sum, value) => sum + value, 0) / count
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { count, mean, squares, min, max }
}
