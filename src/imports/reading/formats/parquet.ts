import {
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
} from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { message } from '../../../platform/language/message.ts'
import { type LocalFile, UnreadableFile, unreadable } from '../../sources/source.ts'
import { readWhole } from '../text.ts'
import { cellsOf } from './cells.ts'
import { MOST_COLUMNS, type Rows, type Table } from './table.ts'

/** Bytes of a file and of one page, unpacked; rows of one group, which is read at once. */
const LIMITS = { file: 256 * 1024 ** 2, page: 64 * 1024 ** 2, group: 2_000_000 }

/** Parquet, one group of rows after another. */
export const openParquet = (file: LocalFile): Table => ({
  rows: (onBytes) => rowsOf(file, onBytes),
})

const bounded = Object.fromEntries(
  Object.entries(compressors).map(([codec, unpack]) => [
    codec,
    (input: Uint8Array, length: number) => {
      if (length > LIMITS.page) throw new RangeError('a page is too large')
      return unpack(input, length)
    },
  ]),
)

async function* rowsOf(file: LocalFile, onBytes?: (stored: Buffer) => void): Rows {
  const whole = await readWhole(file, LIMITS.file, onBytes)
  const stored = {
    byteLength: whole.length,
    slice: (from: number, to?: number) => new Uint8Array(whole.subarray(from, to)).buffer,
  }
  let group = 0
  try {
    const metadata = await parquetMetadataAsync(stored)
    const names = namesIn(file, metadata)
    yield names
    let start = 0
    for (const { num_rows } of metadata.row_groups) {
      group += 1
      const rows = Number(num_rows)
      if (rows > LIMITS.group) {
        const reason = message('a group of its rows holds more than {n}', { n: LIMITS.group })
        throw unreadable(file, reason)
      }
      const options = { file: stored, metadata, rowStart: start, rowEnd: start + rows }
      start += rows
      const records = await parquetReadObjects({ ...options, compressors: bounded })
      if (records.length !== rows) throw new RangeError('rows are missing')
      for (const record of records) {
        const cells = cellsOf(record)
        yield names.map((name) => cells.get(name) ?? null)
      }
    }
  } catch (error) {
    if (error instanceof UnreadableFile) throw error
    throw unreadable(
      file,
      group === 0
        ? message('the Parquet file is damaged: its description cannot be read')
        : message('the Parquet file is damaged: group {n} of its rows cannot be read', {
            n: group,
          }),
    )
  }
}

function namesIn(file: LocalFile, metadata: FileMetaData): string[] {
  const names = parquetSchema(metadata).children.flatMap(({ element, children }) => {
    const record = children.length > 0 && !element.converted_type && !element.logical_type
    return record
      ? children.map((inner) => `${element.name}.${inner.element.name}`)
      : [element.name]
  })
  if (names.length <= MOST_COLUMNS) return names
  throw unreadable(file, message('it has more than {n} columns', { n: MOST_COLUMNS }))
}
