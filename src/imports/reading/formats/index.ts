import type { LocalFile } from '../../sources/source.ts'
import { lineOf } from './cells.ts'
import { json } from './json.ts'
import { ndjson } from './ndjson.ts'
import type { Format, Table } from './table.ts'
import { xlsx } from './xlsx.ts'

export type { Table } from './table.ts'

/** What takes a library to read loads it with the first file of its kind: most processes that can read one never do. */
const parquet: Format = {
  recognises: (head) => head.subarray(0, 4).toString('latin1') === 'PAR1',
  open: async (file) => (await import('./parquet.ts')).openParquet(file),
}
const arrow: Format = {
  recognises: (head) =>
    head.subarray(0, 6).toString('latin1') === 'ARROW1' ||
    (head.length >= 8 && head.readUInt32LE(0) === 0xffffffff),
  open: async (file) => (await import('./arrow.ts')).openArrow(file),
}

/** In the order in which they are asked. */
const FORMATS: readonly Format[] = [xlsx, parquet, arrow, ndjson, json]
const CHUNK = 64 * 1024

/** What a file holds where it is no text with lines, by its first bytes, unpacked; null: it is a text. */
export async function openTable(file: LocalFile, head: Buffer): Promise<Table | null> {
  const format = FORMATS.find((each) => each.recognises(head))
  return format ? await format.open(file) : null
}

/** A table as a text with commas and quotation marks, a row a line: from there on it is read as every other list is. */
export async function* tableText(
  table: Table,
  onBytes?: (stored: Buffer) => void,
): AsyncGenerator<string> {
  let text = ''
  for await (const cells of table.rows(onBytes)) {
    text += lineOf(cells)
    if (text.length < CHUNK) continue
    yield text
    text = ''
  }
  if (text !== '') yield text
}
