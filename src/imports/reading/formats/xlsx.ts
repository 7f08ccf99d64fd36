import { zipSync } from 'fflate'
import readWorkbook from 'read-excel-file/universal'
import { message } from '../../../platform/language/message.ts'
import { columnsIn } from '../../profile/names.ts'
import { type LocalFile, unreadable } from '../../sources/source.ts'
import { membersOf, type Named } from '../../sources/zip.ts'
import { readBytes, readWhole } from '../text.ts'
import { cellOf } from './cells.ts'
import { type Format, MOST_COLUMNS, type Rows } from './table.ts'

/** Bytes of a workbook, packed and unpacked, and cells within the edges of a sheet. */
const LIMITS = { packed: 20 * 1024 ** 2, unpacked: 20 * 1024 ** 2, cells: 1_000_000 }
/** Rows of a sheet among which its header is looked for. */
const HIGHEST = 60
const NEEDED =
  /^(\[Content_Types\]\.xml|xl\/(workbook|styles|sharedStrings)\.xml|xl\/_rels\/.*|xl\/worksheets\/[^/]*\.xml|_rels\/.*)$/i

/** Excel workbooks: the sheet that names the most columns of a car, or the first. */
export const xlsx: Format = {
  recognises: (head) => head.subarray(0, 4).toString('latin1') === 'PK\x03\x04',
  open: async (file) => ({ rows: (onBytes) => rowsOf(file, onBytes) }),
}

async function* rowsOf(file: LocalFile, onBytes?: (stored: Buffer) => void): Rows {
  await readWhole(file, LIMITS.packed, onBytes)
  const members = file.member === undefined ? await membersOf(file) : null
  if (members === null) {
    throw unreadable(file, message('a workbook or zip inside of another file is not read'))
  }
  // Stored without compression: the library then neither unpacks nor believes a size.
  const parts = zipSync(await partsOf(file, members), { level: 0 })
  const sheets = await readWorkbook(new Blob([parts])).catch(() => {
    throw unreadable(file, message('the workbook is damaged: its sheets cannot be read'))
  })
  const named = sheets.map(({ data }) =>
    Math.max(
      0,
      ...data.slice(0, HIGHEST).map((row) => columnsIn(row.map((cell) => textOf(cell) ?? ''))),
    ),
  )
  const rows = sheets[named.indexOf(Math.max(...named))]?.data ?? []
  let width = 0
  for (const row of rows) {
    const cells = row.map(textOf)
    while (cells.at(-1) === null) cells.pop()
    // A sheet ends its rows with the last cell that is filled; a row without any is only space.
    while (cells.length > 0 && cells.length < width) cells.push(null)
    width = Math.max(width, cells.length)
    yield cells
  }
}

const textOf = (cell: unknown) => cellOf(cell)

async function partsOf(file: LocalFile, members: readonly Named[]) {
  const parts: Record<string, Uint8Array> = {}
  let bytes = 0
  for (const { name, ...member } of members) {
    if (!NEEDED.test(name)) continue
    const part = { name: `${file.name}/${name}`, path: file.path, bytes: member.bytes, member }
    const chunks: Buffer[] = []
    for await (const chunk of readBytes(part)) {
      bytes += chunk.length
      if (bytes > LIMITS.unpacked) {
        const n = LIMITS.unpacked / 1024 ** 2
        throw unreadable(
          file,
          message('the workbook expands to more than {n} MB: save it as CSV', { n }),
        )
      }
      chunks.push(chunk)
    }
    const content = Buffer.concat(chunks)
    if (/worksheets\//i.test(name)) refuseWide(file, content)
    parts[name] = content
  }
  return parts
}

/** A sheet is laid out from its first cell to its last, however few stand between. */
function refuseWide(file: LocalFile, sheet: Buffer): void {
  let [rows, columns] = [0, 0]
  for (const [, letters = '', row] of sheet
    .toString('latin1')
    .matchAll(/ r\s*=\s*["']([A-Za-z]{0,9})(\d{1,15})["']/g)) {
    rows = Math.max(rows, Number(row))
    let column = 0
    for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64
    columns = Math.max(columns, column)
  }
  if (columns > MOST_COLUMNS || rows * columns > LIMITS.cells || rows > LIMITS.cells) {
    throw unreadable(
      file,
      message('a sheet spreads over more than {n} cells or {columns} columns', {
        n: LIMITS.cells,
        columns: MOST_COLUMNS,
      }),
    )
  }
}
