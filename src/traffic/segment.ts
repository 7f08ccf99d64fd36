import type { TextColumn } from '../snapshots/index/column.ts'
import { firstWhere } from '../snapshots/index/first-where.ts'
import { TextGatherer } from '../snapshots/index/gather.ts'
import { record } from '../snapshots/index/record.ts'
import { type AccessRecord, agentOf, botOf, classOf, refererHost } from './record.ts'

export const TEXTS = [
  ...(['method', 'status', 'class', 'path', 'route'] as const),
  ...(['address', 'referrer', 'agent', 'bot'] as const),
] as const
export type TextName = (typeof TEXTS)[number]

/** Requests as columns, in order of their time: the same columns that a snapshot is indexed with. */
export type Segment = {
  size: number
  /** s since 1970, rising */
  times: Uint32Array
  texts: Record<TextName, TextColumn>
  /** NaN: not known */
  ms: Float32Array
  bytes: Float64Array
  /** how many requests each row stands for */
  weights: Float32Array
  /** Lines of its file that could not be read */
  malformed: number
}

const START = 1024

/** Makes a segment while requests go by, in any order. */
export class SegmentBuilder {
  size = 0
  malformed = 0
  private times = new Uint32Array(START)
  private ms = new Float32Array(START)
  private bytes = new Float64Array(START)
  private weights = new Float32Array(START)
  private readonly texts = record(TEXTS, () => new TextGatherer(START))
  private sorted = true

  add({
    time,
    method,
    path,
    route,
    status,
    bytes,
    ms,
    address,
    referrer,
    agent,
    weight,
  }: AccessRecord) {
    const row = this.size++
    if (row === this.times.length) this.grow()
    if (row > 0 && time < (this.times[row - 1] ?? 0)) this.sorted = false
    this.times[row] = time
    this.ms[row] = ms ?? Number.NaN
    this.bytes[row] = bytes
    this.weights[row] = weight
    const { texts } = this
    texts.method.set(row, method)
    texts.status.set(row, String(status))
    texts.class.set(row, classOf(status))
    texts.path.set(row, path)
    texts.route.set(row, route ?? path)
    texts.address.set(row, address)
    texts.referrer.set(row, referrer === null ? null : refererHost(referrer))
    texts.agent.set(row, agent === null ? null : agentOf(agent))
    texts.bot.set(row, agent === null ? null : botOf(agent))
  }

  /** What has been added so far; more may follow. */
  finish(): Segment {
    const { size } = this
    const order = new Uint32Array(size)
    for (let row = 0; row < size; row++) order[row] = row
    if (!this.sorted) order.sort((a, b) => (this.times[a] ?? 0) - (this.times[b] ?? 0) || a - b)
    const ordered = <T extends Uint32Array | Float32Array | Float64Array>(from: T, to: T): T => {
      for (let row = 0; row < size; row++) to[row] = from[order[row] ?? 0] ?? 0
      return to
    }
    return {
      size,
      malformed: this.malformed,
      times: ordered(this.times, new Uint32Array(size)),
      ms: ordered(this.ms, new Float32Array(size)),
      bytes: ordered(this.bytes, new Float64Array(size)),
      weights: ordered(this.weights, new Float32Array(size)),
      texts: record(TEXTS, (name) => this.texts[name].finish(order)),
    }
  }

  private grow(): void {
    const length = this.times.length * 2
    const grown = <T extends { set(from: T): void }>(from: T, to: T): T => {
      to.set(from)
      return to
    }
    this.times = grown<Uint32Array<ArrayBuffer>>(this.times, new Uint32Array(length))
    this.ms = grown<Float32Array<ArrayBuffer>>(this.ms, new Float32Array(length))
    this.bytes = grown<Float64Array<ArrayBuffer>>(this.bytes, new Float64Array(length))
    this.weights = grown<Float32Array<ArrayBuffer>>(this.weights, new Float32Array(length))
  }
}

/** The requests of a time, as views. @param from s, inclusive @param to s, exclusive */
export function between(segment: Segment, from: number, to: number): Segment {
  const { times, texts, ms, bytes, weights, malformed } = segment
  const first = firstWhere(times.length, (at) => (times[at] ?? 0) >= from)
  const last = firstWhere(times.length, (at) => (times[at] ?? 0) >= to)
  if (first === 0 && last === segment.size) return segment
  return {
    size: Math.max(0, last - first),
    malformed,
    times: times.subarray(first, last),
    ms: ms.subarray(first, last),
    bytes: bytes.subarray(first, last),
    weights: weights.subarray(first, last),
    texts: record(TEXTS, (name) => ({
      ...texts[name],
      codes: texts[name].codes.subarray(first, last),
    })),
  }
}
