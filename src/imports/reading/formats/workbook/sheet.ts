import { cellOf } from '../cells.ts'
import { MOST_COLUMNS } from '../table.ts'
import type { Workbook } from './parts.ts'
import { type Attributes, tell } from './xml.ts'

/** Rows that a sheet has at most, and cells from the first of each row to its last that are read of one. */
const LIMITS = { rows: 1_048_576, cells: 50_000_000 }
export class TooWide extends Error {
  readonly cells = LIMITS.cells
}

type Cells = (string | null)[]

/** The rows of a sheet as they are read, in the order in which they stand, blank ones between them as well. */
export async function* sheetRows(
  bytes: AsyncIterable<Buffer>,
  book: Workbook,
): AsyncGenerator<Cells> {
  const rows = new RowReader(book)
  for await (const _ of tell(bytes, rows)) {
    yield* rows.done
    rows.done = []
  }
  yield* rows.done
}

class RowReader {
  done: Cells[] = []
  readonly #book: Workbook
  #row: Cells = []
  #number = 0
  #column = 0
  #type = 'n'
  #style = 0
  #text = ''
  #reads = false
  #cells = 0

  constructor(book: Workbook) {
    this.#book = book
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'row') {
      const number = Number(attributes.r ?? this.#number + 1)
      if (!(number > this.#number) || number > LIMITS.rows) throw new TooWide()
      for (let blank = this.#number + 1; blank < number; blank += 1) this.done.push([])
      this.#number = number
      this.#row = []
    } else if (name === 'c') {
      const letters = /^[A-Za-z]{1,3}/.exec(attributes.r ?? '')?.[0]
      this.#column = letters === undefined ? this.#row.length : columnOf(letters)
      if (this.#column >= MOST_COLUMNS) throw new TooWide()
      this.#type = attributes.t ?? 'n'
      this.#style = Number(attributes.s ?? 0)
      this.#text = ''
    } else if (name === 'v' || name === 't') this.#reads = true
  }

  text(piece: string): void {
    if (this.#reads) this.#text += piece
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#reads = false
    if (name === 'c') {
      while (this.#row.length < this.#column) this.#row.push(null)
      this.#row[this.#column] = this.#value()
    }
    if (name !== 'row') return
    this.#cells += this.#row.length
    if (this.#cells > LIMITS.cells) throw new TooWide()
    this.done.push(this.#row)
  }

  #value(): string | null {
    const text = this.#text.trim()
    if (text === '') return null
    if (this.#type === 's') return this.#book.strings[Number(text)]?.trim() || null
    if (this.#type === 'b') return String(text === '1')
    if (this.#type !== 'n') return text
    const number = Number(text)
    if (Number.isNaN(number)) return text
    return cellOf(this.#book.dates[this.#style] ? this.#date(number) : number)
  }

  #date(serial: number): Date {
    return new Date(Math.round((serial - this.#book.epoch) * 86_400) * 1000)
  }
}

function columnOf(letters: string): number {
  let column = 0
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}
