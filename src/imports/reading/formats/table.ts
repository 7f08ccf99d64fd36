import { message } from '../../../platform/language/message.ts'
import { type LocalFile, unreadable } from '../../sources/source.ts'
import { cellsOf } from './cells.ts'

/** Rows of cells; the first that names columns is the header, as in a text. Null: a cell that is blank. */
export type Rows = AsyncGenerator<(string | null)[]>

/** A file whose rows do not stand in it as lines. `rows` may be read as often as needed; `onBytes` hears the stored bytes. */
export type Table = {
  rows(onBytes?: (stored: Buffer) => void): Rows
  /** which of its sheets is read, where it has several; known once rows were asked for */
  sheet?: string
}

/** One kind of file. `head`: its first bytes, unpacked. */
export type Format = {
  recognises(head: Buffer): boolean
  /** @throws UnreadableFile or NotACarList, in words that name what is wrong */
  open(file: LocalFile): Promise<Table>
}

/** Columns that a table may have. */
export const MOST_COLUMNS = 2_000

/** The columns of records, in the order in which they are met. */
export class Names {
  readonly #names = new Set<string>()

  get all(): string[] {
    return [...this.#names]
  }

  add(file: LocalFile, record: object): void {
    for (const name of cellsOf(record).keys()) this.#names.add(name)
    if (this.#names.size > MOST_COLUMNS) {
      throw unreadable(file, message('it has more than {n} columns', { n: MOST_COLUMNS }))
    }
  }
}
