import { factorize, solveFactored } from './cholesky.ts'
import { rowTimes, type SparseMatrix } from './sparse.ts'

export type QuantileOptions = {
  /** share of the targets that shall lie below */
  quantile: number
  /** penalty on the squared weights; the intercept is free */
  alpha: number
}

const ROUNDS = 40
/** Below this a residual counts as nothing; keeps the weights finite. */
const SMALL = 1e-3

/**
 * Linear quantile regression (Koenker & Bassett 1978) with an L2 penalty: minimises the pinball loss by iteratively
 * reweighted least squares. For few columns: every round solves a dense system.
 */
export function fitQuantile(
  x: SparseMatrix,
  y: Float64Array,
  { quantile, alpha }: QuantileOptions,
): { intercept: number; weights: Float64Array } {
  const n = x.width + 1
  const free = x.width
  let solution = new Float64Array(n)
  solution[free] = y.toSorted()[Math.floor(quantile * (y.length - 1))] ?? 0
  for (let round = 0; round < ROUNDS; round++) {
    const gram = new Float64Array(n * n)
    const b = new Float64Array(n)
    for (let i = 0; i < free; i++) gram[i * n + i] = alpha
    for (let row = 0; row < y.length; row++) {
      const target = y[row] as number
      const residual = target - rowTimes(x, row, solution) - (solution[free] as number)
      const side = residual > 0 ? quantile : 1 - quantile
      addOuter(x, row, side / Math.max(SMALL, Math.abs(residual)), target, gram, b)
    }
    solveFactored(factorize(gram, n), n, b)
    solution = b
  }
  return { intercept: solution[free] as number, weights: solution.subarray(0, free) }
}

/** Adds weight · (x, 1)·(x, 1)ᵀ to the lower triangle of the Gram matrix and weight · target · (x, 1) to `b`. */
function addOuter(
  { starts, columns, values, width }: SparseMatrix,
  row: number,
  weight: number,
  target: number,
  gram: Float64Array,
  b: Float64Array,
) {
  const n = width + 1
  const add = (i: number, j: number, value: number) => {
    const cell = Math.max(i, j) * n + Math.min(i, j)
    gram[cell] = (gram[cell] as number) + value
  }
  const end = starts[row + 1] as number
  for (let i = starts[row] as number; i < end; i++) {
    const column = columns[i] as number
    const weighted = weight * (values[i] as number)
    for (let j = starts[row] as number; j <= i; j++) {
      add(column, columns[j] as number, weighted * (values[j] as number))
    }
    add(width, column, weighted)
    b[column] = (b[column] as number) + weighted * target
  }
  add(width, width, weight)
  b[width] = (b[width] as number) + weight * target
}
