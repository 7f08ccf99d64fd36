import type { Figures } from '../measure/figures.ts'
import type { Metric } from '../measure/rounds.ts'
import { type Goal, type Row, ratioOf, verdictOf } from '../row.ts'

/** A figure in the unit that a reader takes in at once. */
export function amount(value: number, metric: Metric): string {
  if (metric === 'memory') return `${significant(value / 1e6)} MB`
  if (metric === 'bytes') return `${significant(value / 1000)} kB`
  return value >= 1000 ? `${significant(value / 1000)} s` : `${significant(value)} ms`
}

/** Median, and the range that the runs gave where there was more than one. */
export function withRange({ median, min, max, values }: Figures, metric: Metric): string {
  const range = values.length > 1 ? ` (${amount(min, metric)} – ${amount(max, metric)})` : ''
  return `${amount(median, metric)}${range}`
}

/** Three digits, without zeros that say nothing. */
export function significant(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en', { maximumFractionDigits: 6 })
}

const CLOCK: Record<Metric, string> = {
  cpu: 'CPU time',
  wall: 'time',
  memory: 'memory',
  p99: 'p99',
  bytes: 'transfer',
}
export const clockOf = (metric: Metric) => CLOCK[metric]

export function goalWords(goal: Goal | null, metric: Metric): string {
  if (goal === null) return ''
  const { kind, least, best } = goal
  if (kind === 'value') return `at most ${amount(least, metric)}, go for ${amount(best, metric)}`
  return `${kind === 'cost' ? 'at most' : 'at least'} ${significant(least)} ×, go for ${significant(best)} ×`
}

export function ratioWords(row: Row): string {
  const ratio = ratioOf(row)
  if (ratio === null || row.goal?.kind === 'value') return ''
  return `${significant(ratio)} × as ${row.goal?.kind === 'speed' ? 'quick' : 'costly'}`
}

export function verdictWords(row: Row): string {
  if (row.skipped !== null) return `skipped: ${row.skipped}`
  if (row.refused !== null) return `not reported: ${row.refused}`
  const words = { best: 'met, and more', met: 'met', missed: 'missed' }
  const verdict = verdictOf(row)
  return verdict === 'best' || verdict === 'met' || verdict === 'missed' ? words[verdict] : ''
}
