import { FIELDS, type Field } from '../../listing/row.ts'
import { type Hints, type Kind, meaningsOf } from './names.ts'
import type { Numbers, Values } from './values.ts'

/** A column of a file: its name, what that says, and its cells in the sample. */
export type Column = {
  name: string
  at: number
  hints: Hints
  values: Values
  /** its cells as they stand, one a row */
  raw: readonly string[]
}

/** Why a column is taken for a field: its name says so, or its cells alone, or nothing but the want of a better one. */
export type Ground = 'name' | 'values' | 'guess'
export type Placed = { at: number; ground: Ground; fit: number }
export type Assignment = {
  placed: Map<Field, Placed>
  /** another column that is named as well, and holds something else */
  rivals: Map<Field, number>
}

type Candidate = { field: Field; at: number; score: number; ground: Ground; fit: number }
/** What a field is called by in the table of names; `name` and `trim` may stand for a model. */
const KINDS_OF: Partial<Record<Field, readonly Kind[]>> = {
  model: ['model', 'name', 'title', 'trim'],
}
/** How much less another kind says. */
const STEP = 0.2
/** Two columns that are named alike, when their scores differ by less. */
const ALIKE = 0.06

/** Gives each field the column that its name and its cells speak for most. */
export function assign(columns: readonly Column[], headed = true): Assignment {
  const candidates = columns
    .flatMap((column) => FIELDS.flatMap((field) => rate(field, column, headed) ?? []))
    .sort((a, b) => b.score - a.score || a.at - b.at)
  const placed = new Map<Field, Placed>()
  const rivals = new Map<Field, number>()
  const scores = new Map<Field, number>()
  const taken = new Set<number>()
  for (const { field, at, score, ground, fit } of candidates) {
    const best = scores.get(field)
    if (best === undefined && !taken.has(at)) {
      placed.set(field, { at, ground, fit })
      scores.set(field, score)
      taken.add(at)
    } else if (best !== undefined && !taken.has(at) && best - score < ALIKE && fit > 0.5) {
      if (!rivals.has(field) && differ(columns[at], columns[placed.get(field)?.at ?? -1])) {
        rivals.set(field, at)
      }
    }
  }
  return { placed, rivals }
}

const differ = (a: Column | undefined, b: Column | undefined) =>
  a?.values.cells.join('\n') !== b?.values.cells.join('\n')

function rate(field: Field, column: Column, headed: boolean): Candidate | null {
  const fit = fitOf(field, column)
  const named = nameScore(field, column)
  const { at } = column
  if (named > 0) {
    const ground = named >= 0.55 ? 'name' : 'guess'
    return { field, at, score: named * (0.3 + 0.7 * fit), ground, fit }
  }
  const byCells = byValues(field, column) || (headed ? 0 : byHabit(field, column))
  return byCells > 0 ? { field, at, score: byCells, ground: 'values', fit: 1 } : null
}

/** 0: its name says something else, or nothing. */
function nameScore(field: Field, { name, hints, values }: Column): number {
  const kinds = KINDS_OF[field] ?? [field]
  const meanings = meaningsOf(name)
  if (field === 'km' && (hints.economy || values.economy > 0.3)) return 0
  for (const [step, kind] of kinds.entries()) {
    const meaning = meanings.find((each) => each.kind === kind)
    if (!meaning) continue
    if (field === 'model' && kind === 'title' && values.names < 0.6) continue
    return (meaning.exact ? 1 : 0.85) - 0.01 * Math.min(20, meaning.rank) - STEP * step
  }
  return 0
}

/** How well the cells of a column are what a field holds: 0 to 1. */
function fitOf(field: Field, { hints, values }: Column): number {
  if (values.cells.length === 0) return 0.5
  switch (field) {
    case 'price':
      return values.years >= 0.95 ? 0.35 : values.prices.share
    case 'km':
      return isEconomy(hints, values) ? 0 : values.distances.share
    case 'year':
      return values.years
    case 'fuel':
      return values.fuels
    case 'transmission':
      return values.gearboxes
    case 'owners':
      return values.owners
    case 'registered_on':
      return values.dates
    case 'registration_mark':
      return 1 - values.dates
    case 'brand':
      return Math.max(0.5, values.brands)
    case 'model':
      return values.years >= 0.95 && values.cells.length >= 5 ? 0.05 : 1
    default:
      return 1
  }
}

/** Numbers that no car has driven, under a name that does not say km: what a litre lasts for. */
export function isEconomy(hints: Hints, values: Values): boolean {
  if (hints.economy || values.economy > 0.3) return true
  const { median, fractions, share } = values.distances
  if (hints.unit !== null || hints.scale !== null || share === 0) return false
  return median < 100 && (values.cells.length >= 3 || fractions > 0)
}

/** Below it a number with a sign is no price and no distance, whatever it says: `Euro 6`, `km 0`. */
const LEAST = 100
const isPrice = ({ median, scaled }: Numbers) => median >= LEAST || scaled > 0

/** What cells tell without a name; a price without a currency and a distance without a unit tell nothing. */
function byValues(field: Field, { values, name }: Column): number {
  const count = values.cells.length
  const named = meaningsOf(name)
  // Some call the year of a model its model.
  const dated = field === 'year' && named.some(({ kind }) => kind === 'model')
  if (count < 2 || (named.length > 0 && !dated)) return 0
  const unitShare = (units: ReadonlyMap<string, number>) =>
    [...units.values()].reduce((sum, each) => sum + each, 0) / count
  switch (field) {
    case 'brand':
      return values.brands >= 0.8 ? 0.5 : 0
    case 'model':
      return values.names >= 0.8 && values.brands < 0.5 ? 0.45 : 0
    case 'year':
      return values.years >= 0.95 && values.prices.median < 2100 ? 0.45 : 0
    case 'fuel':
      return values.fuels >= 0.9 ? 0.45 : 0
    case 'transmission':
      return values.gearboxes >= 0.9 ? 0.4 : 0
    case 'km':
      return unitShare(values.distances.units) >= 0.8 && values.distances.median >= LEAST ? 0.45 : 0
    case 'price':
      return unitShare(values.prices.units) >= 0.8 && isPrice(values.prices) ? 0.45 : 0
    default:
      return 0
  }
}

/** Where nothing has a name: brand, model, year, distance and price in the order in which people write them. */
function byHabit(field: Field, { values, at }: Column): number {
  const { share, median } = values.distances
  const early = 0.001 * at
  const number = share > 0.9 && values.years < 0.9
  if (field === 'brand' && values.brands > 0.3) return 0.35 - early
  if (field === 'model' && share < 0.5 && values.fuels < 0.5 && values.gearboxes < 0.5)
    return 0.3 - early
  if (field === 'year' && values.years >= 0.9) return 0.35
  if (field === 'km' && number && median >= 500 && median <= 400_000) return 0.3 - early
  return field === 'price' && values.prices.share > 0.9 && values.years < 0.9 ? 0.2 + early : 0
}
