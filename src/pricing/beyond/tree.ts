/** A tree asks so many questions of every car, one after the other. */
export const DEPTH = 6
export const QUESTIONS = 2 ** DEPTH - 1
export const LEAVES = 2 ** DEPTH

/** Answers to a question are `code > bin`; no code is above this one, so that everybody goes the same way. */
const NEVER = 255
const FEWEST = 20
const PENALTY = 5
/** A column has no more codes than these. */
const CODES = 64 + 1

/** Codes of every row, by column. */
export type Codes = readonly Uint8Array[]
/** `questions` from the root on, level by level: column × 256 + bin. */
export type Tree = { questions: Uint16Array; leaves: Float64Array }
type Split = { gain: number; column: number; bin: number }
/** `rows` is taught with; `columns` may be asked about. */
export type Lesson = {
  codes: Codes
  wanted: Float64Array
  rows: Uint32Array
  columns: readonly number[]
  /** number of codes that each column has */
  widths: readonly number[]
}

/**
 * A regression tree of fixed depth that brings its leaves as near as it can to the wanted values (Breiman et al. 1984;
 * histograms of codes as in Ke et al. 2017). `place`: the leaf of every row, also of those it was not taught with.
 */
export function growTree(
  { codes, widths, wanted, rows, columns }: Lesson,
  place: Uint8Array,
): Tree {
  const questions = new Uint16Array(QUESTIONS).fill(NEVER)
  place.fill(0)
  for (let depth = 0; depth < DEPTH; depth++) {
    const nodes = 2 ** depth
    const best = Array.from({ length: nodes }, (): Split => ({ gain: 1e-9, column: 0, bin: NEVER }))
    const cells = new Float64Array(nodes * CODES * 2)
    for (const column of columns) {
      cells.fill(0)
      tally(codes[column] as Uint8Array, wanted, rows, place, cells)
      for (let node = 0; node < nodes; node++) {
        improve(best[node] as Split, column, node * CODES * 2, widths[column] as number, cells)
      }
    }
    best.forEach(({ column, bin }, node) => {
      questions[nodes - 1 + node] = column * 256 + bin
    })
    for (let row = 0; row < place.length; row++) {
      const node = place[row] as number
      const { column, bin } = best[node] as Split
      place[row] = node * 2 + (((codes[column] as Uint8Array)[row] as number) > bin ? 1 : 0)
    }
  }
  return { questions, leaves: leavesOf(wanted, rows, place) }
}

/** Cells hold a sum and a number of cars, for each code of each node. */
function tally(
  codes: Uint8Array,
  wanted: Float64Array,
  rows: Uint32Array,
  place: Uint8Array,
  cells: Float64Array,
): void {
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as number
    const cell = ((place[row] as number) * CODES + (codes[row] as number)) * 2
    cells[cell] = (cells[cell] as number) + (wanted[row] as number)
    cells[cell + 1] = (cells[cell + 1] as number) + 1
  }
}

/** Takes a split of this column for the best where it is better. @param from first cell of the node */
function improve(best: Split, column: number, from: number, width: number, cells: Float64Array) {
  let total = 0
  let cars = 0
  for (let code = 0; code < width; code++) {
    total += cells[from + code * 2] as number
    cars += cells[from + code * 2 + 1] as number
  }
  if (cars < 2 * FEWEST) return
  const whole = total ** 2 / (cars + PENALTY)
  let left = 0
  let before = 0
  for (let code = 0; code < width - 1; code++) {
    left += cells[from + code * 2] as number
    before += cells[from + code * 2 + 1] as number
    if (before < FEWEST) continue
    if (cars - before < FEWEST) return
    const parted = left ** 2 / (before + PENALTY)
    const gain = parted + (total - left) ** 2 / (cars - before + PENALTY) - whole
    if (gain <= best.gain) continue
    best.gain = gain
    best.column = column
    best.bin = code
  }
}

function leavesOf(wanted: Float64Array, rows: Uint32Array, place: Uint8Array): Float64Array {
  const sums = new Float64Array(LEAVES)
  const counts = new Float64Array(LEAVES)
  for (const row of rows) {
    const leaf = place[row] as number
    sums[leaf] = (sums[leaf] as number) + (wanted[row] as number)
    counts[leaf] = (counts[leaf] as number) + 1
  }
  return sums.map((sum, leaf) => sum / ((counts[leaf] as number) + PENALTY))
}
