import { factorize, solveFactored } from './cholesky.ts'
import { conjugateGradient } from './conjugate-gradient.ts'
import { addRow, rowTimes, type SparseMatrix } from './sparse.ts'

export type RidgeOptions = {
  /** penalty on the squared weights; the intercept is free */
  alpha: number
  /** size of the preconditioned residual, relative to the first, at which to stop */
  tolerance?: number
  maxIterations?: number
  preconditioner?: Preconditioner
}
export type Ridge = { intercept: number; weights: Float64Array; iterations: number }

/** v ↦ roughly (XᵀX + αI)⁻¹·v; depends on no y, so that the folds of one design can share it. */
export type Preconditioner = (v: Float64Array, out: Float64Array) => void

/**
 * Least squares with an L2 penalty (Hoerl & Kennard 1970) over the chosen rows: minimises
 * Σ (y − b − x·w)² + α·|w|² by the conjugate gradient on the normal equations. XᵀX is never formed as a whole.
 */
export function fitRidge(
  x: SparseMatrix,
  y: Float64Array,
  rows: Uint32Array,
  { alpha, tolerance = 1e-5, maxIterations = 1000, ...given }: RidgeOptions,
): Ridge {
  const free = x.width
  const b = new Float64Array(free + 1)
  const mean = rows.reduce((sum, row) => sum + (y[row] as number), 0) / Math.max(1, rows.length)
  // Places and no iterators in these loops: they are most of the work, and an iterator takes most of their time.
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as number
    addRow(x, row, (y[row] as number) - mean, b)
  }

  const times = (v: Float64Array, out: Float64Array) => {
    for (let i = 0; i < free; i++) out[i] = alpha * (v[i] as number)
    const shift = v[free] as number
    let total = 0
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] as number
      const fitted = rowTimes(x, row, v) + shift
      addRow(x, row, fitted, out)
      total += fitted
    }
    out[free] = total
  }
  const precondition = given.preconditioner ?? heavyBlock(x, rows, alpha, 100)
  const limits = { tolerance, maxIterations }
  const { solution, iterations } = conjugateGradient({ times, precondition, b }, limits)
  const intercept = mean + (solution[free] as number)
  return { intercept, weights: solution.subarray(0, free), iterations }
}

/**
 * A block Jacobi preconditioner: exact for the columns of most weight, which depend on one another (a brand is the sum
 * of its models), by the diagonal for the many rare ones.
 */
export function heavyBlock(
  x: SparseMatrix,
  rows: Uint32Array,
  alpha: number,
  heaviest: number,
): Preconditioner {
  const diagonal = diagonalOf(x, rows, alpha)
  const byWeight = Uint32Array.from(diagonal.keys()).sort(
    (a, b) => (diagonal[b] as number) - (diagonal[a] as number) || a - b,
  )
  const heavy = byWeight.subarray(0, heaviest)
  const n = heavy.length
  const place = new Int32Array(diagonal.length).fill(-1)
  heavy.forEach((column, i) => {
    place[column] = i
  })
  const gram = new Float64Array(n * n)
  const at = new Uint32Array(n)
  const value = new Float64Array(n)
  const intercept = place[x.width] as number
  for (let each = 0; each < rows.length; each++) {
    const row = rows[each] as number
    let used = 0
    if (intercept >= 0) {
      at[used] = intercept
      value[used++] = 1
    }
    for (let i = x.starts[row] as number; i < (x.starts[row + 1] as number); i++) {
      const placed = place[x.columns[i] as number] as number
      if (placed < 0) continue
      at[used] = placed
      value[used++] = x.values[i] as number
    }
    for (let i = 0; i < used; i++) {
      const start = (at[i] as number) * n
      for (let j = 0; j < used; j++) {
        const cell = start + (at[j] as number)
        gram[cell] = (gram[cell] as number) + (value[i] as number) * (value[j] as number)
      }
    }
  }
  for (let i = 0; i < n; i++) {
    if (i !== intercept) gram[i * n + i] = (gram[i * n + i] as number) + alpha
  }
  const factor = factorize(gram, n)
  const part = new Float64Array(n)
  return (v: Float64Array, out: Float64Array) => {
    for (let i = 0; i < v.length; i++) out[i] = (v[i] as number) / (diagonal[i] as number)
    for (let i = 0; i < n; i++) part[i] = v[heavy[i] as number] as number
    solveFactored(factor, n, part)
    for (let i = 0; i < n; i++) out[heavy[i] as number] = part[i] as number
  }
}

function diagonalOf(x: SparseMatrix, rows: Uint32Array, alpha: number): Float64Array {
  const diagonal = new Float64Array(x.width + 1).fill(alpha)
  diagonal[x.width] = rows.length
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as number
    for (let i = x.starts[row] as number; i < (x.starts[row + 1] as number); i++) {
      const column = x.columns[i] as number
      diagonal[column] = (diagonal[column] as number) + (x.values[i] as number) ** 2
    }
  }
  return diagonal
}
