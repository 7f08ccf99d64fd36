/** s; the boundaries of OpenTelemetry's semantic conventions for HTTP servers */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]

export type RequestLabels = { method: string; route: string; status: string }
type Series = { labels: string; counts: Uint32Array; sum: number }

/**
 * How many requests were answered and how long that took, in Prometheus' text format, with OpenTelemetry's names. Written here, as it is done for
 * every request: the library finds a series by its labels in more time than a kept answer takes.
 */
export class RequestCounts {
  private readonly series = new Map<string, Series>()

  private readonly labels: string

  /** @param labels on every line */
  constructor(labels: Record<string, string>) {
    this.labels = written(labels)
  }

  /** What counts requests of these labels, by the seconds from their heads to their answers. */
  observing(labels: RequestLabels): (seconds: number) => void {
    const series = this.seriesOf(labels)
    return (seconds) => {
      let bucket = 0
      while (seconds > (BUCKETS[bucket] ?? Number.POSITIVE_INFINITY)) bucket++
      series.counts[bucket] = (series.counts[bucket] ?? 0) + 1
      series.sum += seconds
    }
  }

  private seriesOf({ method, route, status }: RequestLabels): Series {
    const labels = `${written({
      http_request_method: method,
      http_route: route,
      http_response_status_code: status,
    })},${this.labels}`
    const before = this.series.get(labels)
    if (before) return before
    const series = { labels, counts: new Uint32Array(BUCKETS.length + 1), sum: 0 }
    this.series.set(labels, series)
    return series
  }

  write(): string {
    const all = [...this.series.values()]
    const requests = 'http_server_requests_total'
    const durations = 'http_server_request_duration_seconds'
    return [
      `# HELP ${requests} Requests that were answered`,
      `# TYPE ${requests} counter`,
      ...all.map(({ labels, counts }) => `${requests}{${labels}} ${sumOf(counts)}`),
      '',
      `# HELP ${durations} Time from the head of a request to its answer`,
      `# TYPE ${durations} histogram`,
      ...all.flatMap((series) => bucketsOf(durations, series)),
      '',
    ].join('\n')
  }
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', '"': '\\"', '\n': '\\n' }

const written = (labels: Record<string, string>) =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${value.replace(/[\\"\n]/g, (sign) => ESCAPES[sign] ?? '')}"`)
    .join()

function bucketsOf(name: string, { labels, counts, sum }: Series): string[] {
  let below = 0
  const buckets = [...BUCKETS, '+Inf'].map((most, index) => {
    below += counts[index] ?? 0
    return `${name}_bucket{le="${most}",${labels}} ${below}`
  })
  return [...buckets, `${name}_sum{${labels}} ${sum}`, `${name}_count{${labels}} ${below}`]
}

const sumOf = (counts: Uint32Array) => counts.reduce((sum, count) => sum + count, 0)
