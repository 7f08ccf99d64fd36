import { firstWhere } from './first-where.ts'
import type { Texts } from './texts.ts'

/** In the smallest type that holds them all. */
export type Codes = Uint8Array | Uint16Array | Uint32Array
export type Numbers = Int32Array | Float64Array

/**
 * A field of all cars. `codes` has for each car the rank of its value among those that occur, so that codes compare as
 * values do; `size`, the number of such values, stands for none.
 */
export type Column<V = string | number> = { codes: Codes; size: number; at(code: number): V }
export type TextColumn = Column<string> & { texts: Texts }
export type NumberColumn = Column<number> & { numbers: Numbers }

export function textColumn(codes: Codes, texts: Texts): TextColumn {
  return { codes, size: texts.size, texts, at: (code) => texts.at(code) }
}

export function numberColumn(codes: Codes, numbers: Numbers): NumberColumn {
  return { codes, size: numbers.length, numbers, at: (code) => numbers[code] ?? Number.NaN }
}

/** @param most the highest code */
export function newCodes(length: number, most: number): Codes {
  if (most < 2 ** 8) return new Uint8Array(length)
  return most < 2 ** 16 ? new Uint16Array(length) : new Uint32Array(length)
}

/** Value of a car, null where it has none. */
export function valueAt(column: Column, row: number): string | number | null {
  const code = column.codes[row] ?? column.size
  return code === column.size ? null : column.at(code)
}

/** How many of these rising numbers are less than one. */
export function countBelow(numbers: Numbers, limit: number): number {
  return firstWhere(numbers.length, (at) => (numbers[at] ?? Number.NaN) >= limit)
}

/** How many of these rising numbers are at most one. */
export function countUpTo(numbers: Numbers, limit: number): number {
  return firstWhere(numbers.length, (at) => (numbers[at] ?? Number.NaN) > limit)
}

/** Cars that are gone through at a time. */
export const BLOCK = 1 << 14
const scratch = new Uint32Array(BLOCK)

/**
 * Codes in blocks of one type: a loop over them is compiled for it and three times as quick as over codes of any.
 * @param each is given the block, which is written over by the next, the row that it begins with, and its length
 */
export function eachBlock(
  codes: Codes,
  each: (block: Uint32Array, from: number, length: number) => void,
): void {
  for (let from = 0; from < codes.length; from += BLOCK) {
    const part = codes.subarray(from, from + BLOCK)
    scratch.set(part)
    each(scratch, from, part.length)
  }
}
