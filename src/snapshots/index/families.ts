import { DIGITS, type Ids, LOWER, LOWER_DIGITS, NO_TAIL } from './ids.ts'
import { compareTexts } from './texts.ts'

/**
 * Puts right what is ordered by head and then by tail: where a head begins with another (`swift-`, `swift-dzire-`),
 * the tails of the shorter one may belong among the ids of the longer one.
 */
export function orderWithinFamilies(order: Uint32Array, ids: Ids): void {
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
    if (!inOrder) orderFamily(order, ids, from, to)
    from = to
  }
}

/** As bytes: the strings of a million ids would be twice as much as all else that is held while they are put in order. */
function orderFamily(order: Uint32Array, ids: Ids, from: number, to: number): void {
  const keys = new Keys(ids, from, to)
  const places = Uint32Array.from({ length: to - from }, (_, at) => at)
  const rows = order.slice(from, to)
  places.sort((a, b) => keys.compare(a, b))
  for (const [at, place] of places.entries()) order[from + at] = rows[place] ?? 0
}

/** Ids in UTF-8, each as wide as the widest: nothing stands behind the end of a shorter one. */
class Keys {
  private readonly width: number
  private readonly bytes: Uint8Array

  constructor(
    private readonly ids: Ids,
    from: number,
    to: number,
  ) {
    let widest = 0
    for (let row = from; row < to; row++) {
      const [start, end] = this.headOf(row)
      widest = Math.max(widest, end - start)
    }
    this.width = widest + DIGITS
    this.bytes = new Uint8Array(this.width * (to - from))
    for (let row = from; row < to; row++) this.write(row, this.width * (row - from))
  }

  compare(a: number, b: number): number {
    const { bytes, width } = this
    const [left, right] = [a * width, b * width]
    for (let at = 0; at < width; at++) {
      const apart = (bytes[left + at] ?? 0) - (bytes[right + at] ?? 0)
      if (apart !== 0) return apart
    }
    return 0
  }

  private headOf(row: number): [start: number, end: number] {
    const { codes, texts } = this.ids.heads
    const code = codes[row] ?? 0
    return [texts.offsets[code] ?? 0, texts.offsets[code + 1] ?? 0]
  }

  private write(row: number, place: number): void {
    const [start, end] = this.headOf(row)
    this.bytes.set(this.ids.heads.texts.bytes.subarray(start, end), place)
    const upper = this.ids.tails[2 * row + 1] ?? 0
    if (upper === NO_TAIL) return
    const number = (upper - 1) * 2 ** 32 + (this.ids.tails[2 * row] ?? 0)
    const last = place + end - start + DIGITS - 1
    this.digits(number % LOWER, LOWER_DIGITS, last)
    this.digits(Math.floor(number / LOWER), DIGITS - LOWER_DIGITS, last - LOWER_DIGITS)
  }

  private digits(number: number, count: number, last: number): void {
    let rest = number
    for (let at = last; at > last - count; at--) {
      const digit = rest % 36
      this.bytes[at] = digit < 10 ? 48 + digit : 87 + digit
      rest = (rest - digit) / 36
    }
  }
}
