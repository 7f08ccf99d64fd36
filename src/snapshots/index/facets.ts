import { type Facet, RANGE_FIELDS, type RangeField, type ValueFacet } from '../../listing/query.ts'
import { rangeFacet, type Scale } from '../bins.ts'
import type { Facets, RangeFacet, ValueCount } from '../read.ts'
import { attributeFacets } from './attribute-facets.ts'
import type { NumberColumn } from './column.ts'
import { type Columns, columnOf, type WholeRange } from './columns.ts'
import type { Selection } from './selection.ts'
import { binsOfCodes, tally } from './tally.ts'

/** Each count respects the other filters, not the facet's own. Values by count, then by value. */
export function facetsOf(columns: Columns, selection: Selection, facets: readonly Facet[]): Facets {
  const attributes = attributeFacets(columns, selection)
  const found: Facets = { total: selection.total, values: {}, ranges: {}, attributes }
  for (const facet of facets) {
    if (isRange(facet)) found.ranges[facet] = rangeOf(columns, selection, facet)
    else found.values[facet] = valuesOf(columns, selection, facet)
  }
  return found
}

function valuesOf(columns: Columns, selection: Selection, facet: ValueFacet): ValueCount[] {
  const column = columnOf(columns, facet)
  const whole = columns.whole.values[facet]
  const counts = countsBut(selection, facet, whole, (rows, counts) =>
    tally(column.codes, rows, counts),
  )
  const found: ValueCount[] = []
  // Codes are in order of their values, and sorting leaves equal counts as they are.
  for (let code = 0; code < column.size; code++) {
    const count = counts[code] ?? 0
    if (count > 0) found.push({ value: column.at(code), count })
  }
  return found.sort((a, b) => b.count - a.count)
}

function rangeOf(columns: Columns, selection: Selection, field: RangeField): RangeFacet {
  const column = columns.numbers[field]
  const { scale, counts: whole } = columns.whole.ranges[field]
  if (scale === null) return rangeFacet(null, new Map(), { min: null, max: null })
  const bins = binsKnown(column, columns.whole.ranges[field], scale)
  const counts = countsBut(selection, field, whole, (rows, counts) => {
    for (let at = 0; at < rows.length; at++) {
      const bin = bins[column.codes[rows[at] ?? 0] ?? 0] ?? 0
      counts[bin] = (counts[bin] ?? 0) + 1
    }
  })
  const inBins = new Map(whole.map((_, bin) => [bin, counts[bin] ?? 0]))
  return rangeFacet(scale, inBins, extentBut(columns, selection, field))
}

/** Counts of a facet's rows from those of the whole, or up from nothing: whichever meets fewer rows. */
function countsBut(
  selection: Selection,
  facet: Facet,
  whole: readonly number[],
  count: (rows: Uint32Array, counts: Uint32Array) => void,
): Uint32Array {
  const counts = new Uint32Array(whole.length + 1)
  const { rows, complement } = selection.rowsBut(facet)
  count(rows, counts)
  if (complement) {
    for (const [at, all] of whole.entries()) counts[at] = all - (counts[at] ?? 0)
  }
  return counts
}

/** Least and most of a field among a facet's rows. */
function extentBut(
  columns: Columns,
  selection: Selection,
  field: RangeField,
): { min: number | null; max: number | null } {
  const { codes, size, at } = columns.numbers[field]
  const { rows, complement } = selection.rowsBut(field)
  let [least, most] = [size, -1]
  if (complement) {
    // Most rows are wanted, so that one is soon met from either end.
    const order = columns.orders[field]
    const codeAt = (place: number) => {
      const row = order ? (order[place] ?? 0) : place
      return selection.passesBut(row, field) ? (codes[row] ?? size) : size
    }
    for (let place = 0; place < codes.length && least === size; place++) least = codeAt(place)
    for (let place = codes.length - 1; place >= 0 && most === -1; place--) {
      const code = codeAt(place)
      if (code < size) most = code
    }
  } else {
    for (let index = 0; index < rows.length; index++) {
      const code = codes[rows[index] ?? 0] ?? size
      if (code === size) continue
      if (code < least) least = code
      if (code > most) most = code
    }
  }
  return most === -1 ? { min: null, max: null } : { min: at(least), max: at(most) }
}

const known = new WeakMap<WholeRange, Uint8Array>()

function binsKnown(column: NumberColumn, range: WholeRange, scale: Scale): Uint8Array {
  const found = known.get(range) ?? binsOfCodes(column, scale)
  known.set(range, found)
  return found
}

const isRange = (facet: Facet): facet is RangeField =>
  (RANGE_FIELDS as readonly string[]).includes(facet)
