import { fold } from '../../listing/car.ts'
import { firstWhere } from './first-where.ts'

const decoder = new TextDecoder()

/** Many texts in order as one run of UTF-8: decoded when they are asked for, searched as they lie. */
export class Texts {
  private decoded: string[] | undefined
  private folded: Map<string, number[]> | undefined

  /** @param offsets where each text begins, and where the last one ends */
  constructor(
    readonly bytes: Uint8Array,
    readonly offsets: Int32Array,
    readonly size: number,
  ) {}

  at(index: number): string {
    return this.decoded?.[index] ?? this.decode(index)
  }

  /** Kept from the first call on. */
  all(): readonly string[] {
    this.decoded ??= Array.from({ length: this.size }, (_, index) => this.decode(index))
    return this.decoded
  }

  /** -1: it is not among them. */
  indexOf(text: string): number {
    const at = firstWhere(this.size, (index) => compareTexts(this.at(index), text) >= 0)
    return at < this.size && this.at(at) === text ? at : -1
  }

  /** The texts that are the same when case and accents are removed. */
  foldedTo(text: string): readonly number[] {
    this.folded ??= this.fold()
    return this.folded.get(text) ?? []
  }

  /** Which texts hold a part: 1 for each that does. */
  holding(part: string): Uint8Array {
    const found = new Uint8Array(this.size)
    const end = this.offsets[this.size] ?? 0
    const lying = Buffer.from(this.bytes.buffer, this.bytes.byteOffset, end)
    const wanted = Buffer.from(part)
    let text = 0
    for (let at = lying.indexOf(wanted); at !== -1; ) {
      text += firstWhere(this.size - text, (index) => this.endOf(text + index) > at)
      if (at + wanted.length <= this.endOf(text)) {
        found[text] = 1
        at = lying.indexOf(wanted, this.endOf(text))
      } else {
        at = lying.indexOf(wanted, at + 1)
      }
    }
    return found
  }

  private fold(): Map<string, number[]> {
    const folded = new Map<string, number[]>()
    for (const [index, text] of this.all().entries()) {
      const key = fold(text)
      const same = folded.get(key)
      if (same) same.push(index)
      else folded.set(key, [index])
    }
    return folded
  }

  private endOf(index: number): number {
    return this.offsets[index + 1] ?? Number.MAX_SAFE_INTEGER
  }

  private decode(index: number): string {
    return decoder.decode(this.bytes.subarray(this.offsets[index], this.offsets[index + 1]))
  }
}

/** Order of texts by their bytes in UTF-8, as databases have it; UTF-16 has another beyond the first 65,536 characters. */
export function compareTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at++) {
    const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)]
    if (left !== right) return byteOrder(left) - byteOrder(right)
  }
  return a.length - b.length
}

/** Halves of characters beyond the first 65,536 come after all others. */
function byteOrder(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}
