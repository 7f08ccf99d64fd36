import type { Feature } from './features.ts'
import { SparseBuilder, type SparseMatrix } from './sparse.ts'
import { mostFrequent } from './usual.ts'

/** The names that have a column, and the way back. */
export type Columns = {
  index: ReadonlyMap<string, number>
  named(weights: Float64Array): Record<string, number>
}

/** More than any market known needs (2,804 cars: 3,420); a bound on the size of the model and the time it takes. */
const COLUMNS_AT_MOST = 10_000

/** The features of each row in turn: made when they are asked for, since all at once would fill the memory. */
export type Rows = { length: number; at(row: number): readonly Feature[] | undefined }

/** Columns in order of appearance, for the names that enough cars have; of too many the most frequent. */
export function columnsOf(rows: Rows, keep: (name: string, cars: number) => boolean): Columns {
  const counts = new Map<string, number>()
  for (let row = 0; row < rows.length; row++) {
    for (const [name] of rows.at(row) ?? []) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const kept = [...counts].filter(([name, cars]) => keep(name, cars))
  const frequent = new Set(mostFrequent(kept, COLUMNS_AT_MOST).map(([name]) => name))
  const names = kept.flatMap(([name]) => (frequent.has(name) ? [name] : []))
  return {
    index: new Map(names.map((name, column) => [name, column])),
    named: (weights) => Object.fromEntries(names.map((name, i) => [name, short(weights[i] ?? 0)])),
  }
}

export function designOf(rows: Rows, { index }: Columns): SparseMatrix {
  const builder = new SparseBuilder(rows.length, index.size)
  for (let row = 0; row < rows.length; row++) {
    for (const [name, value] of rows.at(row) ?? []) {
      const column = index.get(name)
      if (column !== undefined && value !== 0) builder.add(column, value)
    }
    builder.endRow()
  }
  return builder.finish()
}

/** Six decimals of a log price are a ten-thousandth of a percent; more would only make the model larger. */
const short = (weight: number) => Math.round(weight * 1e6) / 1e6
