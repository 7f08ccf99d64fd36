import { type Position, type Sort, sortKey } from '../../../listing/query.ts'
import type { Columns } from '../columns.ts'
import { ORDERED_BY } from '../fields.ts'
import type { Selection } from '../selection.ts'
import { chosenPage } from './chosen-page.ts'
import { type PlaceRequest, type Places, placesOf } from './places.ts'
import { Walk } from './walk.ts'

/** A market's share below which none is walked along the order, as too few of them would be met. */
const FEW = 1 / 256
/** Above it a rank and a row no longer fit into one number. */
const MANY = 2 ** 26

/** Places of the order that are tried for each row that passes, before all that pass are looked at instead. */
const TRIED = 0.25

/** One page of what a selection leaves. */
export function pageOf(columns: Columns, selection: Selection, request: PlaceRequest): Places {
  const { total } = selection
  if (total === 0) return { rows: [], total, before: false, after: false }
  const few = total < columns.size * FEW
  const steps = columns.size >= MANY ? Number.POSITIVE_INFINITY : few ? 0 : 1024 + TRIED * total
  return walkedPage(columns, selection, request, steps) ?? chosenPage(columns, selection, request)
}

/**
 * Along the order until the page is full.
 * @param steps places that are tried; null: the page was not full by then
 */
export function walkedPage(
  columns: Columns,
  selection: Selection,
  { sort, limit, at }: PlaceRequest,
  steps = Number.POSITIVE_INFINITY,
): Places | null {
  const { total } = selection
  const backwards = at?.towards === 'prev'
  const from = { columns, selection, sort, steps, ...(at && { at }) }
  const found = passing(from, backwards, limit + 1)
  const behind = at ? passing(from, !backwards, 1) : []
  if (!found || !behind) return null
  return placesOf(found, { limit, total, backwards, other: behind.length > 0 })
}

type From = { columns: Columns; selection: Selection; sort: Sort; at?: Position; steps: number }

/**
 * The rows that pass on one side of a place; without one of all. Where the filter has a range of what they are sorted
 * by, no others are tried.
 */
function passing(
  { columns, selection, sort, at, steps }: From,
  backwards: boolean,
  most: number,
): number[] | null {
  const { field, descending } = sortKey(sort)
  const column = columns.numbers[ORDERED_BY[field]]
  const range = selection.conditions.find((each) => each.column === column)?.range
  const [least, last] = range ? [range.from, range.to - 1] : [0, column.size]
  const first = column.numbers[descending ? last : least] ?? null
  const start = range && ({ towards: 'next', value: first, id: '' } as const)
  const walk = new Walk(columns, sort, at ?? start)
  const rising = backwards === descending
  const rows: number[] = []
  for (let step = 0; step < steps; step++) {
    const row = backwards ? walk.previous() : walk.next()
    if (row === -1) return rows
    const code = column.codes[row] ?? 0
    // Those without come last both ways.
    if (code < column.size && (rising ? code > last : code < least)) return rows
    if (selection.passes(row) && rows.push(row) === most) return rows
  }
  return null
}
