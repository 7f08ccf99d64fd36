import { createRandom } from '../random.ts'
import { scaleOf } from '../scale.ts'
import { type Column, codeOf, columnOf, numberOf, type Taught } from './columns.ts'

/** Said by fewer cars it is no property of the market. */
const SAID_BY = 0.3
/** What tells nearly the whole price alone is a price itself, whatever it is called. */
const DISGUISED = 0.9
/** Standard errors by which the error has to rise without an attribute, and the least share of it. */
const SURELY = 3
const WORTH = 0.002

/** The attributes that enough cars say and that are no price in disguise. */
export function offeredAttributes(taught: Taught): string[] {
  const { cars, y } = taught
  const counts = new Map<string, number>()
  for (const { attributes = [] } of cars) {
    for (const { key } of attributes) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const said = [...counts].filter(([, count]) => count >= SAID_BY * cars.length)
  const all = Uint32Array.from(cars.keys())
  return said.flatMap(([key]) => {
    const column = columnOf(key, taught, all)
    const number = numberOf(column)
    const codes = Uint8Array.from(cars, (car) => codeOf(column, number(car, 0)))
    return new Set(codes).size > 1 && shareTold(codes, y) <= DISGUISED ? [key] : []
  })
}

/** Of the variance of a target, by the means of each code; adjusted for their number. */
function shareTold(codes: Uint8Array, target: Float64Array): number {
  const groups = [...Map.groupBy(codes.keys(), (row) => codes[row] as number).values()]
  const spread = scaleOf([...target]).deviation ** 2
  const left = groups.reduce((sum, rows) => {
    const values = rows.map((row) => target[row] as number)
    const { mean } = scaleOf(values)
    return sum + values.reduce((squares, value) => squares + (value - mean) ** 2, 0)
  }, 0)
  return 1 - left / Math.max(1, target.length - groups.length) / spread
}

/** Whether a mean is above nothing by so many of its standard errors. */
export function isSure(gains: readonly number[], errors: number): boolean {
  const { mean, deviation } = scaleOf(gains)
  return mean > (errors * deviation) / Math.sqrt(gains.length)
}

/** Cars that were left out, their codes by column, and what the trees should add for them. */
export type LeftOut = {
  columns: readonly Column[]
  codes: readonly Uint8Array[]
  wanted: readonly number[]
  add(codes: Uint8Array): number
}

/**
 * The attributes without which the error of cars left out is surely greater: each in turn is given to other cars
 * (Breiman 2001, section 10). What only repeats another one, or is noise, is not among them. With the share of the error
 * by which it rises.
 */
export function keptAttributes(
  { columns, codes, wanted, add }: LeftOut,
  seed: number,
): Map<string, number> {
  const random = createRandom(seed)
  const own = new Uint8Array(columns.length)
  const errorOf = (row: number, at = -1, other = row) => {
    for (let each = 0; each < own.length; each++) {
      own[each] = codes[each]?.[each === at ? other : row] ?? 0
    }
    return Math.abs((wanted[row] ?? 0) - add(own))
  }
  const errors = wanted.map((_, row) => errorOf(row))
  const { mean } = scaleOf(errors)
  const kept = new Map<string, number>()
  for (const [at, { name, usual }] of columns.entries()) {
    if (usual === undefined) continue
    const rises = errors.map((error, row) => errorOf(row, at, random.below(wanted.length)) - error)
    const worth = scaleOf(rises).mean / mean
    if (worth >= WORTH && isSure(rises, SURELY)) kept.set(name, Math.round(worth * 1e4) / 1e4)
  }
  return kept
}
