import { readYear } from '../cleaning/cells.ts'
import { DISTANCE_WORDS, PRICE_WORDS, readQuantity } from '../cleaning/quantity.ts'
import type { Assignment, Column } from './assign.ts'

/** Cars that are enough to tell what falls with age. */
const FEWEST = 5

/** Of two numbers without a name, that which falls with the year is the distance, and that which rises the price. */
export function settleByAge({ placed }: Assignment, columns: readonly Column[]): void {
  const [year, km, price] = [placed.get('year'), placed.get('km'), placed.get('price')]
  const [years, one, other] = [year, km, price].map((each) => columns[each?.at ?? -1]?.raw)
  if (!km || !price || !years || !one || !other) return
  const made = years.map(readYear)
  const rises = (cells: readonly string[]) =>
    trend(
      made,
      cells.map((cell) => readQuantity(cell, PRICE_WORDS)?.amount ?? null),
    )
  if (one.some((cell) => readQuantity(cell, DISTANCE_WORDS)?.unit)) return
  if (rises(one) > 0 && rises(other) < 0) {
    placed.set('km', { ...km, at: price.at })
    placed.set('price', { ...price, at: km.at })
  }
}

/** Kendall's: the share of pairs that rise together less that of pairs that do not; 0: nothing tells. */
function trend(first: readonly (number | null)[], second: readonly (number | null)[]): number {
  let [sum, pairs] = [0, 0]
  const most = Math.min(first.length, 100)
  for (let a = 0; a < most; a += 1) {
    for (let b = a + 1; b < most; b += 1) {
      const [x, y, u, v] = [first[a], first[b], second[a], second[b]]
      if (x == null || y == null || u == null || v == null) continue
      sum += Math.sign(x - y) * Math.sign(u - v)
      pairs += 1
    }
  }
  return most < FEWEST || Math.abs(sum) < pairs * 0.1 ? 0 : sum / pairs
}
