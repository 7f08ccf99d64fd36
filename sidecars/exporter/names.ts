export type Metric = { kind: 'gauge' | 'counter'; labels: readonly string[]; help: string }

const gauge = (help: string, ...labels: string[]): Metric => ({ kind: 'gauge', labels, help })
const counter = (help: string, ...labels: string[]): Metric => ({ kind: 'counter', labels, help })

/** Every metric there can be. docs/exporter.md has the same table, and a test holds them together. */
export const METRICS = {
  forecourt_exporter_up: gauge('1 when the database answered this scrape, else 0'),
  forecourt_exporter_info: gauge('Always 1; the version of the exporter', 'version'),
  forecourt_exporter_scrape_seconds: gauge('Seconds that this scrape of the database took'),
  forecourt_extraction_running: gauge('1 while this exporter extracts'),
  forecourt_extraction_last_timestamp_seconds: gauge('When the newest extraction was made'),
  forecourt_extraction_age_seconds: gauge('Seconds since the newest extraction was made'),
  forecourt_extraction_size_bytes: gauge('Size of the newest extraction, compressed'),
  forecourt_extraction_duration_seconds: gauge('Seconds that the last extraction made here took'),
  forecourt_extraction_snapshot_version: gauge('Snapshot of the newest extraction'),
  forecourt_extraction_rows: gauge(
    'Rows of the newest extraction; cars of all its snapshots together',
    'collection',
  ),
  forecourt_extractions_kept: gauge('Whole extractions in EXPORT_DIR'),
  forecourt_extractions_total: counter('Runs of this exporter by what became of them', 'result'),
  forecourt_extraction_failures_total: counter(
    'Failures of this exporter: to extract, or to upload',
    'stage',
  ),
  forecourt_extraction_upload_up: gauge('1 when the last upload to the bucket worked, else 0'),
  forecourt_restore_drill_timestamp_seconds: gauge('When a restore was last tried'),
  forecourt_restore_drill_up: gauge('1 when nothing differed in it, else 0'),
  forecourt_restore_drill_seconds: gauge('Seconds that it took'),
  forecourt_restore_drill_cars: gauge('Cars of the current snapshot that it brought back'),
  forecourt_snapshot_version: gauge('Version of the current snapshot'),
  forecourt_snapshot_age_seconds: gauge('Seconds since the current snapshot was published'),
  forecourt_snapshot_cars: gauge('Cars of the current snapshot'),
  forecourt_snapshots_kept: gauge('Snapshots that can be read'),
  mongodb_up: gauge('1 when MongoDB answered this scrape, else 0'),
  mongodb_info: gauge('Always 1; the version of the server', 'version'),
  mongodb_uptime_seconds: gauge('Seconds since the server started'),
  mongodb_connections: gauge('Connections of the server', 'state'),
  mongodb_opcounters_total: counter('Operations since the server started', 'op'),
  mongodb_collections: gauge('Collections; those of the cars of snapshots as one', 'collection'),
  mongodb_collection_documents: gauge('Documents', 'collection'),
  mongodb_collection_size_bytes: gauge('Size of the documents, uncompressed', 'collection'),
  mongodb_collection_storage_bytes: gauge('Size of the documents on the disk', 'collection'),
  mongodb_collection_index_bytes: gauge('Size of the indexes', 'collection'),
  mongodb_replication_info: gauge('Always 1; the replica set and this server in it', 'set', 'role'),
  mongodb_replication_members: gauge('Members of the replica set by state', 'state'),
  mongodb_replication_lag_seconds: gauge('Seconds that the slowest secondary is behind'),
  sqlite_up: gauge('1 when the SQLite file could be read, else 0'),
  sqlite_file_bytes: gauge('Size of the database file'),
  sqlite_wal_bytes: gauge('Size of the write-ahead log'),
  sqlite_pages: gauge('Pages of the database by use', 'state'),
  sqlite_page_bytes: gauge('Size of a page'),
  sqlite_tables: gauge('Tables; those of the cars of snapshots as one', 'table'),
  sqlite_table_rows: gauge('Rows', 'table'),
} as const satisfies Record<string, Metric>

export type MetricName = keyof typeof METRICS
export type Sample = { name: MetricName; value: number; labels: Record<string, string> }

/** A list of samples, without those that have no value. */
export function sample(
  name: MetricName,
  value: unknown,
  labels: Record<string, string> = {},
): Sample[] {
  const number = value === null || value === undefined ? Number.NaN : Number(value)
  return Number.isFinite(number) ? [{ name, value: number, labels }] : []
}
