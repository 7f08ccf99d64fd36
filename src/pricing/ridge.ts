import { type Elimination, eliminate } from './elimination.ts'
import { type ByColumn, byColumnOf, renamed, type SparseMatrix, withOnes } from './sparse.ts'

export type Ridge = { intercept: number; weights: Float64Array }

/** A matrix that ridges are fitted to, over all of its rows or some: what they share is worked out once. */
export type RidgeDesign = {
  /** rows of the matrix with a column of ones, columns by their place in the elimination */
  byRow: SparseMatrix
  byColumn: ByColumn
  elimination: Elimination
}

export function ridgeDesign(x: SparseMatrix): RidgeDesign {
  const whole = withOnes(x)
  const elimination = eliminate(whole)
  const byRow = renamed(whole, elimination.places)
  return { byRow, byColumn: byColumnOf(byRow), elimination }
}

/**
 * Least squares with an L2 penalty (Hoerl & Kennard 1970) over the chosen rows: minimises
 * Σ (y − b − x·w)² + alpha·|w|², the intercept b being free, by the factor L of the normal equations (left-looking
 * sparse Cholesky: Davis, Direct Methods for Sparse Linear Systems, chapter 4).
 */
export function fitRidge(
  design: RidgeDesign,
  y: Float64Array,
  rows: Uint32Array,
  alpha: number,
): Ridge {
  const { byRow, elimination } = design
  const { places } = elimination
  const free = places.length - 1
  const chosen = new Uint8Array(byRow.rows)
  const solution = new Float64Array(places.length)
  // Places and no iterators in these loops: they are most of the work, and an iterator takes most of their time.
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as number
    chosen[row] = 1
    for (let i = byRow.starts[row] as number; i < (byRow.starts[row + 1] as number); i++) {
      const place = byRow.columns[i] as number
      solution[place] =
        (solution[place] as number) + (byRow.values[i] as number) * (y[row] as number)
    }
  }
  const penalties = new Float64Array(places.length).fill(alpha)
  penalties[places[free] as number] = 0
  solve(elimination, factorize(design, chosen, penalties), solution)
  const weights = Float64Array.from(
    { length: free },
    (_, i) => solution[places[i] as number] as number,
  )
  return { intercept: solution[places[free] as number] as number, weights }
}

/** The entries of L, where the elimination says that they stand. */
function factorize(
  { byRow, byColumn, elimination }: RidgeDesign,
  chosen: Uint8Array,
  penalties: Float64Array,
): Float64Array {
  const { starts, rows } = elimination
  const n = penalties.length
  const factor = new Float64Array(rows.length)
  const column = new Float64Array(n)
  // Columns that are done wait in a list at the row of their next entry, which is the column that they count for.
  const first = new Int32Array(n).fill(-1)
  const following = new Int32Array(n)
  const reached = new Uint32Array(n)
  const wait = (done: number, entry: number) => {
    if (entry === starts[done + 1]) return
    const row = rows[entry] as number
    reached[done] = entry
    following[done] = first[row] as number
    first[row] = done
  }
  for (let c = 0; c < n; c++) {
    column[c] = penalties[c] as number
    for (let i = byColumn.starts[c] as number; i < (byColumn.starts[c + 1] as number); i++) {
      const row = byColumn.rows[i] as number
      if (chosen[row] === 0) continue
      const entry = byColumn.entries[i] as number
      addTimes(
        column,
        byRow.columns,
        byRow.values,
        entry,
        byRow.starts[row + 1] as number,
        byRow.values[entry] as number,
      )
    }
    for (let done = first[c] as number; done >= 0; ) {
      const next = following[done] as number
      const entry = reached[done] as number
      addTimes(column, rows, factor, entry, starts[done + 1] as number, -(factor[entry] as number))
      wait(done, entry + 1)
      done = next
    }
    const start = starts[c] as number
    const diagonal = Math.sqrt(column[c] as number)
    for (let i = start; i < (starts[c + 1] as number); i++) {
      const row = rows[i] as number
      factor[i] = i === start ? diagonal : (column[row] as number) / diagonal
      column[row] = 0
    }
    wait(c, start + 1)
  }
  return factor
}

/** target += factor · the entries from `start` to below `end` */
function addTimes(
  target: Float64Array,
  places: Uint32Array,
  values: Float64Array,
  start: number,
  end: number,
  factor: number,
) {
  for (let i = start; i < end; i++) {
    const place = places[i] as number
    target[place] = (target[place] as number) + factor * (values[i] as number)
  }
}

/** Solves L·Lᵀ·x = b in place. */
function solve({ starts, rows }: Elimination, factor: Float64Array, b: Float64Array) {
  for (let c = 0; c < b.length; c++) {
    const start = starts[c] as number
    const x = (b[c] as number) / (factor[start] as number)
    b[c] = x
    for (let i = start + 1; i < (starts[c + 1] as number); i++) {
      const row = rows[i] as number
      b[row] = (b[row] as number) - (factor[i] as number) * x
    }
  }
  for (let c = b.length - 1; c >= 0; c--) {
    const start = starts[c] as number
    let sum = b[c] as number
    for (let i = start + 1; i < (starts[c + 1] as number); i++) {
      sum -= (factor[i] as number) * (b[rows[i] as number] as number)
    }
    b[c] = sum / (factor[start] as number)
  }
}
