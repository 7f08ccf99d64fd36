/** Positions down (px) at least `gap` apart and above `bottom`, as near as it goes to where they were wanted. */
export function spreadLabels(wanted: readonly number[], gap: number, bottom: number): number[] {
  const order = wanted.map((_, at) => at).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0))
  const placed = [...wanted]
  let least = Number.NEGATIVE_INFINITY
  for (const at of order) {
    placed[at] = Math.max(wanted[at] ?? 0, least)
    least = (placed[at] ?? 0) + gap
  }
  let most = bottom
  for (const at of order.toReversed()) {
    placed[at] = Math.min(placed[at] ?? 0, most)
    most = (placed[at] ?? 0) - gap
  }
  return placed
}
