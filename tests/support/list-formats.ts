import { gzipSync } from 'node:zlib'
import { tableFromArrays, tableToIPC } from 'apache-arrow'
import { strToU8, zipSync } from 'fflate'
import { parquetWriteBuffer } from 'hyparquet-writer'

const XML = '<?xml version="1.0" encoding="UTF-8"?>'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** A workbook as Excel writes it, small: sheets by name, each of rows of cells. */
export function workbookParts(sheets: Record<string, (string | number | null)[][]>) {
  const names = Object.keys(sheets)
  const cell = (value: string | number | null, column: number, row: number) => {
    const at = `r="${String.fromCharCode(65 + column)}${row + 1}"`
    if (value === null) return ''
    return typeof value === 'number'
      ? `<c ${at}><v>${value}</v></c>`
      : `<c ${at} t="inlineStr"><is><t>${escaped(value)}</t></is></c>`
  }
  const parts: Record<string, Uint8Array> = {
    '[Content_Types].xml': strToU8(
      `${XML}<Types xmlns="${PACKAGE}/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${names.map((_, n) => `<Override PartName="/xl/worksheets/sheet${n + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join('')}</Types>`,
    ),
    'xl/workbook.xml': strToU8(
      `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${names.map((name, n) => `<sheet name="${escaped(name)}" sheetId="${n + 1}" r:id="rId${n + 1}"/>`).join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `${XML}<Relationships xmlns="${PACKAGE}/relationships">${names.map((_, n) => `<Relationship Id="rId${n + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n + 1}.xml"/>`).join('')}</Relationships>`,
    ),
  }
  for (const [n, rows] of Object.values(sheets).entries()) {
    const lines = rows.map(
      (cells, row) =>
        `<row r="${row + 1}">${cells.map((each, at) => cell(each, at, row)).join('')}</row>`,
    )
    parts[`xl/worksheets/sheet${n + 1}.xml`] = strToU8(
      `${XML}<worksheet xmlns="${MAIN}"><sheetData>${lines.join('')}</sheetData></worksheet>`,
    )
  }
  return parts
}

type Cell = string | number | null

/** The same list in every format that is read: what a format cannot hold (a row too long) is not for this. */
export function inEveryFormat(header: string[], rows: Cell[][]): [string, Uint8Array][] {
  const quoted = (cell: Cell) =>
    /[",]/.test(String(cell ?? '')) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell ?? '')
  const csv = [header, ...rows].map((cells) => cells.map(quoted).join(',')).join('\n')
  const records = rows.map((cells) =>
    Object.fromEntries(header.map((name, at) => [name, cells[at] ?? null])),
  )
  const nested = { about: { tags: ['a'] }, data: { cars: records } }
  const texts = header.map((name, at) => ({
    name,
    data: rows.map((cells) => (cells[at] === null ? null : String(cells[at]))),
    type: 'STRING' as const,
    nullable: true,
  }))
  const columns = Object.fromEntries(texts.map(({ name, data }) => [name, data]))
  const lines = records.map((record) => JSON.stringify(record)).join('\n')
  const half = Math.ceil(rows.length / 2)
  const part = (some: Cell[][]) =>
    [header, ...some].map((cells) => cells.map(quoted).join(',')).join('\n')
  return [
    ['cars.csv', strToU8(csv)],
    ['cars.csv.gz', gzipSync(csv)],
    ['cars.xlsx', zipSync(workbookParts({ About: [['Our cars']], Cars: [header, ...rows] }))],
    ['cars.json', strToU8(JSON.stringify(records))],
    ['nested.json', strToU8(JSON.stringify(nested, null, 2))],
    ['cars.json.gz', gzipSync(JSON.stringify(records))],
    ['cars.ndjson', strToU8(lines)],
    ['cars.parquet', new Uint8Array(parquetWriteBuffer({ columnData: texts }))],
    ['stream.arrow', tableToIPC(tableFromArrays(columns), 'stream')],
    ['one.zip', zipSync({ 'cars.csv': strToU8(csv), 'README.txt.md': strToU8('Our cars') })],
    ['json.zip', zipSync({ 'a/cars.json': strToU8(JSON.stringify(records)) })],
    [
      'two.zip',
      zipSync({
        'a.csv': strToU8(part(rows.slice(0, half))),
        'b.csv': strToU8(part(rows.slice(half))),
      }),
    ],
  ]
}
