import type { Feature } from './features.ts'
import { type SparseMatrix, sparseMatrix } from './sparse.ts'
import { mostFrequent } from './usual.ts'

/** The names that have a column, and the way back. */
export type Columns = {
  index: ReadonlyMap<string, number>
  named(weights: Float64Array): Record<string, number>
}

/** More than any market known needs (2,804 cars: 3,420); a bound on the size of the model and the time it takes. */
const COLUMNS_AT_MOST = 10_000

/** Columns in order of appearance, for the names that enough cars have; of too many the most frequent. */
export function columnsOf(
  features: readonly (readonly Feature[])[],
  keep: (name: string, cars: number) => boolean,
): Columns {
  const counts = new Map<string, number>()
  for (const row of features) {
    for (const [name] of row) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const kept = [...counts].filter(([name, cars]) => keep(name, cars))
  const frequent = new Set(mostFrequent(kept, COLUMNS_AT_MOST).map(([name]) => name))
  const names = kept.flatMap(([name]) => (frequent.has(name) ? [name] : []))
  return {
    index: new Map(names.map((name, column) => [name, column])),
    named: (weights) => Object.fromEntries(names.map((name, i) => [name, short(weights[i] ?? 0)])),
  }
}

export function designOf(
  features: readonly (readonly Feature[])[],
  { index }: Columns,
): SparseMatrix {
  const rows = features.map((row) => {
    const columns: number[] = []
    const values: number[] = []
    for (const [name, value] of row) {
      const column = index.get(name)
      if (column === undefined || value === 0) continue
      columns.push(column)
      values.push(value)
    }
    return { columns, values }
  })
  return sparseMatrix(rows, index.size)
}

/** Six decimals of a log price are a ten-thousandth of a percent; more would only make the model larger. */
const short = (weight: number) => Math.round(weight * 1e6) / 1e6
