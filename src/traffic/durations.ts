/** Steps of a doubling, so that a percentile is right to within 2.2 % */
const STEPS = 16
/** ms of the least that is told from 0 */
const LEAST = 0.01
const SIZE = 24 * STEPS

/** How long requests took, in boxes that grow with the time: those of many segments add up. */
export const newDurations = (): Float64Array => new Float64Array(SIZE)

export function addDuration(boxes: Float64Array, ms: number, weight: number): void {
  const at = ms <= LEAST ? 0 : Math.min(SIZE - 1, Math.ceil(Math.log2(ms / LEAST) * STEPS))
  boxes[at] = (boxes[at] ?? 0) + weight
}

/** ms below which that share of requests lies; null: none is known. */
export function percentile(boxes: Float64Array, share: number): number | null {
  const total = boxes.reduce((sum, each) => sum + each, 0)
  if (total === 0) return null
  let below = 0
  for (let at = 0; at < SIZE; at++) {
    below += boxes[at] ?? 0
    if (below >= share * total) return LEAST * 2 ** ((at - 0.5) / STEPS)
  }
  return null
}
