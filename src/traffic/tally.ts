import { Selection } from '../snapshots/index/selection.ts'
import { addDuration, newDurations } from './durations.ts'
import { conditionsOf, FACETS, type Facet, type TrafficQuery } from './query.ts'
import { between, type Segment } from './segment.ts'

/** What is counted of one segment; those of many add up. Counts are requests, weights of samples included. */
export type Tally = {
  requests: number
  /** records that stand for them */
  records: number
  bytes: number
  durations: Float64Array
  /** by step of the time, by class */
  steps: Map<string, Float64Array>
  /** requests by value, without a facet's own filter */
  facets: Record<Facet, Map<string, number>>
  routes: Map<string, Route>
  notFound: Map<string, number>
  /** refusals (401, 403) by `address minute` */
  refusals: Map<string, number>
  /** addresses that passed, with their requests */
  addresses: Map<string, number>
}
/** ms */
export type Route = { requests: number; sum: number; most: number }
/** s; `steps` of `step` s each begin at `from` */
export type Span = { from: number; to: number; step: number; steps: number }

const MINUTE = 60

export const newTally = (): Tally => ({
  requests: 0,
  records: 0,
  bytes: 0,
  durations: newDurations(),
  steps: new Map(),
  facets: Object.fromEntries(FACETS.map((facet) => [facet, new Map()])) as Tally['facets'],
  routes: new Map(),
  notFound: new Map(),
  refusals: new Map(),
  addresses: new Map(),
})

/** Adds what a segment has of a span to a tally. */
export function tallySegment(into: Tally, whole: Segment, query: TrafficQuery, span: Span): void {
  const segment = between(whole, span.from, span.to)
  if (segment.size === 0) return
  const selection = new Selection<Facet>(segment.size, conditionsOf(segment, query))
  const rows = selection.rows()
  tallyRows(into, segment, rows, span)
  for (const facet of FACETS) tallyFacet(into, segment, selection, facet)
  into.addresses = added(into.addresses, countsOf(segment, 'address', rows))
}

function tallyRows(into: Tally, segment: Segment, rows: Uint32Array, span: Span): void {
  const { times, ms, bytes, weights, texts } = segment
  const { codes: status, texts: statuses } = texts.status
  const { codes: classes } = texts.class
  const { codes: routes, size: routeCount } = texts.route
  const steps = Array.from({ length: texts.class.size + 1 }, () => new Float64Array(span.steps))
  const known = ['404', '401', '403'].map((each) => statuses.indexOf(each))
  const [missing = -1, unknown = -1, forbidden = -1] = known
  const [asked, sums, mosts] = [0, 0, 0].map(() => new Float64Array(routeCount + 1))
  if (!asked || !sums || !mosts) return
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? 0
    const [weight = 1, took = Number.NaN, time = 0] = [weights[row], ms[row], times[row]]
    into.requests += weight
    into.bytes += (bytes[row] ?? 0) * weight
    const counts = steps[classes[row] ?? 0]
    const step = Math.floor((time - span.from) / span.step)
    if (counts) counts[step] = (counts[step] ?? 0) + weight
    if (!Number.isNaN(took)) {
      addDuration(into.durations, took, weight)
      const route = routes[row] ?? routeCount
      asked[route] = (asked[route] ?? 0) + weight
      sums[route] = (sums[route] ?? 0) + took * weight
      if (took > (mosts[route] ?? 0)) mosts[route] = took
    }
    const code = status[row]
    if (code === missing) count(into.notFound, textAt(segment, 'path', row), weight)
    if (code === unknown || code === forbidden) {
      const minute = Math.floor(time / MINUTE) * MINUTE
      count(into.refusals, `${textAt(segment, 'address', row)} ${minute}`, weight)
    }
  }
  into.records += rows.length
  for (const [code, counts] of steps.entries()) {
    if (code >= texts.class.size) continue
    const name = texts.class.at(code)
    const before = into.steps.get(name)
    into.steps.set(name, before ? before.map((each, at) => each + (counts[at] ?? 0)) : counts)
  }
  for (let code = 0; code < routeCount; code++) {
    const requests = asked[code] ?? 0
    if (requests === 0) continue
    const name = texts.route.at(code)
    const before = into.routes.get(name) ?? { requests: 0, sum: 0, most: 0 }
    into.routes.set(name, {
      requests: before.requests + requests,
      sum: before.sum + (sums[code] ?? 0),
      most: Math.max(before.most, mosts[code] ?? 0),
    })
  }
}

/** Of a facet all of its values are counted, also those that its own filter leaves out. */
function tallyFacet(into: Tally, segment: Segment, selection: Selection<Facet>, facet: Facet) {
  const { rows, complement } = selection.rowsBut(facet)
  const counts = complement ? wholeOf(segment, facet) : new Map<string, number>()
  const sign = complement ? -1 : 1
  for (const [value, n] of countsOf(segment, facet, rows)) count(counts, value, sign * n)
  into.facets[facet] = added(into.facets[facet], counts)
}

function wholeOf(segment: Segment, facet: Facet): Map<string, number> {
  const { codes, size, at } = segment.texts[facet]
  const sums = new Float64Array(size + 1)
  for (let row = 0; row < segment.size; row++) {
    const code = codes[row] ?? size
    sums[code] = (sums[code] ?? 0) + (segment.weights[row] ?? 1)
  }
  return named(sums, size, at)
}

function countsOf(segment: Segment, facet: Facet, rows: Uint32Array): Map<string, number> {
  const { codes, size, at } = segment.texts[facet]
  const sums = new Float64Array(size + 1)
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] ?? 0
    const code = codes[row] ?? size
    sums[code] = (sums[code] ?? 0) + (segment.weights[row] ?? 1)
  }
  return named(sums, size, at)
}

/** Those without a value are not counted. */
function named(sums: Float64Array, size: number, at: (code: number) => string) {
  const counts = new Map<string, number>()
  for (let code = 0; code < size; code++) {
    const sum = sums[code] ?? 0
    if (sum > 0) counts.set(at(code), sum)
  }
  return counts
}

function added(into: Map<string, number>, more: Map<string, number>): Map<string, number> {
  if (into.size === 0) return more
  for (const [value, n] of more) count(into, value, n)
  return into
}

function count(into: Map<string, number>, value: string, n: number): void {
  const sum = (into.get(value) ?? 0) + n
  if (sum > 0) into.set(value, sum)
  else into.delete(value)
}

function textAt({ texts }: Segment, name: Facet, row: number): string {
  const { codes, size, at } = texts[name]
  const code = codes[row] ?? size
  return code === size ? '' : at(code)
}
