import { binsBetween } from '../bins.ts'
import { type Bin, type Measure, type MeasuredField, type Moments, NO_MOMENTS } from '../read.ts'
import { countBelow, countUpTo, type NumberColumn } from './column.ts'
import type { Columns } from './columns.ts'
import { plain } from './conditions.ts'
import { eachPassing } from './passing.ts'
import type { Selection } from './selection.ts'

/** Cars between one edge and the next. */
export function histogramOf(
  columns: Columns,
  selection: Selection,
  of: Measure,
  edges: readonly number[],
): Bin[] {
  const column = columns.numbers[of]
  const places = edges.map((edge, at) =>
    at === edges.length - 1
      ? countUpTo(column.numbers, plain(edge))
      : countBelow(column.numbers, plain(edge)),
  )
  const tallied = talliedCodes(column, selection)
  const counts = new Map<number, number>()
  for (let bin = 0; bin + 1 < places.length; bin++) {
    let count = 0
    for (let code = places[bin] ?? 0; code < (places[bin + 1] ?? 0); code++) {
      count += tallied[code] ?? 0
    }
    counts.set(bin, count)
  }
  return binsBetween(edges, counts)
}

/** Squares are summed about the mean, which keeps the digits that a sum of plain squares would lose. */
export function momentsOf(columns: Columns, selection: Selection, of: MeasuredField): Moments {
  const column = columns.numbers[of]
  const tallied = talliedCodes(column, selection)
  let [count, least, most] = [0, -1, 0]
  const sum = new Sum()
  for (let code = 0; code < column.size; code++) {
    const times = tallied[code] ?? 0
    if (times === 0) continue
    if (least === -1) least = code
    most = code
    count += times
    sum.add(times * column.at(code))
  }
  if (count === 0) return NO_MOMENTS
  const mean = sum.value / count
  const squares = new Sum()
  for (let code = least; code <= most; code++) {
    const times = tallied[code] ?? 0
    if (times > 0) squares.add(times * (column.at(code) - mean) ** 2)
  }
  return { count, mean, squares: squares.value, min: column.at(least), max: column.at(most) }
}

function talliedCodes(column: NumberColumn, selection: Selection): Uint32Array {
  const tallied = new Uint32Array(column.size + 1)
  eachPassing(selection, [column], ([codes = new Int32Array()], length) => {
    for (let at = 0; at < length; at++) {
      const code = codes[at] ?? 0
      tallied[code] = (tallied[code] ?? 0) + 1
    }
  })
  return tallied
}

/** A sum that keeps what each addition rounds away (Neumaier). */
class Sum {
  private sum = 0
  private lost = 0

  add(number: number): void {
    const next = this.sum + number
    this.lost +=
      Math.abs(this.sum) >= Math.abs(number) ? this.sum - next + number : number - next + this.sum
    this.sum = next
  }

  get value(): number {
    return this.sum + this.lost
  }
}
