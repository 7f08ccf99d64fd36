import { Car } from '../listing/car.ts'
import { type CarFilter, toSearch } from '../listing/query.ts'
import { columnsOf, csvHeader, csvRows } from '../platform/csv.ts'
import { SECURITY_HEADERS, TYPES } from '../platform/http/respond.ts'
import { streamed } from '../platform/http/stream.ts'
import type { MarketReader, Snapshot } from '../snapshots/read.ts'

/** The fields of a car, nested ones flat. */
const COLUMNS = columnsOf(Car)

/** All cars of a filter, by id, as a stream that never holds more than a batch; it says what it holds. */
export async function exportCars(
  cars: MarketReader,
  snapshot: Snapshot,
  filter: CarFilter,
  format: 'csv' | 'ndjson',
): Promise<Response> {
  const total = await cars.count(snapshot, filter)
  const asked = toSearch(filter).slice(1)
  const lines = format === 'csv' ? csv : ndjson
  const head =
    format === 'csv'
      ? [
          `# filter: ${decodeURIComponent(asked).replace(/[\r\n]/g, ' ') || 'none'}`,
          `# rows: ${total}`,
          `# snapshot: ${snapshot.version}, published ${snapshot.published_at}, ages counted to ${snapshot.as_of}`,
          `# exported: ${new Date().toISOString()}`,
          '',
        ].join('\r\n')
      : ''
  const body = async function* () {
    if (head) yield head
    let first = true
    for await (const batch of cars.scan(snapshot, filter)) {
      yield lines(batch, first)
      first = false
    }
    if (first && format === 'csv') yield lines([], true)
  }
  return new Response(streamed(body()), {
    headers: {
      ...SECURITY_HEADERS,
      'content-type': TYPES[format],
      'content-disposition': `attachment; filename="cars-snapshot-${snapshot.version}.${format}"`,
      'cache-control': 'no-store',
      'x-total-count': String(total),
      'x-snapshot': String(snapshot.version),
      'x-filter': asked,
    },
  })
}

const csv = (batch: Car[], header: boolean) =>
  `${header ? csvHeader(COLUMNS) : ''}${csvRows(COLUMNS, batch)}`
const ndjson = (batch: Car[]) => batch.map((car) => `${JSON.stringify(car)}\n`).join('')
