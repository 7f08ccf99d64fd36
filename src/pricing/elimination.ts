import { countOnes, lowestOne } from '../platform/bit-words.ts'
import type { SparseMatrix } from './sparse.ts'

/** Which entries of L are not zero where XᵀX = L·Lᵀ, by columns: those of column c are `rows[starts[c]…starts[c + 1])`. */
export type Elimination = {
  /** the place of each column of X in the order in which they are eliminated */
  places: Uint32Array
  starts: Uint32Array
  /** places, ascending; the first of a column is its own */
  rows: Uint32Array
}

/**
 * The order of least degree (Tinney & Walker 1967): the column goes next that meets the fewest others in a row, and those
 * then meet each other. Of the 3,420 columns of a market of 2,804 cars L keeps 280,000 entries instead of six million.
 */
export function eliminate(x: SparseMatrix): Elimination {
  const words = (x.width + 31) >>> 5
  const meets = meetings(x, words)
  const order: number[] = []
  const below: Uint32Array[] = []
  const degrees = new Int32Array(x.width)
  for (let c = 0; c < x.width; c++) degrees[c] = membersOf(meets, c, words).length
  while (order.length < x.width) {
    const next = leastOf(degrees)
    const met = membersOf(meets, next, words)
    order.push(next)
    below.push(met)
    degrees[next] = DONE
    for (let i = 0; i < met.length; i++) {
      const other = met[i] as number
      degrees[other] = join(meets, other, next, words)
    }
  }
  return patternOf(order, below)
}

/** The degree of a column that is eliminated. */
const DONE = 0x7fffffff

/** A set of columns for each column: one bit for each that it shares a row with. */
function meetings({ rows, width, starts, columns }: SparseMatrix, words: number): Int32Array {
  const sets = new Int32Array(width * words)
  for (let row = 0; row < rows; row++) {
    const [start, end] = [starts[row] as number, starts[row + 1] as number]
    for (let i = start; i < end; i++) {
      const set = (columns[i] as number) * words
      for (let j = start; j < end; j++) {
        const other = columns[j] as number
        const at = set + (other >>> 5)
        sets[at] = (sets[at] as number) | (1 << (other & 31))
      }
    }
  }
  for (let c = 0; c < width; c++) remove(sets, c * words, c)
  return sets
}

/** Adds to the set of `column` that of `gone`, without either. Returns its size. */
function join(sets: Int32Array, column: number, gone: number, words: number): number {
  const to = column * words
  const shift = (gone - column) * words
  let count = 0
  for (let at = to; at < to + words; at++) {
    const word = (sets[at] as number) | (sets[at + shift] as number)
    sets[at] = word
    count += countOnes(word)
  }
  // Each was in the set of the other.
  remove(sets, to, column)
  remove(sets, to, gone)
  return count - 2
}

function remove(sets: Int32Array, set: number, column: number) {
  const at = set + (column >>> 5)
  sets[at] = (sets[at] as number) & ~(1 << (column & 31))
}

function membersOf(sets: Int32Array, column: number, words: number): Uint32Array {
  const members: number[] = []
  for (let i = 0; i < words; i++) {
    let word = sets[column * words + i] as number
    for (; word !== 0; word &= word - 1) members.push(i * 32 + lowestOne(word))
  }
  return Uint32Array.from(members)
}

/** Of equals the first. */
function leastOf(degrees: Int32Array): number {
  let least = 0
  for (let c = 1; c < degrees.length; c++) {
    if ((degrees[c] as number) < (degrees[least] as number)) least = c
  }
  return least
}

function patternOf(order: readonly number[], below: readonly Uint32Array[]): Elimination {
  const places = new Uint32Array(order.length)
  for (const [place, column] of order.entries()) places[column] = place
  const starts = new Uint32Array(order.length + 1)
  for (const [place, met] of below.entries()) {
    starts[place + 1] = (starts[place] as number) + 1 + met.length
  }
  const rows = new Uint32Array(starts[order.length] as number)
  for (const [place, met] of below.entries()) {
    const start = starts[place] as number
    rows[start] = place
    rows.set(met.map((column) => places[column] as number).sort(), start + 1)
  }
  return { places, starts, rows }
}
