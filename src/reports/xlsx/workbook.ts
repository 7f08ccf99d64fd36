import { Zip, ZipDeflate } from 'fflate'
import { MOST_ROWS } from '../limits.ts'
import { CONTENT_TYPES, RELS, STYLES, workbookRels, workbookXml } from './parts.ts'

export type CellValue = string | number | boolean | Date | null
/** `width` in characters. The first `head` rows are bold and stay in sight. */
export type Sheet = {
  name: string
  widths: number[]
  head: number
  rows: AsyncIterable<CellValue[][]> | Iterable<CellValue[][]>
}

/** Compressed well enough; more takes twice the time for a twentieth of the size. */
const LEVEL = 4

/**
 * A workbook as a stream that never holds more than one batch of rows. A library would do, but those that are kept
 * well hold all cells at once: a million cars would be gigabytes. Text is written as text, never as a formula.
 */
export async function* workbook(sheets: Sheet[]): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const ready: Uint8Array[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    ready.push(piece)
  })
  function* taken() {
    for (const piece of ready.splice(0)) yield piece as Uint8Array<ArrayBuffer>
  }
  const names = sheets.map(({ name }) => name)
  const parts: [string, string][] = [
    ['[Content_Types].xml', CONTENT_TYPES(sheets.length)],
    ['_rels/.rels', RELS],
    ['xl/workbook.xml', workbookXml(names)],
    ['xl/_rels/workbook.xml.rels', workbookRels(sheets.length)],
    ['xl/styles.xml', STYLES],
  ]
  for (const [path, text] of parts) {
    open(zip, path).push(encoder.encode(text), true)
    yield* taken()
  }
  for (const [at, sheet] of sheets.entries()) {
    const file = open(zip, `xl/worksheets/sheet${at + 1}.xml`)
    for await (const text of sheetXml(sheet)) {
      file.push(encoder.encode(text))
      yield* taken()
    }
    file.push(new Uint8Array(), true)
    yield* taken()
  }
  zip.end()
  yield* taken()
}

const encoder = new TextEncoder()

function open(zip: Zip, path: string): ZipDeflate {
  const file = new ZipDeflate(path, { level: LEVEL })
  // The same workbook is the same file, whenever it is made.
  file.mtime = new Date(1980, 0, 2)
  zip.add(file)
  return file
}

async function* sheetXml({ widths, head, rows }: Sheet): AsyncGenerator<string> {
  const columns = widths
    .map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`)
    .join('')
  const pane =
    head > 0
      ? `<pane ySplit="${head}" topLeftCell="A${head + 1}" activePane="bottomLeft" state="frozen"/>`
      : ''
  yield `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols>${columns}</cols><sheetData>`
  let row = 0
  for await (const batch of rows) {
    let text = ''
    for (const cells of batch) {
      row += 1
      if (row > MOST_ROWS) throw new Error(`a sheet holds ${MOST_ROWS} rows`)
      text += rowXml(cells, row, row <= head)
    }
    yield text
  }
  yield '</sheetData></worksheet>'
}

/** Indexes of the styles in parts.ts */
const STYLE = { plain: 0, head: 1, day: 2, whole: 3, moment: 4 }

function rowXml(cells: CellValue[], row: number, head: boolean): string {
  return `<row r="${row}">${cells
    .map((value, at) => cellXml(value, `${columnName(at)}${row}`, head))
    .join('')}</row>`
}

function cellXml(value: CellValue, place: string, head: boolean): string {
  if (value === null) return ''
  if (typeof value === 'number') {
    const style = Number.isInteger(value) && Math.abs(value) >= 10_000 ? STYLE.whole : STYLE.plain
    return `<c r="${place}" s="${style}"><v>${value}</v></c>`
  }
  if (typeof value === 'boolean') return `<c r="${place}" t="b"><v>${value ? 1 : 0}</v></c>`
  if (value instanceof Date) {
    const days = serial(value)
    return `<c r="${place}" s="${Number.isInteger(days) ? STYLE.day : STYLE.moment}"><v>${days}</v></c>`
  }
  const style = head ? ` s="${STYLE.head}"` : ''
  return `<c r="${place}"${style} t="inlineStr"><is><t xml:space="preserve">${cellText(value)}</t></is></c>`
}

const DAY = 86_400_000
/** Days since the first one of a spreadsheet; UTC. */
const serial = (date: Date) => (date.getTime() - Date.UTC(1899, 11, 30)) / DAY

export function columnName(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26))
  return at < 26 ? letter : columnName(Math.floor(at / 26) - 1) + letter
}

/** What a cell holds at most, in UTF-16 units. */
const MOST_TEXT = 32_767
const CUT = ' […]'

/** XML cannot say control characters: a spreadsheet reads them as _x0001_, and what looks like it as _x005F_. */
function cellText(text: string): string {
  const whole = text.length > MOST_TEXT ? text.slice(0, MOST_TEXT - CUT.length) + CUT : text
  return whole
    .toWellFormed()
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(
      CONTROLS,
      (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
    .replace(/[&<>\n]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g
