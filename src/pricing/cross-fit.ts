import { foldsOf, split } from './folds.ts'
import { fitRidge, heavyBlock, type Preconditioner, type Ridge } from './ridge.ts'
import { rowTimes, type SparseMatrix } from './sparse.ts'

/** Design matrix and log prices of the cars that a model learns from. */
export type Data = { x: SparseMatrix; y: Float64Array }

/** Up to this many rows a fit is quick, and ten folds are no burden. */
export const FEW = 10_000

const ALPHA = 1
/** Columns in the exact block of the preconditioner: the larger costs more once and less in every iteration. */
const HEAVY = { few: 400, many: 1200 }

/** For fits to all rows or to parts of them. */
export const preconditionerOf = ({ x, y }: Data): Preconditioner =>
  heavyBlock(x, allRows(y), ALPHA, y.length > FEW ? HEAVY.many : HEAVY.few)

export const fitAll = ({ x, y }: Data, preconditioner: Preconditioner): Ridge =>
  fitRidge(x, y, allRows(y), { alpha: ALPHA, preconditioner })

const allRows = (y: Float64Array) => Uint32Array.from(y.keys())

/** The log price of every row by a fit that has not seen its group. */
export function crossPredict(
  { x, y }: Data,
  groups: readonly string[],
  count: number,
  seed: number,
  preconditioner: Preconditioner,
): Float64Array {
  const predicted = new Float64Array(y.length)
  const folds = foldsOf(groups, count, seed)
  for (let fold = 0; fold < count; fold++) {
    const { inside, outside } = split(folds, fold)
    const { intercept, weights } = fitRidge(x, y, outside, { alpha: ALPHA, preconditioner })
    for (const row of inside) predicted[row] = intercept + rowTimes(x, row, weights)
  }
  return predicted
}
