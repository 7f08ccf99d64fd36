import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import { type TypedColumn, valuesOf } from './columns.ts'

/** Rows of a group: encoded at once, so that nothing else waits long. */
const ROWS = 4000

/**
 * Rows as a Parquet file. A group of rows is held at a time.
 * @param about what the file holds, kept in its metadata
 */
export async function* parquetFile(
  columns: readonly TypedColumn[],
  batches: AsyncIterable<object[]>,
  about: Readonly<Record<string, string>>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const bytes = new ByteWriter()
  const take = () => {
    const taken = Uint8Array.from(bytes.getBytes())
    bytes.index = 0
    return taken
  }
  const writer = new ParquetWriter({
    writer: bytes,
    schema: [{ name: 'root', num_children: columns.length }, ...columns.flatMap(elementsOf)],
    kvMetadata: Object.entries(about).map(([key, value]) => ({ key, value })),
    createdBy: 'Forecourt',
  })
  for await (const rows of inGroups(batches, ROWS)) {
    const values = valuesOf(columns, rows)
    await writer.write({
      columnData: columns.map(({ name }) => ({
        name,
        data: values.get(name) ?? [],
      })),
      rowGroupSize: rows.length,
    })
    yield take()
  }
  await writer.finish()
  yield take()
}

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number]

const optional = { repetition_type: 'OPTIONAL' } as const
const ELEMENTS: Record<TypedColumn['type'], Partial<SchemaElement>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  texts: { converted_type: 'LIST', num_children: 1 },
  boolean: { type: 'BOOLEAN' },
  integer: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  date: { type: 'INT32', converted_type: 'DATE' },
}

function elementsOf({ name, type }: TypedColumn): SchemaElement[] {
  const element: SchemaElement = { ...optional, ...ELEMENTS[type], name }
  if (type !== 'texts') return [element]
  return [
    element,
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { ...optional, ...ELEMENTS.text, name: 'element' },
  ]
}

async function* inGroups<T>(batches: AsyncIterable<T[]>, size: number): AsyncGenerator<T[]> {
  const group: T[] = []
  for await (const batch of batches) {
    group.push(...batch)
    while (group.length >= size) yield group.splice(0, size)
  }
  if (group.length > 0) yield group
}
