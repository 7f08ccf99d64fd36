import type { Scale } from '../bins.ts'
import { type Codes, countBelow, eachBlock, type NumberColumn } from './column.ts'

/** Counts the codes of some rows. */
export function tally(codes: Codes, rows: Uint32Array, counts: Uint32Array): void {
  if (codes instanceof Uint8Array) {
    tallyBytes(codes, rows, counts)
    return
  }
  for (let at = 0; at < rows.length; at++) {
    const code = codes[rows[at] ?? 0] ?? 0
    counts[code] = (counts[code] ?? 0) + 1
  }
}

/** A loop over arrays of one type is compiled for it, and most columns are of this one. */
function tallyBytes(codes: Uint8Array, rows: Uint32Array, counts: Uint32Array): void {
  for (let at = 0; at < rows.length; at++) {
    const code = codes[rows[at] ?? 0] ?? 0
    counts[code] = (counts[code] ?? 0) + 1
  }
}

/** @param size number of different values; the last count is of those without */
export function tallyAll(codes: Codes, size: number): Uint32Array {
  const counts = new Uint32Array(size + 1)
  eachBlock(codes, (block, _, length) => {
    for (let at = 0; at < length; at++) {
      const code = block[at] ?? 0
      counts[code] = (counts[code] ?? 0) + 1
    }
  })
  return counts
}

/** The number of the bin that each code falls into; `scale.count` for cars without. */
export function binsOfCodes({ numbers, size }: NumberColumn, scale: Scale): Uint8Array {
  const bins = new Uint8Array(size + 1)
  let from = 0
  for (let bin = 0; bin < scale.count; bin++) {
    const last = bin === scale.count - 1
    const to = last ? size : countBelow(numbers, scale.from + (bin + 1) * scale.width)
    bins.fill(bin, from, to)
    from = to
  }
  bins[size] = scale.count
  return bins
}
