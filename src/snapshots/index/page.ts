import { type Position, type Sort, sortKey } from '../../listing/query.ts'
import { countBelow } from './column.ts'
import type { Columns } from './columns.ts'
import { plain } from './conditions.ts'
import { ORDERED_BY } from './fields.ts'
import type { Selection } from './selection.ts'
import { Walk } from './walk.ts'

export type PlaceRequest = { sort: Sort; limit: number; at?: Position }
/** Rows in the order of the list. `before` and `after` say whether cars stand on either side of these. */
export type Places = { rows: number[]; total: number; before: boolean; after: boolean }

/** A market's share below which its cars are sorted, since walking along the order would meet too few of them. */
const FEW = 1 / 256
/** Above it a rank and a row no longer fit into one number. */
const MANY = 2 ** 26

/** One page of what a selection leaves. */
export function pageOf(columns: Columns, selection: Selection, request: PlaceRequest): Places {
  const { total } = selection
  if (total === 0) return { rows: [], total, before: false, after: false }
  return total < columns.size * FEW && columns.size < MANY
    ? sortedPage(columns, selection, request)
    : walkedPage(columns, selection, request)
}

/** Along the order until the page is full. */
export function walkedPage(
  columns: Columns,
  selection: Selection,
  { sort, limit, at }: PlaceRequest,
): Places {
  const { total } = selection
  const backwards = at?.towards === 'prev'
  const walk = new Walk(columns, sort, at)
  const rows: number[] = []
  let more = false
  for (let row = backwards ? walk.previous() : walk.next(); row !== -1; ) {
    if (selection.passes(row)) {
      more = rows.length === limit
      if (more) break
      rows.push(row)
    }
    row = backwards ? walk.previous() : walk.next()
  }
  const behind = at !== undefined && passesBehind(new Walk(columns, sort, at), selection, backwards)
  if (!backwards) return { rows, total, before: behind, after: more }
  return { rows: rows.reverse(), total, before: more, after: behind }
}

function passesBehind(walk: Walk, selection: Selection, backwards: boolean): boolean {
  for (;;) {
    const row = backwards ? walk.next() : walk.previous()
    if (row === -1) return false
    if (selection.passes(row)) return true
  }
}

/** All that pass, sorted. */
export function sortedPage(
  columns: Columns,
  selection: Selection,
  { sort, limit, at }: PlaceRequest,
): Places {
  const { field, descending } = sortKey(sort)
  const { codes, size, numbers } = columns.numbers[ORDERED_BY[field]]
  // Cars without a value have the highest rank either way.
  const rankOf = (code: number) => (descending && code < size ? size - 1 - code : code)
  const keyOf = (rank: number, row: number) => rank * columns.size + row
  const keys = new Float64Array(selection.rows()).map((row) => keyOf(rankOf(codes[row] ?? 0), row))
  keys.sort()
  const { total } = selection
  const pageAt = (from: number, to: number): Places => ({
    rows: Array.from(keys.subarray(from, to), (key) => key % columns.size),
    total,
    before: from > 0,
    after: to < total,
  })
  if (!at) return pageAt(0, Math.min(limit, total))
  const { count, found } = columns.ids.before(plain(at.id))
  const code = at.value === null ? size : countBelow(numbers, plain(at.value))
  const exact = at.value === null || numbers[code] === at.value
  const between = descending ? size - code : code
  const place = exact
    ? keyOf(rankOf(code), count + (found && at.towards === 'next' ? 1 : 0))
    : keyOf(between, 0)
  const behind = countBelow(keys, place)
  return at.towards === 'next'
    ? pageAt(behind, Math.min(behind + limit, total))
    : pageAt(Math.max(0, behind - limit), behind)
}
