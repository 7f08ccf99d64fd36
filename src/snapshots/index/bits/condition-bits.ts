import { LRUCache } from 'lru-cache'
import { RANGE_FIELDS, type RangeField } from '../../../listing/query.ts'
import type { Columns } from '../columns.ts'
import type { Condition } from '../conditions.ts'
import { type Bits, bitsOfCodes } from './bits.ts'
import { RangeBits } from './range-bits.ts'

/** Rows up to which a pass over them costs less than what is kept saves. */
const SMALL = 1 << 16
/** Sets of values, such as one brand, whose rows are remembered: two bytes a car together. */
const REMEMBERED = 16

/** Which rows pass a condition, with what was found for others before. */
export class ConditionBits {
  private readonly sets = new LRUCache<string, Bits>({ max: REMEMBERED })
  private readonly ranges = new Map<RangeField, RangeBits>()

  constructor(private readonly columns: Columns) {}

  readonly of = (condition: Condition<string>): Bits => {
    const { of, column, passes, range } = condition
    if (this.columns.size <= SMALL) return bitsOfCodes(column.codes, passes)
    if (range && isRange(of)) return this.rangesOf(of).between(range.from, range.to)
    const name = `${of} ${Bun.hash(passes)}`
    const known = this.sets.get(name)
    if (known) return known
    const bits = bitsOfCodes(column.codes, passes)
    this.sets.set(name, bits)
    return bits
  }

  private rangesOf(field: RangeField): RangeBits {
    const { numbers, orders } = this.columns
    const made = this.ranges.get(field) ?? new RangeBits(numbers[field], orders[field])
    this.ranges.set(field, made)
    return made
  }
}

const isRange = (of: string): of is RangeField => (RANGE_FIELDS as readonly string[]).includes(of)
