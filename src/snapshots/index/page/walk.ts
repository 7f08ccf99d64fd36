import { type Position, type Sort, sortKey } from '../../../listing/query.ts'
import { countBelow, type NumberColumn } from '../column.ts'
import type { Columns } from '../columns.ts'
import { plain } from '../conditions.ts'
import { ORDERED_BY } from '../fields.ts'
import { firstWhere } from '../first-where.ts'

/** A place between two cars of a list, from which it is gone through either way. */
export class Walk {
  private readonly column: NumberColumn
  private readonly order: Uint32Array | null
  private readonly size: number
  private readonly descending: boolean
  /** how many have a value: the others come last, in both directions */
  private readonly valued: number
  /** Cars that follow one another in `order` as they do in the list: those of one value when it descends, else all. */
  private from = 0
  private to: number
  private at = 0

  /** @param position none: before the first */
  constructor(columns: Columns, sort: Sort, position?: Position) {
    const { field, descending } = sortKey(sort)
    this.column = columns.numbers[ORDERED_BY[field]]
    this.order = columns.orders[field]
    this.size = columns.size
    this.to = columns.size
    this.descending = descending
    this.valued = this.firstPlace((code) => code === this.column.size)
    if (position) this.goTo(position, columns)
    else if (descending) this.enterBelow(this.valued)
  }

  /** The row behind this place, which then lies before it; -1: none. */
  next(): number {
    if (this.at === this.to && !this.enterNext()) return -1
    return this.row(this.at++)
  }

  /** The row before this place, which then lies behind it; -1: none. */
  previous(): number {
    if (this.at === this.from && !this.enterPrevious()) return -1
    return this.row(--this.at)
  }

  private row(place: number): number {
    return this.order ? (this.order[place] ?? 0) : place
  }

  private code(place: number): number {
    return this.column.codes[this.row(place)] ?? 0
  }

  private firstPlace(holds: (code: number) => boolean, below = this.size): number {
    return firstWhere(below, (place) => holds(this.code(place)))
  }

  private goTo({ towards, value, id }: Position, { ids }: Columns): void {
    const { numbers, size } = this.column
    const { count, found } = ids.before(plain(id))
    const code = value === null ? size : countBelow(numbers, plain(value))
    if (value !== null && numbers[code] !== value) {
      this.at = this.firstPlace((other) => other >= code)
      if (this.descending) this.enterBelow(this.at)
      return
    }
    const from = this.firstPlace((other) => other >= code)
    const to = this.firstPlace((other) => other > code)
    const row = count + (found && towards === 'next' ? 1 : 0)
    this.at = from + firstWhere(to - from, (place) => this.row(from + place) >= row)
    if (this.descending) {
      this.from = from
      this.to = to
    }
  }

  /** The cars of the value below a place of `order`; those without when there is none. At their beginning. */
  private enterBelow(place: number): void {
    if (place === 0) {
      this.from = this.valued
      this.to = this.size
    } else {
      this.from = this.beginning(place)
      this.to = place
    }
    this.at = this.from
  }

  private enterNext(): boolean {
    if (!this.descending || this.from >= this.valued) return false
    this.enterBelow(this.from)
    return this.at < this.to
  }

  private enterPrevious(): boolean {
    if (!this.descending || this.to === this.valued || this.valued === 0) return false
    const from = this.from >= this.valued ? 0 : this.to
    const code = this.code(from)
    this.from = from
    this.to = this.firstPlace((other) => other > code, this.valued)
    this.at = this.to
    return true
  }

  /** Where the cars of the value before a place begin: most often near. */
  private beginning(place: number): number {
    const code = this.code(place - 1)
    for (let at = place - 1; at >= 0 && at > place - 10; at--) {
      if (this.code(at) !== code) return at + 1
    }
    return this.firstPlace((other) => other >= code, place)
  }
}
