import type { Numbers } from './column.ts'

/** Stands for a missing number; comes after all others. */
export const NO_INTEGER = 2 ** 31 - 1

/** Rows in rising order of their numbers, ties by row; those without (NO_INTEGER or NaN) last. */
export function rowsInOrder(numbers: Numbers): Uint32Array {
  const rows = new Uint32Array(numbers.length)
  for (let row = 0; row < rows.length; row++) rows[row] = row
  return keysOf(numbers).reduce(inOrderOf, rows)
}

/** Two passes of 16 bits; each leaves equal keys in the order that they were in. */
export function inOrderOf(rows: Uint32Array, keys: Uint32Array): Uint32Array {
  return pass(pass(rows, keys, 0), keys, 16)
}

function pass(rows: Uint32Array, keys: Uint32Array, shift: number): Uint32Array {
  const starts = new Uint32Array(2 ** 16 + 1)
  for (let row = 0; row < keys.length; row++) {
    const digit = ((keys[row] ?? 0) >>> shift) & 0xffff
    starts[digit + 1] = (starts[digit + 1] ?? 0) + 1
  }
  const first = ((keys[0] ?? 0) >>> shift) & 0xffff
  if (starts[first + 1] === keys.length) return rows
  for (let digit = 1; digit < starts.length; digit++) {
    starts[digit] = (starts[digit] ?? 0) + (starts[digit - 1] ?? 0)
  }
  const ordered = new Uint32Array(rows.length)
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? 0
    const digit = ((keys[row] ?? 0) >>> shift) & 0xffff
    const place = starts[digit] ?? 0
    ordered[place] = row
    starts[digit] = place + 1
  }
  return ordered
}

/** Numbers as unsigned keys of the same order, the lower half first. */
function keysOf(numbers: Numbers): Uint32Array[] {
  const keys = new Uint32Array(numbers.length)
  if (numbers instanceof Int32Array) {
    for (let row = 0; row < keys.length; row++) keys[row] = (numbers[row] ?? 0) ^ 0x8000_0000
    return [keys]
  }
  const lower = new Uint32Array(numbers.length)
  const bits = new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length * 2)
  for (let row = 0; row < keys.length; row++) {
    const [low, high] = [bits[2 * row] ?? 0, bits[2 * row + 1] ?? 0]
    const negative = high >>> 31 === 1
    lower[row] = negative ? ~low : low
    keys[row] = negative ? ~high : high ^ 0x8000_0000
  }
  return [lower, keys]
}
