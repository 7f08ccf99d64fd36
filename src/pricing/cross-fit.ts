import { foldsOf, split } from './folds.ts'
import { fitRidge, heavyBlock, type Preconditioner, type Ridge } from './ridge.ts'
import { rowTimes, type SparseMatrix } from './sparse.ts'

/** Design matrix and log prices of the cars that a model learns from. `tolerance`: of each fit to them. */
export type Data = { x: SparseMatrix; y: Float64Array; tolerance: number }

/** Up to this many rows a fit is quick, and ten folds are no burden. */
export const FEW = 10_000

const ALPHA = 1
/** Columns in the exact block of the preconditioner: the larger costs more once and less in every iteration. */
const HEAVY = { few: 400, many: 1200 }
/** Of many cars. On the real file it halves the time and leaves the errors as they are, but moves three estimates in four a little. */
const TOLERANCE = { few: 1e-5, many: 1e-3 }

export const toleranceFor = (rows: number): number => (rows > FEW ? TOLERANCE.many : TOLERANCE.few)

/** For fits to all rows or to parts of them. */
export const preconditionerOf = ({ x, y }: Pick<Data, 'x' | 'y'>): Preconditioner =>
  heavyBlock(x, allRows(y), ALPHA, y.length > FEW ? HEAVY.many : HEAVY.few)

export const fitAll = ({ x, y, tolerance }: Data, preconditioner: Preconditioner): Ridge =>
  fitRidge(x, y, allRows(y), { alpha: ALPHA, tolerance, preconditioner })

const allRows = (y: Float64Array) => Uint32Array.from(y.keys())

/** The log price of every row by a fit that has not seen its group. */
export function crossPredict(
  { x, y, tolerance }: Data,
  groups: readonly string[],
  count: number,
  seed: number,
  preconditioner: Preconditioner,
): Float64Array {
  const predicted = new Float64Array(y.length)
  const folds = foldsOf(groups, count, seed)
  for (let fold = 0; fold < count; fold++) {
    const { inside, outside } = split(folds, fold)
    const { intercept, weights } = fitRidge(x, y, outside, {
      alpha: ALPHA,
      tolerance,
      preconditioner,
    })
    for (const row of inside) predicted[row] = intercept + rowTimes(x, row, weights)
  }
  return predicted
}
