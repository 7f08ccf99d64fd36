/** The least of many different numbers. */
export class Nearest {
  private readonly kept: Float64Array
  private count = 0
  /** None from here on is wanted; infinite: not known yet. */
  bound = Number.POSITIVE_INFINITY

  /** @param most how many are wanted */
  constructor(private readonly most: number) {
    this.kept = new Float64Array(4 * most)
  }

  add(number: number): void {
    if (number >= this.bound) return
    this.kept[this.count++] = number
    if (this.count === this.kept.length) this.leaveLeast()
  }

  rising(): number[] {
    this.leaveLeast()
    return [...this.kept.subarray(0, this.count)]
  }

  private leaveLeast(): void {
    this.kept.subarray(0, this.count).sort()
    if (this.count < this.most) return
    this.count = this.most
    this.bound = this.kept[this.most - 1] ?? 0
  }
}
