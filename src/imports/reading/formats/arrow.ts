import { zstdDecompressSync } from 'node:zlib'
import {
  CompressionType,
  compressionRegistry,
  DataType,
  type Field,
  RecordBatchReader,
} from 'apache-arrow'
import { message } from '../../../platform/language/message.ts'
import { type LocalFile, UnreadableFile, unreadable } from '../../sources/source.ts'
import { readWhole } from '../text.ts'
import { cellOf } from './cells.ts'
import { unpackLz4Frames } from './lz4-frame.ts'
import type { Rows, Table } from './table.ts'

const LARGEST = 256 * 1024 ** 2

/** The mark at both ends of the form with a footer, filled up to eight bytes at the beginning. */
const MARK = 'ARROW1'
const BEFORE = 8

compressionRegistry.set(CompressionType.LZ4_FRAME, { decode: unpackLz4Frames })
compressionRegistry.set(CompressionType.ZSTD, {
  decode: (data) => new Uint8Array(zstdDecompressSync(data, { maxOutputLength: 2 * LARGEST })),
})

/**
 * Arrow, one batch of rows after another. The form with a footer (Feather 2) is a stream between two marks: it is read as
 * one, where it can be, so that nothing depends on what a footer says of places in memory.
 */
export const openArrow = (file: LocalFile): Table => ({
  rows: (onBytes) => rowsOf(file, onBytes),
})

async function* rowsOf(file: LocalFile, onBytes?: (stored: Buffer) => void): Rows {
  const whole = await readWhole(file, LARGEST, onBytes)
  const framed = whole.subarray(0, MARK.length).toString('latin1') === MARK
  if (framed && whole.subarray(-MARK.length).toString('latin1') !== MARK) {
    throw unreadable(file, message('the Arrow file breaks off before its end'))
  }
  let batch = 0
  try {
    for (const rows of readerOf(whole, framed)) {
      batch += 1
      const { fields } = rows.schema
      if (batch === 1) yield fields.flatMap(namesOf)
      for (let row = 0; row < rows.numRows; row += 1) {
        yield fields.flatMap((field, at) => valuesOf(field, rows.getChildAt(at)?.get(row)))
      }
    }
  } catch (error) {
    if (error instanceof UnreadableFile) throw error
    throw unreadable(
      file,
      message('the Arrow file is damaged at batch {n}', { n: Math.max(1, batch) }),
    )
  }
}

/** Arrow for JavaScript writes the schema into the footer alone: there is nothing to read as a stream then. */
function readerOf(whole: Buffer, framed: boolean): RecordBatchReader {
  if (!framed) return RecordBatchReader.from(whole)
  const stream = whole.subarray(BEFORE)
  return namesColumns(stream) ? RecordBatchReader.from(stream) : RecordBatchReader.from(whole)
}

function namesColumns(stream: Buffer): boolean {
  try {
    return RecordBatchReader.from(stream).open().schema.fields.length > 0
  } catch {
    return false
  }
}

const innerOf = ({ type }: Field): Field[] => (DataType.isStruct(type) ? type.children : [])

function namesOf(field: Field): string[] {
  const inner = innerOf(field)
  return inner.length === 0 ? [field.name] : inner.map(({ name }) => `${field.name}.${name}`)
}

function valuesOf(field: Field, value: unknown): (string | null)[] {
  const inner = innerOf(field)
  if (inner.length === 0) return [textOf(field, value)]
  const record = new Map<string, unknown>(
    isIterable(value) ? ([...value] as [string, unknown][]) : [],
  )
  return inner.map((each) => textOf(each, record.get(each.name)))
}

const isIterable = (value: unknown): value is Iterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.iterator in value

/** Moments and decimals are numbers in memory: only their type says what they mean. */
function textOf({ type }: Field, value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (DataType.isDate(type) || DataType.isTimestamp(type)) return cellOf(new Date(Number(value)))
  if (DataType.isDecimal(type)) return pointed(String(value), type.scale)
  if (DataType.isList(type) && isIterable(value)) return cellOf([...value])
  return cellOf(value)
}

function pointed(digits: string, scale: number): string {
  if (scale <= 0) return `${digits}${'0'.repeat(-scale)}`
  const [, sign = '', whole = ''] = /^(-?)(\d+)$/.exec(digits) ?? []
  const padded = whole.padStart(scale + 1, '0')
  return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`
}
