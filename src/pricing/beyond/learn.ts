import { FEW } from '../cross-fit.ts'
import { average } from '../evaluation.ts'
import { foldsOf, split } from '../folds.ts'
import { boost } from './boost.ts'
import { CORE, type Column, codeOf, columnOf, numberOf, type Taught } from './columns.ts'
import { addingOf, type Beyond } from './index.ts'
import { isSure, keptAttributes } from './offer.ts'

/** Fewer cars have no room for trees. */
const LEAST_CARS = 500
const FOLDS = { few: 4, many: 3 }
/** Trees that take less off the error are not worth their time and their room. */
const WORTH = 0.01
const SURELY = 2

type Learnt = { beyond: Beyond; leftOut: Float64Array }

/**
 * Boosted trees on what the ridge leaves, over the fields of a car and the attributes that lower the error; null where
 * they do not take a hundredth off the mean error of cars left out. `leftOut`: log prices by fits that had not seen
 * the group of the car.
 */
export function learnBeyond(
  taught: Taught,
  groups: readonly string[],
  seed: number,
): Learnt | null {
  const { cars, y, level } = taught
  if (cars.length < LEAST_CARS) return null
  const count = cars.length > FEW ? FOLDS.many : FOLDS.few
  const folds = foldsOf(groups, count, seed)
  const names = [...CORE, ...keptAttributes(taught, folds)]
  const leftOut = Float64Array.from(level)
  const without = average(Array.from(y, (log, row) => Math.abs(log - (level[row] as number))))
  const worth = WORTH * without
  const gains: number[] = []
  for (let fold = 0; fold < count; fold++) {
    const { inside, outside } = split(folds, fold)
    const add = addingOf(fit(names, taught, outside, seed + fold))
    for (const row of inside) {
      const ridge = level[row] as number
      const log = ridge + add(cars[row] as (typeof cars)[number], ridge)
      leftOut[row] = log
      gains.push(Math.abs((y[row] as number) - ridge) - Math.abs((y[row] as number) - log))
    }
    // The first fold says it of nearly all markets that have no use for trees.
    if (average(gains) < worth / 2) return null
  }
  if (average(gains) < worth || !isSure(gains, SURELY)) return null
  const error = { without, with: without - average(gains) }
  const all = Uint32Array.from(cars.keys())
  return { beyond: { ...fit(names, taught, all, seed), error }, leftOut }
}

function fit(names: readonly string[], taught: Taught, rows: Uint32Array, seed: number) {
  const { y, level } = taught
  const columns = names.map((name) => columnOf(name, taught, rows))
  const codes = columns.map((column) => codesOf(column, taught, rows))
  const target = Float64Array.from(rows, (row) => (y[row] as number) - (level[row] as number))
  return { columns, trees: boost(codes, target, seed) }
}

function codesOf(column: Column, { cars, level }: Taught, rows: Uint32Array): Uint8Array {
  const value = numberOf(column)
  return Uint8Array.from(rows, (row) => {
    return codeOf(column, value(cars[row] as (typeof cars)[number], level[row] as number))
  })
}
