import Papa from 'papaparse'
import { z } from 'zod'

export type Row = Record<string, unknown>

/** The columns of a table: the fields of a schema in order, those of nested objects flat (`loan.rate`: `loan_rate`). */
export function columnsOf(schema: z.ZodObject, prefix = ''): string[] {
  return Object.entries(schema.shape).flatMap(([name, field]) => {
    const inner = bare(field as z.ZodType)
    return inner instanceof z.ZodObject
      ? columnsOf(inner, `${prefix}${name}_`)
      : [`${prefix}${name}`]
  })
}

function bare(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodNullable || schema instanceof z.ZodOptional
    ? bare(schema.unwrap() as z.ZodType)
    : schema
}

/** The first line of a table. */
export const csvHeader = (columns: string[]) => csvLines([columns])

/** What a spreadsheet takes for the beginning of a formula, full-width signs too. */
const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/
const QUOTED_FORMULA = /^'+[=+\-@\t\r＝＋－＠]/
const NUMBER = /^[+-]?\d+(?:[.,]\d+)*$/

/**
 * A cell that a spreadsheet would run gets an apostrophe before it, which makes it text; plain numbers are left alone.
 * So does one that begins with apostrophes and then like a formula, so that `unescapeFormula` gives back every text.
 */
export const escapeFormula = (text: string): string =>
  FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text

export const unescapeFormula = (text: string): string =>
  QUOTED_FORMULA.test(text) ? text.slice(1) : text

/** Lines of cells, each as it is but for what a spreadsheet would run. */
export const csvLines = (rows: readonly (readonly unknown[])[]): string =>
  `${Papa.unparse(rows.map((cells) => cells.map(safeCell)))}\r\n`

const safeCell = (cell: unknown) => (typeof cell === 'string' ? escapeFormula(cell) : cell)

/** Rows of a table. A spreadsheet runs what begins like a formula, so such text is quoted; lists are joined by `;`. */
export function csvRows(columns: string[], rows: readonly object[]): string {
  if (rows.length === 0) return ''
  const data = rows.map((row) => {
    const cells = flatRow(row)
    return columns.map((column) => cells[column] ?? '')
  })
  return csvLines(data)
}

/** A table of rows that come in batches: its header first. */
export async function* csvFile(columns: string[], batches: AsyncIterable<readonly object[]>) {
  yield csvHeader(columns)
  for await (const batch of batches) yield csvRows(columns, batch)
}

/** The fields of a row as its table has them: nested ones flat, lists as text. */
export const flatRow = (row: object): Row =>
  Object.fromEntries(
    flatFields(row).map(([name, value]) => [name, Array.isArray(value) ? listed(value) : value]),
  )

/** The fields of a row, nested ones flat, lists as they are. */
export function flatFields(row: object, prefix = ''): [name: string, value: unknown][] {
  return Object.entries(row).flatMap(([name, value]): [string, unknown][] =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? flatFields(value, `${prefix}${name}_`)
      : [[`${prefix}${name}`, value]],
  )
}

const listed = (values: unknown[]): string =>
  values.some((value) => typeof value === 'object') ? JSON.stringify(values) : values.join(';')

/** The rows of a CSV text below its header, line breaks inside quotes not counted. */
export async function countCsvRows(text: AsyncIterable<string>): Promise<number> {
  let [lines, quoted] = [0, false]
  for await (const piece of text) {
    for (let at = 0; at < piece.length; at += 1) {
      const code = piece.charCodeAt(at)
      if (code === QUOTE) quoted = !quoted
      else if (code === NEWLINE && !quoted) lines += 1
    }
  }
  return lines - 1
}

const QUOTE = 34
const NEWLINE = 10
