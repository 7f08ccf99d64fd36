import { z } from 'zod'

/*
 * CSV on the Web (W3C, tabular metadata): what a CSV file holds, as a JSON document beside it. The file names it by
 * `Link: <…>; rel="describedby"`, and stays plain RFC 4180 from its first line.
 */

const Datatype = z.enum(['string', 'boolean', 'integer', 'number', 'date', 'dateTime'])
const Column = z.object({
  name: z.string().meta({ description: 'As in the first line of the file' }),
  titles: z.string().meta({ description: 'The same, as it stands in the file' }),
  datatype: Datatype.meta({ description: 'Built-in datatype of CSVW' }),
  'dc:description': z.string().optional().meta({ description: 'What the column means' }),
  separator: z.string().optional().meta({ description: 'Stands between several values' }),
  required: z.boolean().optional().meta({ description: 'Whether every row has it' }),
})
export const CsvMetadata = z
  .object({
    '@context': z.literal('http://www.w3.org/ns/csvw'),
    url: z.string().meta({ description: 'The file, relative to this document' }),
    'dc:title': z.string().meta({ description: 'What the file is' }),
    'dc:modified': z.string().optional().meta({ description: 'When its content was published' }),
    dialect: z
      .object({ header: z.literal(true), lineTerminators: z.array(z.string()) })
      .meta({ description: 'RFC 4180: a header, lines that end in CRLF' }),
    tableSchema: z
      .object({
        columns: z.array(Column).min(1),
        primaryKey: z.string().optional().meta({ description: 'Column that names the row' }),
      })
      .meta({ description: 'The columns in their order' }),
    notes: z.array(z.record(z.string(), z.unknown())).meta({
      description: 'What the rows were chosen by, how many they are, and of which snapshot',
    }),
  })
  .meta({ id: 'CsvMetadata', description: 'W3C metadata of a CSV file' })
type CsvMetadata = z.infer<typeof CsvMetadata>
type Column = z.infer<typeof Column>

export function csvMetadata(
  given: Pick<CsvMetadata, 'url' | 'notes'> & {
    title: string
    modified?: string
    columns: Column[]
    primaryKey?: string
  },
): CsvMetadata {
  const { url, title, modified, columns, primaryKey, notes } = given
  return {
    '@context': 'http://www.w3.org/ns/csvw',
    url,
    'dc:title': title,
    ...(modified !== undefined && { 'dc:modified': modified }),
    dialect: { header: true, lineTerminators: ['\r\n'] },
    tableSchema: { columns, ...(primaryKey !== undefined && { primaryKey }) },
    notes,
  }
}

/** Where the metadata of a file stands: the default of CSVW, beside the file. @param file its path and query */
export function metadataLink(file: string): string {
  const [path = '', search] = file.split('?')
  const address = `${path}-metadata.json${search ? `?${search}` : ''}`
  return `<${address}>; rel="describedby"; type="application/csvm+json"`
}

/** The columns of a table with the fields of a schema, nested ones flat, as `columnsOf` names them. */
export function describeColumns(schema: z.ZodObject, prefix = ''): Column[] {
  return Object.entries(schema.shape).flatMap(([field, type]) => {
    const name = `${prefix}${field}`
    const { inner, required } = bare(type as z.ZodType)
    if (inner instanceof z.ZodObject) return describeColumns(inner, `${name}_`)
    const description = (type as z.ZodType).meta()?.description ?? inner.meta()?.description
    return [
      {
        name,
        titles: name,
        datatype: datatypeOf(inner),
        ...(description !== undefined && { 'dc:description': description }),
        ...(isListOfText(inner) && { separator: ';' }),
        ...(required && prefix === '' && isNeverBlank(inner) && { required }),
      },
    ]
  })
}

/** A list of objects is one text, JSON. */
const isListOfText = (type: z.ZodType) =>
  type instanceof z.ZodArray && !(type.element instanceof z.ZodObject)

/** An empty field is a missing value in a CSV file: text may be empty where it is there. */
const isNeverBlank = (type: z.ZodType) =>
  !(type instanceof z.ZodString || type instanceof z.ZodArray)

function bare(type: z.ZodType, required = true): { inner: z.ZodType; required: boolean } {
  return type instanceof z.ZodNullable || type instanceof z.ZodOptional
    ? bare(type.unwrap() as z.ZodType, false)
    : { inner: type, required }
}

function datatypeOf(type: z.ZodType): Column['datatype'] {
  const item = type instanceof z.ZodArray ? (type.element as z.ZodType) : type
  if (item instanceof z.ZodBoolean) return 'boolean'
  if (item instanceof z.ZodNumber) return item.isInt ? 'integer' : 'number'
  if (item instanceof z.ZodISODate) return 'date'
  return item instanceof z.ZodISODateTime ? 'dateTime' : 'string'
}
