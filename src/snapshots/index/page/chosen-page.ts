import { type Position, sortKey } from '../../../listing/query.ts'
import { countBelow, type NumberColumn } from '../column.ts'
import type { Columns } from '../columns.ts'
import { plain } from '../conditions.ts'
import { ORDERED_BY } from '../fields.ts'
import { eachPassing } from '../passing.ts'
import type { Selection } from '../selection.ts'
import { Nearest } from './nearest.ts'
import { type PlaceRequest, type Places, placesOf } from './places.ts'

/** The nearest to the place of all that pass. */
export function chosenPage(
  columns: Columns,
  selection: Selection,
  { sort, limit, at }: PlaceRequest,
): Places {
  const { field, descending } = sortKey(sort)
  const column = columns.numbers[ORDERED_BY[field]]
  const { size } = column
  const place = at ? placeIn(columns, column, at, descending) : 0
  const backwards = at?.towards === 'prev'
  const nearest = new Nearest(limit + 1)
  const rows = selection.rows()
  let other = false
  // Beyond this rank none is nearer.
  let bound = backwards ? -1 : size
  eachPassing(selection, [column], ([codes = new Int32Array()], length, from) => {
    for (let index = 0; index < length; index++) {
      const code = codes[index] ?? 0
      const rank = rankOf(code, size, descending)
      if (at === undefined && rank > bound) continue
      const key = rank * columns.size + (rows[from + index] ?? 0)
      if (key < place !== backwards) other = true
      else if (backwards ? rank >= bound : rank <= bound) {
        nearest.add(backwards ? -key : key)
        bound = Math.min(size, Math.floor(Math.abs(nearest.bound) / columns.size))
        if (backwards && nearest.bound === Number.POSITIVE_INFINITY) bound = -1
      }
    }
  })
  const found = nearest.rising().map((key) => Math.abs(key) % columns.size)
  return placesOf(found, { limit, total: selection.total, backwards, other })
}

/** Cars without a value have the highest rank either way. */
const rankOf = (code: number, size: number, descending: boolean): number =>
  descending && code < size ? size - 1 - code : code

/** The least rank times cars and row that lies behind a place. */
function placeIn(
  { size: cars, ids }: Columns,
  { size, numbers }: NumberColumn,
  { value, id, towards }: Position,
  descending: boolean,
): number {
  const code = value === null ? size : countBelow(numbers, plain(value))
  if (value !== null && numbers[code] !== value) return (descending ? size - code : code) * cars
  const { count, found } = ids.before(plain(id))
  const rank = rankOf(code, size, descending)
  return rank * cars + count + (found && towards === 'next' ? 1 : 0)
}
