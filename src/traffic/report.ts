import { z } from 'zod'
import { percentile } from './durations.ts'
import { FACETS, type TrafficQuery } from './query.ts'
import type { Segment } from './segment.ts'
import { newTally, type Span, type Tally, tallySegment } from './tally.ts'

const count = z.number().min(0)
const ms = z.number().nullable()
const Count = z.object({ value: z.string(), requests: count })
const Totals = z.object({
  requests: count.meta({ description: 'Requests; where some were sampled, estimated from those' }),
  errors: count.meta({ description: 'Of them with a status of 400 or more' }),
  bytes: count.meta({ description: 'Of the bodies of their answers' }),
  addresses: count.meta({ description: 'Different addresses, as they are kept' }),
  p50: ms.meta({ description: 'ms that half of them took at most; null: not known' }),
  p95: ms.meta({ description: 'ms that 95 of 100 took at most' }),
  p99: ms.meta({ description: 'ms that 99 of 100 took at most' }),
})

/** What a log says of a time. */
export const TrafficReport = z
  .object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    totals: Totals,
    before: Totals.meta({ description: 'The same of the time of the same length before it' }),
    sampled: z.boolean().meta({ description: 'Whether some requests stand for others' }),
    malformed: count.meta({ description: 'Lines of files that could not be read' }),
    over_time: z.array(
      z.object({
        from: z.iso.datetime(),
        requests: count,
        classes: z.record(z.string(), count).meta({ description: 'Requests by class of status' }),
      }),
    ),
    facets: z
      .record(z.string(), z.array(Count))
      .meta({ description: 'Values by requests, each without its own filter' }),
    slowest: z
      .array(z.object({ route: z.string(), requests: count, mean_ms: count, most_ms: count }))
      .meta({ description: 'Routes by the mean of what they took' }),
    not_found: z.array(Count).meta({ description: 'Paths that were asked for and are not there' }),
    bursts: z
      .array(z.object({ address: z.string(), minute: z.iso.datetime(), refusals: count }))
      .meta({ description: 'Ten answers 401 or 403 or more to one address within a minute' }),
    new_addresses: z
      .array(Count)
      .meta({ description: 'Addresses that were never seen before this time' }),
  })
  .meta({ id: 'TrafficReport' })
export type TrafficReport = z.infer<typeof TrafficReport>

const TOP = 12
const BURST = 10
/** s of a step over time, of which there are at most 72 */
const STEPS = [60, 300, 900, 3600, 4 * 3600, 86_400, 7 * 86_400, 30 * 86_400]
const MOST_STEPS = 72
const isoOf = (seconds: number) => new Date(seconds * 1000).toISOString()

/** Everything that is asked of a log at once. */
export function reportOf(segments: readonly Segment[], query: TrafficQuery): TrafficReport {
  const span = spanOf(segments, query)
  const tally = tallyAll(segments, query, span)
  const length = span.to - span.from
  const earlier = { ...span, from: span.from - length, to: span.from }
  const before = tallyAll(segments, query, earlier)
  const firsts = firstsOf(segments, tally.addresses)
  return {
    from: isoOf(span.from),
    to: isoOf(span.to),
    totals: totalsOf(tally),
    before: totalsOf(before),
    sampled: tally.records < tally.requests,
    malformed: segments.reduce((sum, { malformed }) => sum + malformed, 0),
    over_time: Array.from({ length: span.steps }, (_, at) => {
      const classes = [...tally.steps].map(([name, counts]): [string, number] => [
        name,
        counts[at] ?? 0,
      ])
      const requests = classes.reduce((sum, [, n]) => sum + n, 0)
      const seen = Object.fromEntries(classes.filter(([, n]) => n > 0).sort())
      return { from: isoOf(span.from + at * span.step), requests, classes: seen }
    }),
    facets: Object.fromEntries(
      FACETS.map((facet) => [facet, topOf(tally.facets[facet], query[facet])]),
    ),
    slowest: [...tally.routes]
      .map(([route, { requests, sum, most }]) => ({
        ...{ route, requests },
        mean_ms: sum / requests,
        most_ms: most,
      }))
      .sort((a, b) => b.mean_ms - a.mean_ms)
      .slice(0, TOP),
    not_found: topOf(tally.notFound),
    bursts: [...tally.refusals]
      .filter(([, refusals]) => refusals >= BURST)
      .map(([key, refusals]) => {
        const [address = '', minute] = key.split(' ')
        return { address, minute: isoOf(Number(minute)), refusals }
      })
      .sort((a, b) => b.refusals - a.refusals)
      .slice(0, TOP),
    new_addresses: topOf(
      new Map([...tally.addresses].filter(([address]) => (firsts.get(address) ?? 0) >= span.from)),
    ),
  }
}

/** The time that is meant: of what there is, where it is not said. Whole steps, so that bars are comparable. */
export function spanOf(segments: readonly Segment[], { from, to }: TrafficQuery): Span {
  const filled = segments.filter(({ size }) => size > 0)
  const now = Date.now() / 1000
  const first = filled.reduce((least, { times }) => Math.min(least, times[0] ?? least), now)
  const last = filled.reduce((most, { times }) => Math.max(most, times.at(-1) ?? most), 0)
  const begin = from === undefined ? first : Date.parse(from) / 1000
  const end = Math.max(
    begin + 1,
    to === undefined ? Math.max(last, begin) + 1 : Date.parse(to) / 1000,
  )
  const lastAsked = Math.min(
    end,
    Math.max(last + 1, begin + 1, to === undefined ? 0 : Math.min(end, now)),
  )
  const step = STEPS.find((each) => (lastAsked - begin) / each <= MOST_STEPS) ?? STEPS.at(-1) ?? 60
  const start = from === undefined ? Math.floor(begin / step) * step : begin
  const steps = Math.min(1000, Math.max(1, Math.ceil((lastAsked - start) / step)))
  return { from: start, to: Math.min(end, start + steps * step), step, steps }
}

function tallyAll(segments: readonly Segment[], query: TrafficQuery, span: Span): Tally {
  const tally = newTally()
  for (const segment of segments) tallySegment(tally, segment, query, span)
  return tally
}

function totalsOf({ requests, bytes, addresses, durations, steps }: Tally) {
  const errors = ['4xx', '5xx'].flatMap((name) => [...(steps.get(name) ?? [])])
  return {
    requests,
    errors: errors.reduce((sum, n) => sum + n, 0),
    bytes,
    addresses: addresses.size,
    p50: percentile(durations, 0.5),
    p95: percentile(durations, 0.95),
    p99: percentile(durations, 0.99),
  }
}

/** By count, then by value; those that are asked for are always there. */
function topOf(counts: Map<string, number>, asked: readonly string[] = []) {
  const sorted = [...counts]
    .map(([value, requests]) => ({ value, requests }))
    .sort((a, b) => b.requests - a.requests || (a.value < b.value ? -1 : 1))
  const top = sorted.slice(0, TOP)
  const rest = asked.filter((value) => !top.some((each) => each.value === value))
  return [...top, ...rest.map((value) => ({ value, requests: counts.get(value) ?? 0 }))]
}

/** s since 1970 at which each of these addresses was first seen, in anything that is kept. */
function firstsOf(segments: readonly Segment[], wanted: ReadonlyMap<string, number>) {
  const firsts = new Map<string, number>()
  for (const { texts, times, size } of segments) {
    const { codes, size: known, at } = texts.address
    const seen = new Uint8Array(known + 1)
    for (let row = 0; row < size; row++) {
      const code = codes[row] ?? known
      if (seen[code] === 1) continue
      seen[code] = 1
      if (code === known) continue
      const address = at(code)
      const time = times[row] ?? 0
      if (wanted.has(address) && time < (firsts.get(address) ?? Number.POSITIVE_INFINITY))
        firsts.set(address, time)
    }
  }
  return firsts
}
