import { DashboardBuilder, RowBuilder } from '@grafana/grafana-foundation-sdk/dashboard'
import { PanelBuilder as LogsPanel } from '@grafana/grafana-foundation-sdk/logs'
import { DataqueryBuilder as LokiQuery } from '@grafana/grafana-foundation-sdk/loki'
import { DataqueryBuilder as PrometheusQuery } from '@grafana/grafana-foundation-sdk/prometheus'
import { PanelBuilder as TimeSeries } from '@grafana/grafana-foundation-sdk/timeseries'

/** What one panel shows: a title, its unit as Grafana names it, and queries with their legends. */
export type Panel = { title: string; unit: string; queries: Record<string, string> }
export type Board = {
  uid: string
  title: string
  rows: Record<string, Panel[]>
  /** LogQL by title */
  logs?: Record<string, string>
}

const panel = (title: string, unit: string, queries: Record<string, string>): Panel => ({
  ...{ title, unit, queries },
})
const rate = (metric: string, by: string) => `sum by (${by}) (rate(${metric}[$__rate_interval]))`
const quantile = (q: number, metric: string, by = '') =>
  `histogram_quantile(${q}, sum by (le${by && `, ${by}`}) (rate(${metric}_bucket[$__rate_interval])))`

export const BOARDS: readonly Board[] = [
  {
    uid: 'forecourt-service',
    title: 'Forecourt: service',
    rows: {
      Requests: [
        panel('Requests by status', 'reqps', {
          '{{http_response_status_code}}': rate(
            'http_server_requests_total{job="web"}',
            'http_response_status_code',
          ),
        }),
        panel('Duration', 's', {
          'half below': quantile(0.5, 'http_server_request_duration_seconds'),
          '95 of 100 below': quantile(0.95, 'http_server_request_duration_seconds'),
        }),
        panel('Requests by route', 'reqps', {
          '{{http_route}}': `topk(10, ${rate('http_server_requests_total{job="web"}', 'http_route')})`,
        }),
        panel('Turned away', 'reqps', {
          '{{reason}}': rate('forecourt_refused_requests_total', 'reason'),
        }),
        panel('Share of errors', 'percentunit', {
          '5 min': 'job:http_server_errors:ratio_rate5m',
          '1 h': 'job:http_server_errors:ratio_rate1h',
        }),
        panel('In flight, and open streams', 'short', {
          'in flight {{job}}': 'sum by (job) (http_server_active_requests)',
          streams: 'sum(forecourt_live_followers)',
        }),
      ],
      'Kept answers': [
        panel('Answers by where they came from', 'reqps', {
          '{{from}}': rate('forecourt_answers_total', 'from'),
        }),
        panel('What is kept', 'bytes', { bytes: 'sum(forecourt_kept_answers_bytes)' }),
      ],
      Process: [
        panel('Memory', 'bytes', { '{{job}}': 'process_resident_memory_bytes' }),
        panel('CPU', 'percentunit', {
          '{{job}}': 'rate(process_cpu_seconds_total[$__rate_interval])',
        }),
        panel('Lag of the event loop', 's', { '{{job}}': 'nodejs_eventloop_lag_seconds' }),
      ],
    },
    logs: { 'Warnings and errors': '{service_name=~".+"} | json | log_level=~"warn|error"' },
  },
  {
    uid: 'forecourt-database',
    title: 'Forecourt: database and index',
    rows: {
      Store: [
        panel('Answers', 'short', { '{{instance}}': 'forecourt_store_up' }),
        panel('Questions', 'ops', {
          '{{db_collection_name}}.{{db_operation_name}}': rate(
            'db_client_operation_duration_seconds_count',
            'db_collection_name, db_operation_name',
          ),
        }),
        panel('95 of 100 below', 's', {
          '{{db_operation_name}}': quantile(
            0.95,
            'db_client_operation_duration_seconds',
            'db_operation_name',
          ),
        }),
        panel('Failed questions', 'ops', {
          '{{db_operation_name}}':
            'sum by (db_operation_name) (increase(db_client_operation_errors_total[5m])) or vector(0)',
        }),
      ],
      Index: [
        panel('Columns', 'bytes', { '{{instance}}': 'forecourt_index_bytes' }),
        panel('Opened, and made again', 'short', {
          opened: 'sum(forecourt_index_opened_total)',
          'made again': 'sum(forecourt_index_rebuilt_total)',
        }),
        panel('Age', 's', { '{{instance}}': 'time() - forecourt_index_opened_timestamp_seconds' }),
      ],
      'SQLite, MongoDB': [
        panel('Size of the database', 'bytes', {
          file: 'sqlite_file_bytes or sum(mongodb_collection_storage_bytes)',
        }),
        panel('Rows', 'short', {
          rows: 'sum(sqlite_table_rows) or sum(mongodb_collection_documents)',
        }),
      ],
      Backups: [
        panel('Age of the newest extraction', 's', { age: 'forecourt_extraction_age_seconds' }),
        panel('Extractions', 'short', { '{{result}}': 'forecourt_extractions_total' }),
        panel('Size', 'bytes', { size: 'forecourt_extraction_size_bytes' }),
      ],
    },
  },
  {
    uid: 'forecourt-imports',
    title: 'Forecourt: imports and data quality',
    rows: {
      Imports: [
        panel('Age of the market', 's', {
          age: 'time() - max(forecourt_snapshot_timestamp_seconds)',
        }),
        panel('Imports by what became of them', 'short', {
          '{{status}}': 'max by (status) (forecourt_imports)',
        }),
        panel('The last import took', 's', { seconds: 'max(forecourt_import_duration_seconds)' }),
        panel('Held, failed', 'short', {
          held: 'max(forecourt_import_held)',
          failed: 'max(forecourt_import_failed)',
        }),
      ],
      Quality: [
        panel('Rows of the last import', 'short', {
          '{{outcome}}': 'max by (outcome) (forecourt_import_rows)',
        }),
        panel('Rows that met a rule', 'short', {
          '{{rule}}': 'topk(12, max by (rule) (forecourt_import_rule_rows))',
        }),
        panel('Asking prices in their interval', 'percentunit', {
          share: 'max(forecourt_estimate_coverage_ratio)',
        }),
      ],
    },
    logs: { Imports: '{service_name=~".+"} |= "import"' },
  },
  {
    uid: 'forecourt-stream',
    title: 'Forecourt: live market',
    rows: {
      Stream: [
        panel('Transactions', 'ops', {
          made: 'sum(rate(forecourt_stream_produced_total[$__rate_interval]))',
          applied: 'sum(rate(forecourt_stream_applied_total[$__rate_interval]))',
        }),
        panel('Waiting', 'short', { '{{partition}}': 'sum by (partition) (forecourt_stream_lag)' }),
        panel('From the moment to the store', 's', {
          '95 of 100 below': quantile(0.95, 'forecourt_stream_latency_seconds'),
        }),
        panel('Put aside, repeated, tried again', 'short', {
          'put aside': 'sum(forecourt_stream_dead_letters_total) or vector(0)',
          repeated: 'sum(forecourt_stream_repeated_total)',
          'tried again': 'sum(forecourt_stream_retries_total)',
        }),
      ],
    },
  },
  {
    uid: 'forecourt-business',
    title: 'Forecourt: business',
    rows: {
      Market: [
        panel('Cars', 'short', { cars: 'max(forecourt_snapshot_cars)' }),
        panel('Cars by deal', 'short', { '{{deal}}': 'max by (deal) (forecourt_snapshot_deals)' }),
        panel('Pages that readers see', 'reqps', {
          '{{http_route}}': rate(
            'http_server_requests_total{job="web",http_route=~"/|/cars|/cars/:id|/market|/estimate|/compare"}',
            'http_route',
          ),
        }),
        panel('Exports', 'reqps', {
          '{{http_route}}': `${rate('http_server_requests_total{http_route=~"/api/cars.+|/reports.+"}', 'http_route')} or vector(0)`,
        }),
      ],
    },
  },
  {
    uid: 'forecourt-nodes',
    title: 'Forecourt: nodes and containers',
    rows: {
      Nodes: [
        panel('CPU of nodes', 'percentunit', {
          '{{instance}}':
            '1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[$__rate_interval]))',
        }),
        panel('Memory of nodes', 'percentunit', {
          '{{instance}}': '1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes',
        }),
      ],
    },
  },
]

const WIDTH = 8
const HEIGHT = 8

/** A dashboard as Grafana reads it. */
export function dashboardOf({ uid, title, rows, logs = {} }: Board): object {
  const board = new DashboardBuilder(title)
    .uid(uid)
    .tags(['forecourt'])
    .refresh('30s')
    .time({ from: 'now-3h', to: 'now' })
    .timezone('utc')
  for (const [name, panels] of Object.entries(rows)) {
    board.withRow(new RowBuilder(name))
    for (const each of panels) board.withPanel(series(each))
  }
  for (const [name, expr] of Object.entries(logs)) {
    board
      .withRow(new RowBuilder('Logs'))
      .withPanel(
        new LogsPanel()
          .title(name)
          .span(24)
          .height(HEIGHT)
          .datasource({ type: 'loki', uid: 'loki' })
          .withTarget(new LokiQuery().refId('A').expr(expr)),
      )
  }
  return board.build()
}

function series({ title, unit, queries }: Panel): TimeSeries {
  const made = new TimeSeries()
    .title(title)
    .unit(unit)
    .min(0)
    .span(WIDTH)
    .height(HEIGHT)
    .datasource({ type: 'prometheus', uid: 'prometheus' })
  for (const [at, [legend, expr]] of Object.entries(queries).entries())
    made.withTarget(
      new PrometheusQuery()
        .refId(String.fromCharCode(65 + at))
        .expr(expr)
        .legendFormat(legend),
    )
  return made
}
