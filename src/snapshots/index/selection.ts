import { type Bits, bitsOfCodes, both, countBits, hasBit, rowsOfBits } from './bits/bits.ts'
import type { Condition } from './conditions.ts'

/** Rows that pass some of the conditions; `bits` null: all of them do. */
type Passing = { bits: Bits | null; count: number }

/** What conditions leave of some rows; and what each facet counts, which leaves its own condition out. */
export class Selection<F extends string = string> {
  private readonly passing = new Map<F | null, Passing>()
  private readonly lists = new Map<F | null, { rows: Uint32Array; complement: boolean }>()
  private all: Uint32Array | undefined
  private readonly found = new Map<Condition<F>, Bits>()

  /** @param size number of all rows */
  constructor(
    readonly size: number,
    readonly conditions: readonly Condition<F>[],
    private readonly bitsOf: (condition: Condition<string>) => Bits = ({ column, passes }) =>
      bitsOfCodes(column.codes, passes),
  ) {}

  /** Number of rows that pass. */
  get total(): number {
    return this.passingBut(null).count
  }

  passes(row: number): boolean {
    const { bits } = this.passingBut(null)
    return bits === null || hasBit(bits, row)
  }

  /** Whether a row passes all conditions but that of a facet. */
  passesBut(row: number, except: F): boolean {
    const { bits } = this.passingBut(this.ownOf(except))
    return bits === null || hasBit(bits, row)
  }

  /** The rows that pass, rising. */
  rows(): Uint32Array {
    this.all ??= this.allRows()
    return this.all
  }

  /** The rows that pass all conditions but that of a facet, rising; or those that do not, where they are fewer. */
  rowsBut(except: F | null): { rows: Uint32Array; complement: boolean } {
    const own = this.ownOf(except)
    const known = this.lists.get(own)
    if (known) return known
    const { bits, count } = this.passingBut(own)
    const complement = this.isMost(count)
    const wanted = complement ? this.size - count : count
    const rows =
      bits === null ? new Uint32Array() : rowsOfBits(bits, wanted, this.size, complement ? 0 : 1)
    const made = { rows, complement }
    this.lists.set(own, made)
    return made
  }

  private allRows(): Uint32Array {
    const { bits, count } = this.passingBut(null)
    if (bits === null) return Uint32Array.from({ length: this.size }, (_, row) => row)
    return this.isMost(count) ? rowsOfBits(bits, count, this.size, 1) : this.rowsBut(null).rows
  }

  private isMost(count: number): boolean {
    return count * 2 > this.size
  }

  /** A facet, where it has a condition of its own. */
  private ownOf(facet: F | null): F | null {
    return this.conditions.some(({ of }) => of === facet) ? facet : null
  }

  private passingBut(own: F | null): Passing {
    const known = this.passing.get(own)
    if (known) return known
    const [first, ...others] = this.conditions.filter(({ of }) => of !== own)
    let made: Passing = { bits: null, count: this.size }
    if (first) {
      let bits = this.bits(first)
      for (const [at, other] of others.entries()) {
        bits = both(at === 0 ? bits.slice() : bits, this.bits(other))
      }
      made = { bits, count: countBits(bits) }
    }
    this.passing.set(own, made)
    return made
  }

  private bits(condition: Condition<F>): Bits {
    const known = this.found.get(condition)
    if (known) return known
    const bits = this.bitsOf(condition)
    this.found.set(condition, bits)
    return bits
  }
}
