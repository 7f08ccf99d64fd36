import type { z } from 'zod'
import { flatFields } from '../csv.ts'
import { describeColumns } from '../csvw.ts'

/** A column of a typed file. `texts`: lists of text. */
export type TypedColumn = {
  name: string
  type: 'text' | 'texts' | 'boolean' | 'integer' | 'number' | 'date'
  description: string | undefined
}

const TYPES: Record<ReturnType<typeof describeColumns>[number]['datatype'], TypedColumn['type']> = {
  string: 'text',
  boolean: 'boolean',
  integer: 'integer',
  number: 'number',
  date: 'date',
  dateTime: 'text',
}

/** The columns of a CSV file of the same schema, each with what its values are. */
export function typedColumns(schema: z.ZodObject): TypedColumn[] {
  return describeColumns(schema).map(
    ({ name, datatype, separator, 'dc:description': description }) => ({
      name,
      type: separator === undefined ? TYPES[datatype] : 'texts',
      description,
    }),
  )
}

/**
 * The values of rows, column by column; null: none. Integers are bigints and dates are Dates, as libraries of columns
 * take them.
 */
export function valuesOf(
  columns: readonly TypedColumn[],
  rows: readonly object[],
): Map<string, unknown[]> {
  const flat = rows.map((row) => new Map(flatFields(row)))
  return new Map(
    columns.map(({ name, type }) => [
      name,
      flat.map((fields) => typedValue(fields.get(name), type)),
    ]),
  )
}

function typedValue(value: unknown, type: TypedColumn['type']): unknown {
  if (type === 'integer') return typeof value === 'number' ? BigInt(value) : null
  if (type === 'text' && Array.isArray(value)) return JSON.stringify(value)
  if (type === 'date') return typeof value === 'string' ? new Date(value) : null
  return value ?? null
}
