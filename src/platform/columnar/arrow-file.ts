import {
  Bool,
  type DataType,
  DateDay,
  Field,
  Float64,
  Int64,
  List,
  makeData,
  RecordBatch,
  RecordBatchFileWriter,
  Schema,
  Struct,
  Utf8,
  vectorFromArray,
} from 'apache-arrow'
import { type TypedColumn, valuesOf } from './columns.ts'

const TYPES: Record<TypedColumn['type'], () => DataType> = {
  text: () => new Utf8(),
  texts: () => new List(new Field('item', new Utf8(), false)),
  boolean: () => new Bool(),
  integer: () => new Int64(),
  number: () => new Float64(),
  date: () => new DateDay(),
}

/**
 * Rows as an Arrow IPC file: it can be mapped, and read from its footer. A batch of rows is held at a time.
 * @param about what the file holds, kept in its metadata
 */
export async function* arrowFile(
  columns: readonly TypedColumn[],
  batches: AsyncIterable<object[]>,
  about: Readonly<Record<string, string>>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const fields = columns.map(
    ({ name, type, description }) =>
      new Field(
        name,
        TYPES[type](),
        true,
        new Map(description === undefined ? [] : [['description', description]]),
      ),
  )
  const schema = new Schema(fields, new Map(Object.entries(about)))
  const writer = new RecordBatchFileWriter()
  writer.reset(undefined, schema)
  const written = writer[Symbol.asyncIterator]()
  let next = written.next()
  for await (const rows of batches) {
    writer.write(batchOf(schema, columns, rows))
    // What a batch has written is there at once; a wait for more would be for the next batch.
    for (;;) {
      const chunk = await Promise.race([next, null])
      if (chunk === null) break
      yield Uint8Array.from(chunk.value)
      next = written.next()
    }
  }
  writer.finish()
  for (let last = await next; !last.done; last = await written.next())
    yield Uint8Array.from(last.value)
}

function batchOf(
  schema: Schema,
  columns: readonly TypedColumn[],
  rows: readonly object[],
): RecordBatch {
  const values = valuesOf(columns, rows)
  const children = columns.map(({ name, type }) => {
    const vector = vectorFromArray(values.get(name) ?? [], TYPES[type]())
    return vector.data[0] ?? makeData({ type: TYPES[type](), length: 0 })
  })
  const data = makeData({ type: new Struct(schema.fields), length: rows.length, children })
  return new RecordBatch(schema, data)
}
