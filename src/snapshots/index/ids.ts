import type { TextColumn } from './column.ts'
import { firstWhere } from './first-where.ts'
import { compareTexts } from './texts.ts'

/*
 * Most ids end in eleven digits of base 36 that stand for a number below 2⁵³, and what stands before them occurs again
 * and again: kept apart they take ten bytes instead of thirty. Any other id is all head.
 */
export const DIGITS = 11
export const LOWER_DIGITS = 6
export const LOWER = 36 ** LOWER_DIGITS
/** The upper half of a tail that is not there; those of others are one higher than they are. */
export const NO_TAIL = 0

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

/** The number that the end of an id stands for; null: it is all head. */
export function tailNumber(id: string): number | null {
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
