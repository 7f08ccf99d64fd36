import { quantileRanks } from '../bins.ts'
import type { CarGroup, GroupRequest } from '../read.ts'
import { type Column, type NumberColumn, valueAt } from './column.ts'
import { type Columns, columnOf } from './columns.ts'
import type { Selection } from './selection.ts'

/** Up to here groups are numbered through a table of all that there could be. */
const TABLE = 2 ** 22

/**
 * Count and quantiles of a field of cars that are alike in some others, or of all cars; in order of the groups' keys,
 * cars without a value first. Cars without the field do not count.
 */
export function groupsOf(
  columns: Columns,
  selection: Selection,
  { of, by, quantiles }: GroupRequest,
): CarGroup[] {
  const measured = columns.numbers[of]
  const rows = measuredOf(measured, selection.rows())
  const fields = by.map((field) => columnOf(columns, field))
  const { numbers, firsts } = numbered(rows, fields)
  const starts = new Uint32Array(firsts.length + 1)
  for (let at = 0; at < numbers.length; at++) {
    const next = (numbers[at] ?? 0) + 1
    starts[next] = (starts[next] ?? 0) + 1
  }
  for (let group = 1; group < starts.length; group++) {
    starts[group] = (starts[group] ?? 0) + (starts[group - 1] ?? 0)
  }
  const sorted =
    quantiles.length === 0 ? new Uint32Array() : sortedCodes(measured, rows, numbers, starts)
  const groups = [...firsts.keys()].sort((a, b) => inOrder(fields, firsts[a] ?? 0, firsts[b] ?? 0))
  return groups.map((group) => {
    const [from = 0, to = 0] = [starts[group], starts[group + 1]]
    const value = (rank: number) => measured.at(sorted[from + rank] ?? 0)
    return {
      keys: fields.map((field) => valueAt(field, firsts[group] ?? 0)),
      count: to - from,
      quantiles: quantiles.map((p) => {
        const { low, high, share } = quantileRanks(to - from, p)
        return value(low) + (value(high) - value(low)) * share
      }),
    }
  })
}

/** Those of the rows that have a value. */
function measuredOf({ codes, size }: NumberColumn, rows: Uint32Array): Uint32Array {
  const measured = new Uint32Array(rows.length)
  let found = 0
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? 0
    if (codes[row] !== size) measured[found++] = row
  }
  return measured.subarray(0, found)
}

/** Numbers the groups as they are met. `firsts`: a row of each. */
function numbered(
  rows: Uint32Array,
  fields: readonly Column[],
): { numbers: Uint32Array; firsts: number[] } {
  const numbers = new Uint32Array(rows.length)
  let firsts = rows.length === 0 ? [] : [rows[0] ?? 0]
  for (const { codes, size } of fields) {
    const found: number[] = []
    const possible = firsts.length * (size + 1)
    const table = possible <= TABLE ? new Uint32Array(possible) : new Map<number, number>()
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] ?? 0
      const key = (numbers[at] ?? 0) * (size + 1) + (codes[row] ?? 0)
      // One more than the number, so that 0 is none.
      let number = (table instanceof Map ? table.get(key) : table[key]) ?? 0
      if (number === 0) {
        number = found.push(row)
        if (table instanceof Map) table.set(key, number)
        else table[key] = number
      }
      numbers[at] = number - 1
    }
    firsts = found
  }
  return { numbers, firsts }
}

/** The codes of each group in rising order, one group after the other. */
function sortedCodes(
  { codes }: NumberColumn,
  rows: Uint32Array,
  numbers: Uint32Array,
  starts: Uint32Array,
): Uint32Array {
  const sorted = new Uint32Array(rows.length)
  const places = starts.slice()
  for (let at = 0; at < rows.length; at++) {
    const group = numbers[at] ?? 0
    const place = places[group] ?? 0
    sorted[place] = codes[rows[at] ?? 0] ?? 0
    places[group] = place + 1
  }
  for (let group = 0; group + 1 < starts.length; group++) {
    sorted.subarray(starts[group], starts[group + 1]).sort()
  }
  return sorted
}

/** By code, which is by value; those without come first. */
function inOrder(fields: readonly Column[], a: number, b: number): number {
  for (const { codes, size } of fields) {
    const [left = size, right = size] = [codes[a], codes[b]]
    if (left === right) continue
    return left === size ? -1 : right === size ? 1 : left - right
  }
  return 0
}
