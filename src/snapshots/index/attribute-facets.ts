import { byKind, keyOfChoice } from '../../listing/attribute.ts'
import type { AttributeFacet } from '../read.ts'
import type { TextColumn } from './column.ts'
import type { Columns, ShownAttribute } from './columns.ts'
import type { Selection } from './selection.ts'
import { tally } from './tally.ts'

/** Values of one key that are listed, the share of all cars that they have to cover, and keys. */
const VALUES = 24
const COVERED = 0.5
const KEYS = 8

/** Cars by key, then by value. */
type Counts = Map<string, Map<string, number>>

/** How many cars have each attribute by which cars are chosen. Each count respects all filters but those on attributes. */
export function attributeFacets({ texts, whole }: Columns, selection: Selection): AttributeFacet[] {
  const { shown, counts } = whole.attributes
  // Most markets have none.
  if (shown.length === 0) return []
  const column = texts.attributes
  const chosen = countsOf(column, chosenOf(column, selection, counts))
  return shown.map(({ key, values }) => ({
    key,
    values: values.map((value) => ({ value, count: chosen.get(key)?.get(value) ?? 0 })),
  }))
}

/** Of these shards of one market, or of the only one: the keys of which few values cover most cars. Values by count. */
export function shownAttributes(
  shards: readonly { size: number; column: TextColumn; counts: readonly number[] }[],
): ShownAttribute[] {
  const all: Counts = new Map()
  for (const { column, counts } of shards) countsOf(column, counts, all)
  const cars = shards.reduce((sum, { size }) => sum + size, 0)
  return [...all]
    .filter(([, values]) => coversMost(values, cars))
    .sort(([a], [b]) => byKind(a, b))
    .slice(0, KEYS)
    .map(([key, values]) => ({
      key,
      values: [...values]
        .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
        .slice(0, VALUES)
        .map(([value]) => value),
    }))
}

function coversMost(values: ReadonlyMap<string, number>, cars: number): boolean {
  const most = [...values.values()].sort((a, b) => b - a).slice(0, VALUES)
  return values.size > 1 && most.reduce((sum, count) => sum + count, 0) >= cars * COVERED
}

function chosenOf({ codes, size }: TextColumn, selection: Selection, all: readonly number[]) {
  const counts = new Uint32Array(size + 1)
  const { rows, complement } = selection.rowsBut('attribute')
  tally(codes, rows, counts)
  return complement ? all.map((count, code) => count - (counts[code] ?? 0)) : counts
}

function countsOf(
  column: TextColumn,
  counts: ArrayLike<number>,
  found: Counts = new Map(),
): Counts {
  for (let code = 0; code < column.size; code++) {
    const count = counts[code] ?? 0
    if (count === 0) continue
    for (const choice of column.at(code).split(';')) {
      const key = keyOfChoice(choice)
      if (key === '') continue
      const values = found.get(key) ?? new Map<string, number>()
      const value = choice.slice(key.length + 1)
      found.set(key, values.set(value, (values.get(value) ?? 0) + count))
    }
  }
  return found
}
