import { type Row, ratioOf, verdictOf } from '../row.ts'
import reasons from './reasons.json' with { type: 'json' }
import { amount, ratioWords } from './words.ts'

/** Why a goal is not met, what was tried, and what it would take; by case and name of a row. */
export type Reason = { why: string; tried: string; takes: string }
export const REASONS = new Map<string, Reason>(Object.entries(reasons))

/** A line for each goal that is not met, or not known to be. */
export function missedOf(
  rows: readonly Row[],
  known: ReadonlyMap<string, Reason> = REASONS,
): string {
  const lines = rows
    .filter((row) => row.goal !== null && ['missed', 'refused', 'skipped'].includes(verdictOf(row)))
    .map((row) => `- **${row.what}, ${row.cars.toLocaleString('en')} cars** ${why(row, known)}`)
  return lines.length === 0 ? 'Every goal is met.' : lines.join('\n')
}

function why(row: Row, known: ReadonlyMap<string, Reason>): string {
  if (row.skipped !== null) return `(not measured: ${row.skipped})`
  if (row.refused !== null) return `(not reported: ${row.refused})`
  const reason = known.get(`${row.case}/${row.id}`)
  const said = reason
    ? `Why: ${reason.why} Tried: ${reason.tried} It would take: ${reason.takes}`
    : 'Nobody has looked into it yet: write the reason into bench/report/reasons.json.'
  return `(${measured(row)}). ${said}`
}

function measured(row: Row): string {
  const words = ratioWords(row)
  return words === '' ? amount(ratioOf(row) ?? Number.NaN, row.metric) : words
}
