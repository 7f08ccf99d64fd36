import type { TextColumn } from './column.ts'
import { orderWithinFamilies } from './families.ts'
import { grown, TextGatherer } from './gather.ts'
import { DIGITS, Ids, NO_TAIL, tailNumber } from './ids.ts'
import { inOrderOf } from './radix.ts'

/** Ids as cars go by. */
export class IdGatherer {
  private readonly heads: TextGatherer
  private lower: Uint32Array
  private upper: Uint32Array
  private size = 0

  constructor(expected: number) {
    this.heads = new TextGatherer(expected)
    this.lower = new Uint32Array(expected)
    this.upper = new Uint32Array(expected)
  }

  add(id: string): void {
    const row = this.size++
    if (row >= this.lower.length) {
      this.lower = grown(this.lower)
      this.upper = grown(this.upper)
    }
    const tail = tailNumber(id)
    this.heads.set(row, tail === null ? id : id.slice(0, -DIGITS))
    this.lower[row] = tail === null ? 0 : tail % 2 ** 32
    this.upper[row] = tail === null ? NO_TAIL : Math.floor(tail / 2 ** 32) + 1
  }

  /**
   * @returns the ids in order, and the numbers of the cars as they were added in that order
   * @throws when an id occurs twice
   */
  finish(): { ids: Ids; order: Uint32Array } {
    const added = new Uint32Array(this.size)
    for (let row = 0; row < added.length; row++) added[row] = row
    const heads = this.heads.finish(added)
    const keys = [this.lower, this.upper, new Uint32Array(heads.codes)]
    const order = keys.map((key) => key.subarray(0, this.size)).reduce(inOrderOf, added)
    const unordered = this.idsIn(order, heads)
    orderWithinFamilies(order, unordered)
    const ids = this.idsIn(order, heads)
    this.lower = new Uint32Array()
    this.upper = new Uint32Array()
    for (let row = 1; row < ids.size; row++) {
      const same =
        ids.heads.codes[row] === ids.heads.codes[row - 1] &&
        ids.tails[2 * row] === ids.tails[2 * row - 2] &&
        ids.tails[2 * row + 1] === ids.tails[2 * row - 1]
      if (same) throw new Error(`the id ${ids.at(row)} occurs twice`)
    }
    return { ids, order }
  }

  private idsIn(order: Uint32Array, { codes, ...heads }: TextColumn): Ids {
    const ordered = codes.slice()
    const tails = new Uint32Array(order.length * 2)
    for (let row = 0; row < order.length; row++) {
      const added = order[row] ?? 0
      ordered[row] = codes[added] ?? 0
      tails[2 * row] = this.lower[added] ?? 0
      tails[2 * row + 1] = this.upper[added] ?? 0
    }
    return new Ids({ ...heads, codes: ordered }, tails)
  }
}
