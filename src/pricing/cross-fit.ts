import { foldsOf, split } from './folds.ts'
import { fitRidge, type Ridge, type RidgeDesign } from './ridge.ts'
import { rowTimes, type SparseMatrix } from './sparse.ts'

/** Design matrix and log prices of the cars that a model learns from. */
export type Data = { x: SparseMatrix; y: Float64Array; design: RidgeDesign }

/** Up to this many rows a fit is quick, and ten folds are no burden. */
export const FEW = 10_000

const ALPHA = 1

export const fitAll = ({ design, y }: Data): Ridge =>
  fitRidge(design, y, Uint32Array.from(y.keys()), ALPHA)

/** The log price of each of the rows by a fit to the others that has not seen its group. `groups` are those of the rows. */
export function crossPredict(
  { x, y, design }: Data,
  rows: Uint32Array,
  groups: readonly string[],
  count: number,
  seed: number,
): Float64Array {
  const predicted = new Float64Array(rows.length)
  const folds = foldsOf(groups, count, seed)
  for (let fold = 0; fold < count; fold++) {
    const { inside, outside } = split(folds, fold)
    const learnt = outside.map((at) => rows[at] as number)
    const { intercept, weights } = fitRidge(design, y, learnt, ALPHA)
    for (const at of inside) predicted[at] = intercept + rowTimes(x, rows[at] as number, weights)
  }
  return predicted
}
