import {
  type Data,
  Dictionary,
  Field,
  Float64,
  Int32,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  type Table,
  Uint8,
  Uint16,
  Uint32,
  Uint64,
  Utf8,
  Vector,
} from 'apache-arrow'
import { SORT_FIELDS } from '../../listing/query.ts'
import { type About, readAbout } from './about.ts'
import {
  type Codes,
  type NumberColumn,
  type Numbers,
  numberColumn,
  type TextColumn,
  textColumn,
} from './column.ts'
import type { Columns } from './columns.ts'
import { INDEX_VERSION, NUMBER_NAMES, TEXT_NAMES } from './fields.ts'
import { Ids } from './ids.ts'
import { record } from './record.ts'
import { Texts } from './texts.ts'

/*
 * How the columns lie in an Arrow table. Fields of cars are dictionaries in rising order, with an index a car; an order
 * is a column `by_NAME`, which is not there where the cars lie in that order; an id is `id_head` and the number
 * `id_tail` less 2³² as eleven digits of base 36, or nothing where that is 0 (see ids.ts); what is known of the whole
 * is JSON in the schema.
 */

const ABOUT = 'forecourt'

export function toArrow(columns: Columns): RecordBatch {
  const { ids, texts, numbers, orders, size, whole } = columns
  const parts: [string, Data][] = [
    ['id_head', textData(ids.heads, 0)],
    ['id_tail', makeData({ type: new Uint64(), length: size, data: asBig(ids.tails) })],
    ...TEXT_NAMES.map((name, at): [string, Data] => [name, textData(texts[name], at + 1)]),
    ...NUMBER_NAMES.map((name, at): [string, Data] => [
      name,
      numberData(numbers[name], at + 1 + TEXT_NAMES.length),
    ]),
  ]
  for (const sort of SORT_FIELDS) {
    const data = orders[sort]
    if (data) parts.push([`by_${sort}`, makeData({ type: new Uint32(), length: size, data })])
  }
  const fields = parts.map(([name, data]) => new Field(name, data.type, data.nullCount > 0))
  const about: About = { version: INDEX_VERSION, size, whole }
  const schema = new Schema(fields, new Map([[ABOUT, JSON.stringify(about)]]))
  const children = parts.map(([, data]) => data)
  return new RecordBatch(schema, makeData({ type: new Struct(fields), length: size, children }))
}

/**
 * The columns of a table, as views of what it lies in.
 * @throws when something is not as `toArrow` makes it
 */
export function fromArrow(table: Table): Columns {
  const { size, whole } = readAbout(table.schema.metadata.get(ABOUT))
  const [batch] = table.batches
  const columns = new Map(
    table.schema.fields.map(({ name }, at) => [name, batch?.data.children[at]]),
  )
  const found = (name: string): Data => {
    const data = columns.get(name)
    if (!data || data.length !== size) throw new Error(`${name} is not whole`)
    return data
  }
  const tails: unknown = found('id_tail').values
  if (!(tails instanceof BigUint64Array)) throw new Error('id_tail is of another type')
  return {
    size,
    ids: new Ids(
      textOf(found('id_head')),
      new Uint32Array(tails.buffer, tails.byteOffset, tails.length * 2),
    ),
    texts: record(TEXT_NAMES, (name) => textOf(found(name))),
    numbers: record(NUMBER_NAMES, (name) => numberOf(found(name))),
    orders: record(SORT_FIELDS, (sort) => {
      if (!columns.has(`by_${sort}`)) return null
      const order: unknown = found(`by_${sort}`).values
      if (!(order instanceof Uint32Array)) throw new Error(`by_${sort} is of another type`)
      return order
    }),
    whole,
  }
}

export function textData({ codes, size, texts }: TextColumn, id: number): Data {
  const { bytes: data, offsets: valueOffsets } = texts
  const type = new Utf8()
  const dictionary = new Vector([makeData({ type, length: size, data, valueOffsets })])
  return dictionaryData(codes, size, dictionary, id)
}

function numberData({ codes, numbers, size: length }: NumberColumn, id: number): Data {
  const dictionary =
    numbers instanceof Int32Array
      ? new Vector([makeData({ type: new Int32(), length, data: numbers })])
      : new Vector([makeData({ type: new Float64(), length, data: numbers })])
  return dictionaryData(codes, length, dictionary, id)
}

function dictionaryData(codes: Codes, size: number, dictionary: Vector, id: number): Data {
  const index =
    codes instanceof Uint8Array
      ? new Uint8()
      : codes instanceof Uint16Array
        ? new Uint16()
        : new Uint32()
  const type = new Dictionary(dictionary.type, index, id)
  const { nullBitmap, nullCount } = validity(codes, size)
  return makeData({ type, length: codes.length, nullCount, nullBitmap, data: codes, dictionary })
}

/** One bit a car that has a value. */
function validity(codes: Codes, missing: number) {
  const nullBitmap = new Uint8Array(Math.ceil(codes.length / 8))
  let nullCount = 0
  for (let row = 0; row < codes.length; row++) {
    if (codes[row] === missing) nullCount += 1
    else nullBitmap[row >> 3] = (nullBitmap[row >> 3] ?? 0) | (1 << (row & 7))
  }
  return { nullBitmap: nullCount === 0 ? null : nullBitmap, nullCount }
}

export function textOf(data: Data): TextColumn {
  const entries = data.dictionary?.data[0]
  const [bytes, offsets]: unknown[] = [entries?.values, entries?.valueOffsets]
  if (!(bytes instanceof Uint8Array && offsets instanceof Int32Array)) {
    return textColumn(codesOf(data), new Texts(new Uint8Array(), new Int32Array(1), 0))
  }
  return textColumn(codesOf(data), new Texts(bytes, offsets, entries?.length ?? 0))
}

function numberOf(data: Data): NumberColumn {
  const entries = data.dictionary?.data[0]
  const values: unknown = entries?.values ?? new Int32Array()
  const length = entries?.length ?? 0
  const isNumbers = (array: unknown): array is Numbers =>
    array instanceof Int32Array || array instanceof Float64Array
  if (!isNumbers(values)) throw new Error('numbers are of another type')
  return numberColumn(codesOf(data), values.length === length ? values : values.subarray(0, length))
}

function codesOf(data: Data): Codes {
  const codes: unknown = data.values
  const isCodes =
    codes instanceof Uint8Array || codes instanceof Uint16Array || codes instanceof Uint32Array
  if (!isCodes) throw new Error('codes are of another type')
  return codes.length === data.length ? codes : codes.subarray(0, data.length)
}

const asBig = ({ buffer, byteOffset, length }: Uint32Array) =>
  new BigUint64Array(buffer, byteOffset, length / 2)
