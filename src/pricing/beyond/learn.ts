import { FEW } from '../cross-fit.ts'
import { foldsOf, split } from '../folds.ts'
import { scaleOf } from '../scale.ts'
import { adderOf, boost } from './boost.ts'
import { CORE, type Column, codeOf, columnOf, numberOf, type Taught } from './columns.ts'
import type { Beyond } from './index.ts'
import { isSure, keptAttributes, offeredAttributes } from './offer.ts'

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
  const left = y.map((log, row) => log - (level[row] as number))
  const without = scaleOf(Array.from(left, Math.abs)).mean
  const worth = WORTH * without
  const offered = offeredAttributes(taught)
  let names = [...CORE, ...offered]
  let worths = new Map<string, number>()
  const leftOut = Float64Array.from(level)
  const gains: number[] = []
  for (let fold = 0; fold < count; fold++) {
    const { inside, outside } = split(folds, fold)
    const wanted = Array.from(inside, (row) => left[row] as number)
    const judged = () => {
      const { columns, trees } = fit(names, taught, outside, seed + fold)
      const codes = columns.map((column) => codesOf(column, taught, inside))
      return { columns, codes, wanted, add: adderOf(trees) }
    }
    let found = judged()
    if (fold === 0 && offered.length > 0) {
      worths = keptAttributes(found, seed)
      names = [...CORE, ...worths.keys()]
      if (worths.size < offered.length) found = judged()
    }
    inside.forEach((row, at) => {
      const added = found.add(Uint8Array.from(found.codes, (codes) => codes[at] as number))
      leftOut[row] = (level[row] as number) + added
      gains.push(Math.abs(wanted[at] as number) - Math.abs((wanted[at] as number) - added))
    })
    // The first fold says it of nearly all markets that have no use for trees.
    if (scaleOf(gains).mean < worth / 2) return null
  }
  const gain = scaleOf(gains).mean
  if (gain < worth || !isSure(gains, SURELY)) return null
  const all = Uint32Array.from(cars.keys())
  const error = { without, with: without - gain }
  const { columns, trees } = fit(names, taught, all, seed)
  const told = columns.map((column) => {
    const worth = worths.get(column.name)
    return worth === undefined ? column : { ...column, worth }
  })
  return { beyond: { columns: told, trees, error }, leftOut }
}

function fit(names: readonly string[], taught: Taught, rows: Uint32Array, seed: number) {
  const { y, level } = taught
  const columns = names.map((name) => columnOf(name, taught, rows))
  const codes = columns.map((column) => codesOf(column, taught, rows))
  const target = Float64Array.from(rows, (row) => (y[row] as number) - (level[row] as number))
  return { columns, trees: boost(codes, target, seed) }
}

function codesOf(column: Column, { cars, level }: Taught, rows: Uint32Array): Uint8Array {
  const number = numberOf(column)
  return Uint8Array.from(rows, (row) => {
    return codeOf(column, number(cars[row] as (typeof cars)[number], level[row] as number))
  })
}
