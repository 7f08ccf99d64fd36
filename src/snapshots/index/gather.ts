import {
  type Codes,
  type NumberColumn,
  type Numbers,
  newCodes,
  numberColumn,
  type TextColumn,
  textColumn,
} from './column.ts'
import { NO_INTEGER, rowsInOrder } from './radix.ts'
import { compareTexts, Texts } from './texts.ts'

/** Texts of one field as cars go by: each different one once, and for every car its number. */
export class TextGatherer {
  private readonly known = new Map<string | null, number>()
  private codes: Codes

  constructor(expected: number) {
    this.codes = new Uint8Array(expected)
  }

  set(row: number, text: string | null): void {
    let code = this.known.get(text)
    if (code === undefined) {
      code = this.known.size
      this.known.set(text, code)
      if (code === 2 ** 8) this.codes = new Uint16Array(this.codes)
      if (code === 2 ** 16) this.codes = new Uint32Array(this.codes)
    }
    if (row >= this.codes.length) this.codes = grown(this.codes)
    this.codes[row] = code
  }

  /**
   * Gives back what was gathered: a builder ends one column after the other, and all of them twice is its peak.
   * @param order the cars in the order that the column shall have
   */
  finish(order: Uint32Array): TextColumn {
    const gathered = this.codes
    this.codes = new Uint8Array()
    const texts = [...this.known.keys()].filter((text) => text !== null).sort(compareTexts)
    const ranks = new Map<string | null, number>(texts.map((text, rank) => [text, rank]))
    const rankOf = Uint32Array.from(this.known.keys(), (text) => ranks.get(text) ?? texts.length)
    const codes = newCodes(order.length, texts.length)
    for (let row = 0; row < order.length; row++) {
      codes[row] = rankOf[gathered[order[row] ?? 0] ?? 0] ?? 0
    }
    this.known.clear()
    return textColumn(codes, textsOf(texts))
  }
}

/** Numbers of one field as cars go by: as integers of 32 bits until one is not. */
export class NumberGatherer {
  private numbers: Numbers

  constructor(expected: number) {
    this.numbers = new Int32Array(expected)
  }

  set(row: number, number: number | null): void {
    if (row >= this.numbers.length) this.numbers = grown(this.numbers)
    if (this.numbers instanceof Int32Array) {
      if (number === null || ((number | 0) === number && number !== NO_INTEGER)) {
        this.numbers[row] = number ?? NO_INTEGER
        return
      }
      this.numbers = withFractions(this.numbers)
    }
    // Minus zero is zero.
    this.numbers[row] = (number ?? Number.NaN) + 0
  }

  /**
   * Gives back what was gathered.
   * @param order the cars in the order that the column shall have
   * @returns the column, and its rows by rising number, ties by row, those without last
   */
  finish(order: Uint32Array): { column: NumberColumn; ordered: Uint32Array } {
    const gathered = this.numbers
    this.numbers = new Int32Array()
    const numbers = gathered.slice(0, order.length)
    for (let row = 0; row < order.length; row++) numbers[row] = gathered[order[row] ?? 0] ?? 0
    const ordered = rowsInOrder(numbers)
    const integers = numbers instanceof Int32Array
    const isMissing = (number: number) => (integers ? number === NO_INTEGER : Number.isNaN(number))
    let size = 0
    let last = Number.NaN
    for (let at = 0; at < ordered.length; at++) {
      const number = numbers[ordered[at] ?? 0] ?? 0
      if (isMissing(number)) break
      if (number !== last) size += 1
      last = number
    }
    const values = integers ? new Int32Array(size) : new Float64Array(size)
    const codes = newCodes(order.length, size)
    let code = -1
    for (let at = 0; at < ordered.length; at++) {
      const row = ordered[at] ?? 0
      const number = numbers[row] ?? 0
      if (isMissing(number)) code = size
      else if (code < 0 || number !== values[code]) values[++code] = number
      codes[row] = code
    }
    return { column: numberColumn(codes, values), ordered }
  }
}

function withFractions(integers: Int32Array): Float64Array {
  return Float64Array.from(integers, (number) => (number === NO_INTEGER ? Number.NaN : number))
}

/** Room for half as many again. */
export function grown<T extends Codes | Numbers>(array: T): T
export function grown(array: Codes | Numbers): Codes | Numbers {
  const length = Math.max(1024, Math.ceil(array.length * 1.5))
  if (array instanceof Uint8Array) return filled(new Uint8Array(length), array)
  if (array instanceof Uint16Array) return filled(new Uint16Array(length), array)
  if (array instanceof Uint32Array) return filled(new Uint32Array(length), array)
  if (array instanceof Int32Array) return filled(new Int32Array(length), array)
  return filled(new Float64Array(length), array)
}

function filled<T extends Codes | Numbers>(room: T, from: T): T {
  room.set(from)
  return room
}

function textsOf(texts: readonly string[]): Texts {
  const offsets = new Int32Array(texts.length + 1)
  const written = texts.map((text) => Buffer.from(text))
  for (const [index, { length }] of written.entries()) {
    offsets[index + 1] = (offsets[index] ?? 0) + length
  }
  return new Texts(Buffer.concat(written), offsets, texts.length)
}
