import { unescapeFormula } from '../../platform/csv.ts'
import { fieldsOf } from './records.ts'

/**
 * Rows that were refused come back as a file of their own: the source's columns, then these. A row that had too many
 * cells keeps the others in `_surplus`, as a line of CSV; one that had too few says how many in `_missing`. While they
 * stand there the row is as malformed as it was; whoever repairs it empties `_surplus`, and fills what is missing
 * or empties `_missing`.
 */
export const ABOUT = [
  '_file',
  '_line',
  '_action',
  '_rule',
  '_reason',
  '_surplus',
  '_missing',
] as const

/** Whether a header is that of refused rows: its cells are escaped, and its last columns are those of ABOUT. */
export function ofRejects(header: readonly string[]): boolean {
  const last = header.slice(-ABOUT.length).map((name) => name.trim())
  return last.length === ABOUT.length && ABOUT.every((name, place) => last[place] === name)
}

/** The cells of a refused row as they stood in its source. @param width cells of the source's header */
export function restored(fields: readonly string[], width: number): string[] {
  const cells = fields.map(unescapeFormula)
  const own = cells.slice(0, width)
  const surplus = cells[width + ABOUT.indexOf('_surplus')] ?? ''
  const missing = Number(cells[width + ABOUT.indexOf('_missing')] ?? '')
  if (surplus !== '') return [...own, ...fieldsOf(surplus, ',').map(unescapeFormula)]
  const short = missing > 0 && own.slice(-missing).every((cell) => cell.trim() === '')
  return short ? own.slice(0, -missing) : own
}
