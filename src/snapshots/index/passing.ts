import { BLOCK, type Codes, type Column } from './column.ts'
import type { Selection } from './selection.ts'

/**
 * Codes of the rows that pass, in blocks of one type: what is done with them is compiled for it, and quickest for this one.
 * @param each is given a block of each column, which is written over by the next, their length, and how many came before
 */
export function eachPassing(
  selection: Selection,
  columns: readonly Column[],
  each: (blocks: readonly Int32Array[], length: number, from: number) => void,
): void {
  const { total, size } = selection
  const room = Math.min(total, BLOCK)
  const blocks = columns.map(() => new Int32Array(room))
  const rows = total === size ? null : selection.rows()
  for (let from = 0; from < total; from += room) {
    const to = Math.min(from + room, total)
    for (const [at, block] of blocks.entries()) {
      const codes = columns[at]?.codes ?? new Uint8Array()
      if (rows) take(codes, rows.subarray(from, to), block)
      else block.set(codes.subarray(from, to))
    }
    each(blocks, to - from, from)
  }
}

/** Three times the same: a loop over arrays of one type is compiled for it. */
function take(codes: Codes, rows: Uint32Array, block: Int32Array): void {
  if (codes instanceof Uint8Array) takeBytes(codes, rows, block)
  else if (codes instanceof Uint16Array) takeShorts(codes, rows, block)
  else takeWords(codes, rows, block)
}

function takeBytes(codes: Uint8Array, rows: Uint32Array, block: Int32Array): void {
  for (let at = 0; at < rows.length; at++) block[at] = codes[rows[at] ?? 0] ?? 0
}

function takeShorts(codes: Uint16Array, rows: Uint32Array, block: Int32Array): void {
  for (let at = 0; at < rows.length; at++) block[at] = codes[rows[at] ?? 0] ?? 0
}

function takeWords(codes: Uint32Array, rows: Uint32Array, block: Int32Array): void {
  for (let at = 0; at < rows.length; at++) block[at] = codes[rows[at] ?? 0] ?? 0
}
