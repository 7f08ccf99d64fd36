import type { NumberColumn } from '../column.ts'
import { firstWhere } from '../first-where.ts'
import { type Bits, noBits, without } from './bits.ts'

/** Parts of a market at whose ends the rows below are kept: seventeen bits a car. */
const PARTS = 16

/** Which rows have a number in a range: from the rows below the nearest of some quantiles and those in between. */
export class RangeBits {
  private readonly below: Bits[] = []

  constructor(
    private readonly column: NumberColumn,
    /** rows by rising number, those without last; null: as they lie */
    private readonly order: Uint32Array | null,
  ) {
    const bits = noBits(column.codes.length)
    for (let part = 0; part <= PARTS; part++) {
      if (part > 0) this.flip(bits, this.placeOfPart(part - 1), this.placeOfPart(part))
      this.below.push(bits.slice())
    }
  }

  /** Rows of the codes from one up to before another. */
  between(from: number, to: number): Bits {
    return without(this.upTo(to), this.upTo(from))
  }

  private upTo(code: number): Bits {
    const { codes } = this.column
    const place = firstWhere(codes.length, (at) => (codes[this.row(at)] ?? 0) >= code)
    const part = Math.round((place * PARTS) / Math.max(1, codes.length))
    const bits = (this.below[part] ?? noBits(codes.length)).slice()
    const known = this.placeOfPart(part)
    this.flip(bits, Math.min(place, known), Math.max(place, known))
    return bits
  }

  private placeOfPart(part: number): number {
    return Math.floor((part * this.column.codes.length) / PARTS)
  }

  private row(place: number): number {
    return this.order ? (this.order[place] ?? 0) : place
  }

  private flip(bits: Bits, from: number, to: number): void {
    const { order } = this
    for (let place = from; place < to; place++) {
      const row = order === null ? place : (order[place] ?? 0)
      bits[row >>> 5] = (bits[row >>> 5] ?? 0) ^ (1 << (row & 31))
    }
  }
}
