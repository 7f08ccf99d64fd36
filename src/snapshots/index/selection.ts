import { eachBlock } from './column.ts'
import type { Condition } from './conditions.ts'

/** What fails more than one condition counts for no facet. */
const MANY = 255

/**
 * What conditions leave of some rows. Marks each row with the one condition that it fails, so that the counts of every
 * facet, which leaves its own condition out, come from the same pass.
 */
export class Selection<F extends string = string> {
  /** Number of all rows. */
  readonly size: number
  private readonly conditions: readonly Condition<F>[]
  /** 0: passes all; k: fails the k-th condition alone; MANY. Empty without conditions. */
  private readonly marks: Uint8Array
  private readonly counts = new Uint32Array(MANY + 1)
  /** The marks that occur. */
  private readonly found: number[]
  private readonly lists = new Map<number, Uint32Array>()

  constructor(size: number, conditions: readonly Condition<F>[]) {
    this.size = size
    this.conditions = conditions
    this.marks = new Uint8Array(this.conditions.length === 0 ? 0 : this.size)
    for (const [at, condition] of this.conditions.entries()) mark(this.marks, condition, at + 1)
    if (this.conditions.length === 0) this.counts[0] = this.size
    else tallyMarks(this.marks, this.counts)
    this.found = [...this.conditions.keys(), this.conditions.length, MANY].filter(
      (mark) => (this.counts[mark] ?? 0) > 0,
    )
  }

  /** Number of rows that pass. */
  get total(): number {
    return this.counts[0] ?? 0
  }

  /** Whether every row passes, also for the facet that leaves its own condition out. */
  isWhole(except?: F): boolean {
    return this.conditions.every(({ of }) => of === except)
  }

  passes(row: number): boolean {
    return this.marks.length === 0 || this.marks[row] === 0
  }

  /** Whether a row passes all conditions but that of a facet. */
  passesBut(row: number, except: F): boolean {
    if (this.marks.length === 0) return true
    const mark = this.marks[row]
    return mark === 0 || mark === this.numberOf(except)
  }

  /** The rows that pass, rising. */
  rows(): Uint32Array {
    return this.marked(0)
  }

  /**
   * The rows that pass all conditions but that of a facet, in lists that together hold each once; or those that do not,
   * where they are fewer.
   */
  rowsBut(except: F): { lists: Uint32Array[]; complement: boolean } {
    const own = this.numberOf(except)
    const passing = this.total + (own === 0 ? 0 : (this.counts[own] ?? 0))
    const complement = passing * 2 > this.size
    const wanted = this.found.filter((mark) => (mark === 0 || mark === own) !== complement)
    return { lists: wanted.map((mark) => this.marked(mark)), complement }
  }

  /** The number of a facet's own condition; 0: it has none. */
  private numberOf(facet: F): number {
    return this.conditions.findIndex(({ of }) => of === facet) + 1
  }

  private marked(number: number): Uint32Array {
    if (this.lists.size === 0) {
      const rows =
        this.marks.length === 0 ? allRows(this.size) : rowsByMark(this.marks, this.counts)
      let from = 0
      for (const [mark, count] of this.counts.entries()) {
        this.lists.set(mark, rows.subarray(from, from + count))
        from += count
      }
    }
    return this.lists.get(number) ?? new Uint32Array()
  }
}

function mark(marks: Uint8Array, { column, passes }: Condition<string>, number: number): void {
  // By mark and by whether the car passes: a look-up is quicker than a branch that cannot be foreseen.
  const next = new Uint8Array(2 * (MANY + 1))
  for (let before = 0; before <= MANY; before++) {
    next[2 * before] = before === 0 ? number : MANY
    next[2 * before + 1] = before
  }
  const { codes } = column
  if (codes instanceof Uint8Array) {
    for (let row = 0; row < codes.length; row++) {
      const before = marks[row] ?? 0
      marks[row] = next[2 * before + (passes[codes[row] ?? 0] ?? 0)] ?? 0
    }
    return
  }
  eachBlock(codes, (block, from, length) => {
    for (let at = 0; at < length; at++) {
      const before = marks[from + at] ?? 0
      marks[from + at] = next[2 * before + (passes[block[at] ?? 0] ?? 0)] ?? 0
    }
  })
}

/** Counts of four rows in turn go to tables of their own, so that none waits for the one before. */
function tallyMarks(marks: Uint8Array, counts: Uint32Array): void {
  const tables = Array.from({ length: 4 }, () => new Uint32Array(MANY + 1))
  const [a = counts, b = counts, c = counts, d = counts] = tables
  const whole = marks.length & ~3
  for (let row = 0; row < whole; row += 4) {
    add(a, marks[row])
    add(b, marks[row + 1])
    add(c, marks[row + 2])
    add(d, marks[row + 3])
  }
  for (let row = whole; row < marks.length; row++) add(a, marks[row])
  for (const table of tables) {
    for (let mark = 0; mark <= MANY; mark++) counts[mark] = (counts[mark] ?? 0) + (table[mark] ?? 0)
  }
}

function add(counts: Uint32Array, mark = 0): void {
  counts[mark] = (counts[mark] ?? 0) + 1
}

function allRows(size: number): Uint32Array {
  const rows = new Uint32Array(size)
  for (let row = 0; row < size; row++) rows[row] = row
  return rows
}

/** All rows, those of one mark after those of the lower ones, each rising. */
function rowsByMark(marks: Uint8Array, counts: Uint32Array): Uint32Array {
  const places = new Uint32Array(MANY + 1)
  for (let mark = 1; mark <= MANY; mark++) {
    places[mark] = (places[mark - 1] ?? 0) + (counts[mark - 1] ?? 0)
  }
  const rows = new Uint32Array(marks.length)
  for (let row = 0; row < marks.length; row++) {
    const mark = marks[row] ?? 0
    const place = places[mark] ?? 0
    rows[place] = row
    places[mark] = place + 1
  }
  return rows
}
