import { message } from '../../../platform/language/message.ts'
import { columnsIn } from '../../profile/names.ts'
import { type LocalFile, UnreadableFile, unreadable } from '../../sources/source.ts'
import { membersOf } from '../../sources/zip.ts'
import { readBytes } from '../text.ts'
import { type Format, MOST_COLUMNS, type Rows, type Table } from './table.ts'
import {
  openWorkbook,
  type Part,
  type Sheet,
  TooMuchText,
  type Workbook,
} from './workbook/parts.ts'
import { sheetRows, TooWide } from './workbook/sheet.ts'

/** Rows of a sheet among which its header is looked for. */
const HIGHEST = 60

/** Excel workbooks, row by row: the sheet that names the most columns of a car, or the first. */
export const xlsx: Format = {
  recognises: (head) => head.subarray(0, 4).toString('latin1') === 'PK\x03\x04',
  async open(file) {
    const table: Table = { rows: (onBytes) => rowsOf(file, table, onBytes) }
    return table
  },
}

async function* rowsOf(file: LocalFile, table: Table, onBytes?: (stored: Buffer) => void): Rows {
  // Whoever counts the stored bytes hears of all of them, in their order.
  if (onBytes) for await (const _ of readBytes(file, onBytes));
  const part = await partsOf(file)
  try {
    const book = await openWorkbook(part)
    const list = await listIn(book, part)
    const bytes = list && part(list.path)
    if (list === null || bytes === null) return
    if (book.sheets.length > 1) table.sheet = list.name
    let width = 0
    for await (const cells of sheetRows(bytes, book)) {
      while (cells.at(-1) === null) cells.pop()
      // A sheet ends its rows with the last cell that is filled; a row without any is only space.
      while (cells.length > 0 && cells.length < width) cells.push(null)
      width = Math.max(width, cells.length)
      yield cells
    }
  } catch (error) {
    throw refusal(file, error)
  }
}

async function partsOf(file: LocalFile): Promise<Part> {
  const members = file.member === undefined ? await membersOf(file) : null
  if (members === null) {
    throw unreadable(file, message('a workbook or zip inside of another file is not read'))
  }
  const byName = new Map(members.map((member) => [member.name.toLowerCase(), member]))
  return (wanted) => {
    const found = byName.get(wanted.toLowerCase())
    if (found === undefined) return null
    const { name, ...member } = found
    return readBytes({ name: `${file.name}/${name}`, path: file.path, bytes: member.bytes, member })
  }
}

/** The sheet of the list; null: the workbook has none. */
async function listIn(book: Workbook, part: Part): Promise<Sheet | null> {
  let best: (Sheet & { named: number }) | null = null
  for (const sheet of book.sheets) {
    const bytes = part(sheet.path)
    if (bytes === null) continue
    if (book.sheets.length === 1) return sheet
    let [row, named] = [0, 0]
    for await (const cells of sheetRows(bytes, book)) {
      named = Math.max(named, columnsIn(cells.map((cell) => cell ?? '')))
      row += 1
      if (row === HIGHEST) break
    }
    if (best === null || named > best.named) best = { ...sheet, named }
  }
  return best
}

function refusal(file: LocalFile, error: unknown): Error {
  if (error instanceof UnreadableFile) return error
  if (error instanceof TooMuchText) {
    const n = error.mostMb
    return unreadable(file, message('the texts of the workbook are longer than {n} MB', { n }))
  }
  if (error instanceof TooWide) {
    return unreadable(
      file,
      message('a sheet spreads over more than {n} cells or {columns} columns', {
        n: error.cells,
        columns: MOST_COLUMNS,
      }),
    )
  }
  return unreadable(file, message('the workbook is damaged: its sheets cannot be read'))
}
