import { Car } from '../listing/car.ts'
import { type CarFilter, toSearch } from '../listing/query.ts'
import { columnsOf, csvHeader, csvRows } from '../platform/csv.ts'
import { csvMetadata, describeColumns, metadataLink } from '../platform/csvw.ts'
import type { Tag } from '../platform/http/etag.ts'
import { respond } from '../platform/http/respond.ts'
import { streamed } from '../platform/http/stream.ts'
import type { MarketReader, Snapshot } from '../snapshots/read.ts'

/** The fields of a car, nested ones flat. */
const COLUMNS = columnsOf(Car)
const addressOf = (filter: CarFilter) => `/api/cars.csv${toSearch(filter)}`

type Export = {
  cars: MarketReader
  snapshot: Snapshot
  filter: CarFilter
  format: 'csv' | 'ndjson'
  tag: Tag
}

/**
 * All cars of a filter, by id, as a stream that never holds more than a batch. The file holds the cars alone, so that
 * every reader takes it without options; its headers and its CSVW metadata say what it holds.
 */
export async function exportCars(
  request: Request,
  { cars, snapshot, filter, format, tag }: Export,
): Promise<Response> {
  const headers = {
    'content-disposition': `attachment; filename="cars-snapshot-${snapshot.version}.${format}"`,
    'x-snapshot': String(snapshot.version),
    'x-filter': toSearch(filter).slice(1),
    ...(format === 'csv' && {
      link: metadataLink(addressOf(filter)),
      'content-location': addressOf(filter),
    }),
  }
  return respond(request, { form: format, headers, tag }, async () => {
    const total = await cars.count(snapshot, filter)
    const body = async function* () {
      if (format === 'csv') yield csvHeader(COLUMNS)
      for await (const batch of cars.scan(snapshot, filter)) {
        yield format === 'csv' ? csvRows(COLUMNS, batch) : ndjson(batch)
      }
    }
    return { body: streamed(body()), headers: { 'x-total-count': String(total) } }
  })
}

const ndjson = (batch: Car[]) => batch.map((car) => `${JSON.stringify(car)}\n`).join('')

/** What the CSV file of a filter holds. */
export async function describeExport(cars: MarketReader, snapshot: Snapshot, filter: CarFilter) {
  const { version, published_at, as_of } = snapshot
  return csvMetadata({
    url: addressOf(filter),
    title: 'Used-car listings',
    modified: published_at,
    columns: describeColumns(Car),
    primaryKey: 'id',
    notes: [
      {
        filter,
        rows: await cars.count(snapshot, filter),
        snapshot: { version, published_at, as_of },
      },
    ],
  })
}
