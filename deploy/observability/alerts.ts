/*
 * Every alert as one value: what it means, when it fires, and the samples with which a test sees it fire and resolve.
 * `bun deploy/observability/write.ts` (part of `bun run docs`) makes the files of Prometheus of them.
 */
export type Alert = {
  name: string
  /** for how long it must hold */
  for: string
  severity: 'page' | 'ticket'
  expr: string
  /** one sentence; may hold {{ $value }} */
  summary: string
  /** series of a test, a sample a minute: bad first, then good again */
  series: Record<string, string>
  /** minutes at which it fires, and at which it does no longer */
  fires: number
  resolved: number
}

const web = '{job="web",service="web"}'
const requests = (status: string) =>
  `http_server_requests_total{job="web",service="web",http_route="/cars",http_response_status_code="${status}"}`
/** 30 minutes of one value, then of another */
const first = (bad: string, good: string) => `${bad}x30 ${good}x60`

export const ALERTS: readonly Alert[] = [
  {
    name: 'ForecourtDown',
    for: '1m',
    severity: 'page',
    expr: 'up{job="web"} == 0',
    summary: 'A web server does not answer Prometheus.',
    series: { [`up${web}`]: first('0', '1') },
    fires: 5,
    resolved: 40,
  },
  {
    name: 'ForecourtErrorsFast',
    for: '2m',
    severity: 'page',
    expr: 'job:http_server_errors:ratio_rate1h > 14.4 * 0.001 and job:http_server_errors:ratio_rate5m > 14.4 * 0.001',
    summary:
      'Of the errors that a month may have (0.1 %), this hour takes a fiftieth: {{ $value | humanizePercentage }} of requests fail.',
    series: {
      [requests('200')]: '0+60x200',
      [requests('500')]: '0+6x60 360+0x140',
    },
    fires: 30,
    resolved: 80,
  },
  {
    name: 'ForecourtErrorsSlow',
    for: '15m',
    severity: 'ticket',
    expr: 'job:http_server_errors:ratio_rate6h > 6 * 0.001 and job:http_server_errors:ratio_rate30m > 6 * 0.001',
    summary:
      'Errors take the allowance of the month in five days: {{ $value | humanizePercentage }} of requests fail.',
    series: {
      [requests('200')]: '0+60x400',
      [requests('500')]: '0+2x120 240+0x280',
    },
    fires: 60,
    resolved: 200,
  },
  {
    name: 'ForecourtSlow',
    for: '10m',
    severity: 'ticket',
    expr: 'job:http_server_duration:p95_5m > 0.5',
    summary: 'Of 100 requests 5 take longer than {{ $value | humanizeDuration }}.',
    series: {
      'http_server_request_duration_seconds_bucket{job="web",service="web",http_route="/cars",le="0.5"}':
        '0+1x30 30+60x60',
      'http_server_request_duration_seconds_bucket{job="web",service="web",http_route="/cars",le="1"}':
        '0+60x90',
      'http_server_request_duration_seconds_bucket{job="web",service="web",http_route="/cars",le="+Inf"}':
        '0+60x90',
    },
    fires: 20,
    resolved: 50,
  },
  {
    name: 'ForecourtStoreAway',
    for: '1m',
    severity: 'page',
    expr: 'forecourt_store_up == 0',
    summary: 'The database does not answer a web server.',
    series: { [`forecourt_store_up${web}`]: first('0', '1') },
    fires: 5,
    resolved: 40,
  },
  {
    name: 'ForecourtImportFailed',
    for: '0m',
    severity: 'ticket',
    expr: 'max(forecourt_import_failed) == 1',
    summary: 'The newest import failed; readers see the market before it.',
    series: { [`forecourt_import_failed${web}`]: first('1', '0') },
    fires: 2,
    resolved: 40,
  },
  {
    name: 'ForecourtImportHeld',
    for: '15m',
    severity: 'ticket',
    expr: 'max(forecourt_import_held) == 1',
    summary: 'An import waits for somebody to confirm how its file is read.',
    series: { [`forecourt_import_held${web}`]: first('1', '0') },
    fires: 20,
    resolved: 40,
  },
  {
    name: 'ForecourtDataStale',
    for: '0m',
    severity: 'ticket',
    expr: 'time() - max(forecourt_snapshot_timestamp_seconds) > 30 * 86400',
    summary: 'The market is {{ $value | humanizeDuration }} old.',
    // A test begins at 0: the market is of a time long before it, and then of now.
    series: { [`forecourt_snapshot_timestamp_seconds${web}`]: first('-3000000', '0') },
    fires: 5,
    resolved: 40,
  },
  {
    name: 'ForecourtManyRejects',
    for: '0m',
    severity: 'ticket',
    expr: 'max(forecourt_import_rows{outcome="rejected"}) / max(forecourt_import_rows{outcome="read"}) > 0.2',
    summary: '{{ $value | humanizePercentage }} of the rows of the last import were rejected.',
    series: {
      'forecourt_import_rows{job="web",outcome="read"}': '100x90',
      'forecourt_import_rows{job="web",outcome="rejected"}': first('40', '1'),
    },
    fires: 5,
    resolved: 40,
  },
  {
    name: 'ForecourtEstimatesOff',
    for: '0m',
    severity: 'ticket',
    expr: 'max(forecourt_estimate_coverage_ratio) < 0.8',
    summary:
      'Only {{ $value | humanizePercentage }} of asking prices lie in their interval; 90 % are meant.',
    series: { [`forecourt_estimate_coverage_ratio${web}`]: first('0.6', '0.9') },
    fires: 5,
    resolved: 40,
  },
  {
    name: 'ForecourtStreamBehind',
    for: '5m',
    severity: 'ticket',
    expr: 'sum(forecourt_stream_lag) > 1000',
    summary: '{{ $value }} transactions wait to be applied.',
    series: { 'forecourt_stream_lag{job="web",partition="0"}': first('5000', '0') },
    fires: 10,
    resolved: 40,
  },
  {
    name: 'ForecourtDeadLetters',
    for: '0m',
    severity: 'ticket',
    expr: 'sum by (reason) (increase(forecourt_stream_dead_letters_total[15m])) > 0',
    summary: 'Messages are put aside: {{ $labels.reason }}.',
    series: {
      'forecourt_stream_dead_letters_total{job="web",reason="malformed"}': '0+1x30 30x60',
    },
    fires: 10,
    resolved: 60,
  },
  {
    name: 'ForecourtLoopBlocked',
    for: '5m',
    severity: 'ticket',
    expr: 'nodejs_eventloop_lag_seconds{job=~"web|exporter"} > 0.5',
    summary:
      'Something holds the event loop of {{ $labels.job }} for {{ $value | humanizeDuration }}.',
    series: { [`nodejs_eventloop_lag_seconds${web}`]: first('2', '0.001') },
    fires: 10,
    resolved: 40,
  },
  {
    name: 'ForecourtMemoryHigh',
    for: '10m',
    severity: 'ticket',
    expr: 'process_resident_memory_bytes{job=~"web|exporter"} > 1e9',
    summary: '{{ $labels.job }} uses {{ $value | humanize1024 }}B.',
    series: { [`process_resident_memory_bytes${web}`]: first('2000000000', '100000000') },
    fires: 15,
    resolved: 40,
  },
  {
    name: 'ForecourtTurnsAway',
    for: '5m',
    severity: 'ticket',
    expr: 'sum by (reason) (rate(forecourt_refused_requests_total[5m])) > 1',
    summary: '{{ $value }} requests a second are turned away: {{ $labels.reason }}.',
    series: {
      'forecourt_refused_requests_total{job="web",reason="rate_limit"}': '0+600x30 18000x60',
    },
    fires: 15,
    resolved: 50,
  },
  {
    name: 'ForecourtIndexRebuilt',
    for: '0m',
    severity: 'ticket',
    expr: 'increase(forecourt_index_rebuilt_total[1h]) > 3',
    summary: 'Indexes are made again and again: their folder does not keep them.',
    series: { [`forecourt_index_rebuilt_total${web}`]: '0+1x30 30x90' },
    fires: 20,
    resolved: 110,
  },
  {
    name: 'ForecourtExporterDown',
    for: '5m',
    severity: 'ticket',
    expr: 'up{job="exporter"} == 0 or forecourt_exporter_up == 0',
    summary: 'The exporter is away, or its database is: nothing is backed up.',
    series: { 'up{job="exporter"}': first('0', '1') },
    fires: 10,
    resolved: 40,
  },
  {
    name: 'ForecourtBackupOld',
    for: '0m',
    severity: 'ticket',
    expr: 'max(forecourt_extraction_age_seconds) > 86400',
    summary: 'The newest extraction is {{ $value | humanizeDuration }} old.',
    series: { 'forecourt_extraction_age_seconds{job="exporter"}': first('200000', '60') },
    fires: 5,
    resolved: 40,
  },
  {
    name: 'ForecourtBackupFailed',
    for: '0m',
    severity: 'ticket',
    expr: 'sum by (stage) (increase(forecourt_extraction_failures_total[1h])) > 0',
    summary: 'Extractions fail at the stage {{ $labels.stage }}.',
    series: {
      'forecourt_extraction_failures_total{job="exporter",stage="upload"}': '0+1x30 30x90',
    },
    fires: 10,
    resolved: 110,
  },
  {
    name: 'ForecourtRestoreFailed',
    for: '0m',
    severity: 'page',
    expr: 'forecourt_restore_drill_up == 0',
    summary: 'The last trial of a restore failed: the backup is none.',
    series: { 'forecourt_restore_drill_up{job="exporter"}': first('0', '1') },
    fires: 5,
    resolved: 40,
  },
]

export const RUNBOOKS = 'https://github.com/forecourt/forecourt/blob/main/docs/observability.md'

/** Of the requests, health checks apart, the share that failed here. */
const errorRatio = (window: string) =>
  `(sum by (job) (rate(http_server_requests_total{job="web",http_response_status_code=~"5..",http_route!~"/health.*"}[${window}])) or 0 * sum by (job) (rate(http_server_requests_total{job="web",http_route!~"/health.*"}[${window}]))) / sum by (job) (rate(http_server_requests_total{job="web",http_route!~"/health.*"}[${window}]))`

export const RECORDED: readonly { record: string; expr: string }[] = [
  ...['5m', '30m', '1h', '6h'].map((window) => ({
    record: `job:http_server_errors:ratio_rate${window}`,
    expr: errorRatio(window),
  })),
  {
    record: 'job:http_server_requests:rate5m',
    expr: 'sum by (job) (rate(http_server_requests_total[5m]))',
  },
  {
    record: 'job:http_server_duration:p95_5m',
    expr: 'histogram_quantile(0.95, sum by (job, le) (rate(http_server_request_duration_seconds_bucket{http_route!~".*stream"}[5m])))',
  },
]
