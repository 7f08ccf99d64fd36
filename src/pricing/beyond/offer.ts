import { average } from '../evaluation.ts'
import { codeOf, columnOf, numberOf, type Taught } from './columns.ts'

/** Said by fewer cars it is no property of the market. */
const SAID_BY = 0.3
/** What tells nearly the whole price alone is a price itself, whatever it is called. */
const DISGUISED = 0.9
/** Standard errors by which the error has to fall. */
const SURELY = 3
/** Cars whose residuals say by how much others of that value are off, drawn to nothing by as many. */
const DRAWN_BY = 10

/** The attributes that lower the error of cars left out; `folds` as those were left out by. */
export function keptAttributes(taught: Taught, folds: Uint8Array): string[] {
  const { cars, y, level } = taught
  const counts = new Map<string, number>()
  for (const { attributes = [] } of cars) {
    for (const { key } of attributes) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const said = [...counts].filter(([, count]) => count >= SAID_BY * cars.length)
  const all = Uint32Array.from(cars.keys())
  const residuals = y.map((price, row) => price - (level[row] as number))
  return said.flatMap(([key]) => {
    const column = columnOf(key, taught, all)
    const value = numberOf(column)
    const codes = Uint8Array.from(cars, (car) => codeOf(column, value(car, 0)))
    if (new Set(codes).size < 2 || shareTold(codes, y) > DISGUISED) return []
    return lowers(codes, residuals, folds) ? [key] : []
  })
}

/** Of the variance of a target, by the means of each code; adjusted for their number. */
function shareTold(codes: Uint8Array, target: Float64Array): number {
  const mean = average([...target])
  const means = meansOf(codes, target, () => true, 0)
  const spread = average(Array.from(target, (each) => (each - mean) ** 2))
  const left = average(
    Array.from(target, (each, row) => (each - (means.get(codes[row] as number) ?? mean)) ** 2),
  )
  return 1 - ((left / spread) * (target.length - 1)) / Math.max(1, target.length - means.size)
}

/** Whether residuals get surely smaller by the means of the same code in other folds. */
function lowers(codes: Uint8Array, residuals: Float64Array, folds: Uint8Array): boolean {
  const count = Math.max(...folds) + 1
  const others = Array.from({ length: count }, (_, fold) =>
    meansOf(codes, residuals, (row) => folds[row] !== fold, DRAWN_BY),
  )
  const gains = Array.from(residuals, (residual, row) => {
    const mean = others[folds[row] as number]?.get(codes[row] as number) ?? 0
    return Math.abs(residual) - Math.abs(residual - mean)
  })
  return isSure(gains, SURELY)
}

/** Whether a mean is above nothing by so many of its standard errors. */
export function isSure(gains: readonly number[], errors: number): boolean {
  const mean = average(gains)
  const deviation = Math.sqrt(average(gains.map((gain) => (gain - mean) ** 2)))
  return mean > (errors * deviation) / Math.sqrt(gains.length)
}

function meansOf(
  codes: Uint8Array,
  values: Float64Array,
  counts: (row: number) => boolean,
  drawnBy: number,
): Map<number, number> {
  const sums = new Map<number, { sum: number; cars: number }>()
  codes.forEach((code, row) => {
    if (!counts(row)) return
    const { sum, cars } = sums.get(code) ?? { sum: 0, cars: 0 }
    sums.set(code, { sum: sum + (values[row] as number), cars: cars + 1 })
  })
  return new Map([...sums].map(([code, { sum, cars }]) => [code, sum / (cars + drawnBy)]))
}
