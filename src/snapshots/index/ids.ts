import type { TextColumn } from './column.ts'
import { firstWhere } from './first-where.ts'
import { grown, TextGatherer } from './gather.ts'
import { inOrderOf } from './radix.ts'
import { compareTexts } from './texts.ts'

/*
 * Most ids end in eleven digits of base 36 that stand for a number below 2⁵³, and what stands before them occurs again
 * and again: kept apart they take ten bytes instead of thirty. Any other id is all head.
 */
const DIGITS = 11
const LOWER_DIGITS = 6
const LOWER = 36 ** LOWER_DIGITS
/** The upper half of a tail that is not there; those of others are one higher than they are. */
const NO_TAIL = 0

/** The ids of all cars in their order. `tails`: two halves a car, the lower first; the upper is one too high, or NO_TAIL. */
export class Ids {
  constructor(
    readonly heads: TextColumn,
    readonly tails: Uint32Array,
  ) {}

  get size(): number {
    return this.heads.codes.length
  }

  at(row: number): string {
    const head = this.heads.at(this.heads.codes[row] ?? 0)
    return head + tailText(this.tails[2 * row] ?? 0, this.tails[2 * row + 1] ?? 0)
  }

  /** How many ids stand before this one; `found`: whether the next is this one. */
  before(id: string): { count: number; found: boolean } {
    const count = firstWhere(this.size, (row) => compareTexts(this.at(row), id) >= 0)
    return { count, found: count < this.size && this.at(count) === id }
  }
}

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

/**
 * Puts right what is ordered by head and then by tail: where a head begins with another (`swift-`, `swift-dzire-`),
 * the tails of the shorter one may belong among the ids of the longer one.
 */
function orderWithinFamilies(order: Uint32Array, ids: Ids): void {
  const { codes, texts } = ids.heads
  const heads = texts.all()
  for (let from = 0; from < ids.size; ) {
    const first = heads[codes[from] ?? 0] ?? ''
    let to = from
    let inOrder = true
    for (; to < ids.size && heads[codes[to] ?? 0]?.startsWith(first); to++) {
      const apart = to > from && codes[to] !== codes[to - 1]
      if (apart && compareTexts(ids.at(to - 1), ids.at(to)) > 0) inOrder = false
    }
    if (!inOrder) {
      const family = Array.from({ length: to - from }, (_, at) => ({
        id: ids.at(from + at),
        row: order[from + at] ?? 0,
      }))
      family.sort((a, b) => compareTexts(a.id, b.id))
      for (const [at, { row }] of family.entries()) order[from + at] = row
    }
    from = to
  }
}

function tailNumber(id: string): number | null {
  if (id.length < DIGITS) return null
  const upper = base36(id, id.length - DIGITS, id.length - LOWER_DIGITS)
  const lower = base36(id, id.length - LOWER_DIGITS, id.length)
  const number = upper * LOWER + lower
  return number <= Number.MAX_SAFE_INTEGER ? number : null
}

/** NaN where a character is no digit. */
function base36(text: string, from: number, to: number): number {
  let number = 0
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at)
    if (unit >= 48 && unit <= 57) number = number * 36 + unit - 48
    else if (unit >= 97 && unit <= 122) number = number * 36 + unit - 87
    else return Number.NaN
  }
  return number
}

function tailText(lower: number, upper: number): string {
  if (upper === NO_TAIL) return ''
  return ((upper - 1) * 2 ** 32 + lower).toString(36).padStart(DIGITS, '0')
}
