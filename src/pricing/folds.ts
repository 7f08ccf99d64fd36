import { type EstimateCar, trimOf } from './estimate-car.ts'
import { createRandom } from './random.ts'

/** Two listings whose distances differ by less than this share of the larger one are taken for the same car. */
const SAME_DISTANCE = 0.005

/** The numbers from 0 to below `n` in an order that depends on the seed alone (Fisher–Yates). */
export function shuffled(n: number, seed: number): Uint32Array {
  const random = createRandom(seed)
  const order = Uint32Array.from({ length: n }, (_, i) => i)
  for (let i = n - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const swapped = order[i] as number
    order[i] = order[j] as number
    order[j] = swapped
  }
  return order
}

/**
 * The fold, 0 to below `count`, of every row: folds of equal size by number of groups, where rows of one group are
 * never parted.
 */
export function foldsOf(groups: readonly string[], count: number, seed: number): Uint8Array {
  const folds = new Uint8Array(groups.length)
  const given = new Map<string, number>()
  for (const row of shuffled(groups.length, seed)) {
    const group = groups[row] as string
    const fold = given.get(group) ?? given.size % count
    given.set(group, fold)
    folds[row] = fold
  }
  return folds
}

/** Rows inside and outside of a fold. */
export function split(
  folds: Uint8Array,
  fold: number,
): { inside: Uint32Array; outside: Uint32Array } {
  const inside: number[] = []
  const outside: number[] = []
  folds.forEach((of, row) => {
    if (of === fold) inside.push(row)
    else outside.push(row)
  })
  return { inside: Uint32Array.from(inside), outside: Uint32Array.from(outside) }
}

/** A group for every car: near duplicates (all equal but a few km, the key and the price) share one. */
export function nearDuplicates(cars: readonly EstimateCar[]): string[] {
  const groups = cars.map((_, row) => String(row))
  const alike = Map.groupBy(cars.keys(), (row) => {
    const { transmission, fuel, year, owners, state } = cars[row] as EstimateCar
    return [trimOf(cars[row] as EstimateCar), transmission, fuel, year, owners, state].join('|')
  })
  for (const rows of alike.values()) {
    const km = (row: number) => (cars[row] as EstimateCar).km
    rows.sort((a, b) => km(a) - km(b))
    rows.forEach((row, i) => {
      const before = rows[i - 1]
      if (before === undefined || km(row) - km(before) > SAME_DISTANCE * km(row)) return
      groups[row] = groups[before] as string
    })
  }
  return groups
}
