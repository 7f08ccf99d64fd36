/** The first of `size` places that a condition holds for, when it holds for all that follow; `size` when for none. */
export function firstWhere(size: number, holds: (at: number) => boolean): number {
  let [low, high] = [0, size]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
