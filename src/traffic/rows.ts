import { csvLines } from '../platform/csv.ts'
import { valueAt } from '../snapshots/index/column.ts'
import { Selection } from '../snapshots/index/selection.ts'
import { conditionsOf, type TrafficQuery } from './query.ts'
import { spanOf } from './report.ts'
import { between, type Segment } from './segment.ts'

const TEXT_COLUMNS = [
  ...(['method', 'path', 'route', 'status'] as const),
  ...(['address', 'referrer', 'agent', 'bot'] as const),
] as const
const BATCH = 1000

/** The records themselves as CSV. `stands_for`: how many requests each stands for */
export function* csvOf(segments: readonly Segment[], query: TrafficQuery): Generator<string> {
  yield csvLines([['time', ...TEXT_COLUMNS, 'bytes', 'ms', 'stands_for']])
  const span = spanOf(segments, query)
  for (const whole of segments) {
    const segment = between(whole, span.from, span.to)
    const rows = new Selection(segment.size, conditionsOf(segment, query)).rows()
    for (let from = 0; from < rows.length; from += BATCH) {
      yield csvLines(Array.from(rows.subarray(from, from + BATCH), (row) => cellsOf(segment, row)))
    }
  }
}

function cellsOf({ times, texts, bytes, ms, weights }: Segment, row: number): string[] {
  const took = ms[row] ?? Number.NaN
  return [
    new Date((times[row] ?? 0) * 1000).toISOString(),
    ...TEXT_COLUMNS.map((name) => String(valueAt(texts[name], row) ?? '')),
    String(bytes[row] ?? 0),
    Number.isNaN(took) ? '' : String(Math.round(took * 1000) / 1000),
    String(weights[row] ?? 1),
  ]
}
