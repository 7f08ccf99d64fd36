import { fold } from '../../listing/car.ts'
import { baseOf, type EstimateCar, trimOf } from '../estimate-car.ts'
import { median } from '../usual.ts'
import { saidOf } from './attributes.ts'

/** What the trees ask of a car: plain JSON. */
export type Column = {
  /** one of CORE, or the key of an attribute */
  name: string
  /** of an attribute: the list's name for it, and its unit */
  listed?: string
  unit?: string | null
  /** of an attribute in numbers: the least that a car says */
  least?: number
  /** a value counts as the number of edges that it reaches */
  edges: number[]
  /** by how much the ridge is off for cars that have a word, on the log scale */
  places?: Record<string, number>
  /** of an attribute: what counts where a car does not say it, by base model and under '' */
  usual?: Record<string, string | number>
  /** of an attribute: by which share of it the error of cars left out rises with the values of other cars */
  worth?: number
}
/** Cars that lack nothing, their log prices, and those prices as the ridge sees them without having seen the car. */
export type Taught = { cars: readonly EstimateCar[]; y: Float64Array; level: Float64Array }

type Numbers = (car: EstimateCar, level: number) => number | null
/** The most telling name first; where that is not known the next one is asked for. */
type Words = (car: EstimateCar) => readonly string[]

const NUMBERS: Record<string, Numbers> = {
  level: (_, level) => level,
  year: ({ year }) => year,
  km: ({ km }) => km,
  engine: ({ engine_cc }) => engine_cc,
  owners: ({ owners }) => owners,
}
const WORDS: Record<string, Words> = {
  fuel: ({ fuel }) => [fuel],
  gearbox: ({ transmission }) => [String(transmission)],
  state: ({ state }) => [String(state)],
  brand: ({ brand }) => [fold(brand)],
  base: (car) => [baseOf(car), fold(car.brand)],
  trim: (car) => [trimOf(car), baseOf(car), fold(car.brand)],
}
/** Columns that ask for a name alone. */
export const NAMES: ReadonlySet<string> = new Set(['brand', 'base', 'trim'])
export const CORE: readonly string[] = [...Object.keys(NUMBERS), ...Object.keys(WORDS)]

const EDGES_AT_MOST = 63
/** Words that fewer cars have say nothing, and the mean of a word is drawn to that of all by this many cars. */
const SAID_BY = 3
const DRAWN_BY = 5

export function columnOf(name: string, taught: Taught, rows: Uint32Array): Column {
  const attribute = CORE.includes(name) ? {} : describe(name, taught, rows)
  const column: Column = { name, edges: [], ...attribute }
  if (!isNumeric(column)) column.places = placesOf(column, taught, rows)
  const value = numberOf(column)
  const values = Array.from(rows, (row) => value(carAt(taught, row), taught.level[row] as number))
  const known = Float64Array.from(values.filter((each) => each !== null)).sort()
  column.edges = edgesOf(known)
  if (column.usual && !column.places && known[0] !== undefined) column.least = known[0]
  return column
}

/** What a column asks of a car, as a number; null: it has none. */
export function numberOf(column: Column): (car: EstimateCar, level: number) => number | null {
  const { name, places } = column
  const number = NUMBERS[name]
  if (number) return number
  const words = wordsOf(column)
  if (!places) return (car) => Number(words(car)[0] ?? Number.NaN)
  const known = new Map<string | number, number>(Object.entries(places))
  return (car) => {
    for (const word of words(car)) {
      const place = known.get(word)
      if (place !== undefined) return place
    }
    return 0
  }
}

/** The number of edges that a value reaches, from 1; 0: there is no value. */
export function codeOf({ edges }: Column, value: number | null): number {
  if (value === null || Number.isNaN(value)) return 0
  let low = 0
  let high = edges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((edges[middle] as number) <= value) low = middle + 1
    else high = middle
  }
  return low + 1
}

const carAt = ({ cars }: Taught, row: number) => cars[row] as EstimateCar
const isNumeric = ({ name, usual }: Column) =>
  Object.hasOwn(NUMBERS, name) || typeof usual?.[''] === 'number'

function wordsOf({ name, usual = {} }: Column): (car: EstimateCar) => readonly (string | number)[] {
  const words = WORDS[name]
  if (words) return words
  const kept = new Map(Object.entries(usual))
  const isNumber = typeof usual[''] === 'number'
  return (car) => {
    const said = saidOf(car, name)
    if (said !== null && (!isNumber || typeof said === 'number')) return [said]
    return [kept.get(baseOf(car)) ?? kept.get('') ?? '']
  }
}

/** What is usual of an attribute: a number where most cars say one, else a word. */
function describe(name: string, { cars }: Taught, rows: Uint32Array) {
  const said: { base: string; value: string | number }[] = []
  for (const row of rows) {
    const car = cars[row] as EstimateCar
    const value = saidOf(car, name)
    if (value !== null) said.push({ base: baseOf(car), value })
  }
  const numbers = said.filter(({ value }) => typeof value === 'number').length
  const fit = said.filter(({ value }) => numbers * 2 <= said.length || typeof value === 'number')
  const groups = [['', fit] as const, ...Map.groupBy(fit, ({ base }) => base)]
  const usual = groups.flatMap(([base, of]) => {
    const middle = middleOf(of.map(({ value }) => value))
    return middle === undefined ? [] : [[base, middle] as const]
  })
  const { name: listed = name, unit = null } = firstSaying(name, cars, rows) ?? {}
  return { listed, unit, usual: Object.fromEntries(usual) }
}

function firstSaying(name: string, cars: Taught['cars'], rows: Uint32Array) {
  for (const row of rows) {
    const said = cars[row]?.attributes?.find(({ key }) => key === name)
    if (said) return said
  }
  return null
}

function middleOf(values: readonly (string | number)[]): string | number | undefined {
  if (typeof values[0] === 'number') return median(values.map(Number)) ?? undefined
  const counts = [...Map.groupBy(values, (value) => value)]
  return counts.toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0]
}

/** What the ridge leaves of the log price of the cars that have a word, in the mean. */
function placesOf(
  column: Column,
  { cars, y, level }: Taught,
  rows: Uint32Array,
): Record<string, number> {
  const sums = new Map<string | number, { sum: number; count: number }>()
  const words = wordsOf(column)
  for (const row of rows) {
    const left = (y[row] as number) - (level[row] as number)
    for (const word of words(cars[row] as EstimateCar)) {
      const { sum, count } = sums.get(word) ?? { sum: 0, count: 0 }
      sums.set(word, { sum: sum + left, count: count + 1 })
    }
  }
  const said = [...sums].filter(([, { count }]) => count >= SAID_BY)
  const short = (place: number) => Math.round(place * 1e4) / 1e4
  return Object.fromEntries(
    said.map(([word, { sum, count }]) => [word, short(sum / (count + DRAWN_BY))]),
  )
}

/** Between as equal numbers of cars as there can be. */
function edgesOf(sorted: Float64Array): number[] {
  const edges = new Set<number>()
  for (let edge = 1; edge <= EDGES_AT_MOST; edge++) {
    const value = sorted[Math.floor((edge * sorted.length) / (EDGES_AT_MOST + 1))]
    if (value !== undefined && value !== sorted[0]) edges.add(value)
  }
  return [...edges]
}
