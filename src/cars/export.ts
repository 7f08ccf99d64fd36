import { Car } from '../listing/car.ts'
import { type CarFilter, toSearch } from '../listing/query.ts'
import { typedColumns } from '../platform/columnar/columns.ts'
import { columnsOf, csvFile } from '../platform/csv.ts'
import { csvMetadata, describeColumns, metadataLink } from '../platform/csvw.ts'
import type { Tag } from '../platform/http/etag.ts'
import { respond } from '../platform/http/respond.ts'
import { streamed } from '../platform/http/stream.ts'
import { ndjsonFile } from '../platform/ndjson.ts'
import type { MarketReader, Snapshot } from '../snapshots/read.ts'

/** The fields of a car, nested ones flat. */
const COLUMNS = columnsOf(Car)
const TYPED_COLUMNS = typedColumns(Car)

type Batches = AsyncIterable<Car[]>
/** What a file says of itself where its format has room for it. */
type About = Record<'title' | 'filter' | 'rows' | 'snapshot' | 'published_at' | 'as_of', string>

/** How the cars of a filter are written as a file. The libraries of some are loaded with the first. */
const WRITERS = {
  csv: (batches: Batches) => csvFile(COLUMNS, batches),
  ndjson: (batches: Batches) => ndjsonFile(batches),
  async *arrow(batches: Batches, about: About) {
    const { arrowFile } = await import('../platform/columnar/arrow-file.ts')
    yield* arrowFile(TYPED_COLUMNS, batches, about)
  },
  async *parquet(batches: Batches, about: About) {
    const { parquetFile } = await import('../platform/columnar/parquet-file.ts')
    yield* parquetFile(TYPED_COLUMNS, batches, about)
  },
} satisfies {
  [format: string]: (batches: Batches, about: About) => AsyncIterable<string | Uint8Array>
}
export type FileFormat = keyof typeof WRITERS
export const FILE_FORMATS = Object.keys(WRITERS) as FileFormat[]

const TITLE = 'Used-car listings'
const addressOf = (filter: CarFilter) => `/api/cars.csv${toSearch(filter)}`

type Export = {
  cars: MarketReader
  snapshot: Snapshot
  filter: CarFilter
  format: FileFormat
  tag: Tag
}

/**
 * All cars of a filter, by id, as a stream that never holds more than a batch. The file holds the cars alone, so that
 * every reader takes it without options; its headers, its CSVW metadata or its own metadata say what it holds.
 */
export async function exportCars(
  request: Request,
  { cars, snapshot, filter, format, tag }: Export,
): Promise<Response> {
  const { version, published_at, as_of } = snapshot
  const headers = {
    'content-disposition': `attachment; filename="cars-snapshot-${version}.${format}"`,
    'x-snapshot': String(version),
    'x-filter': toSearch(filter).slice(1),
    ...(format === 'csv' && {
      link: metadataLink(addressOf(filter)),
      'content-location': addressOf(filter),
    }),
  }
  return respond(request, { form: format, headers, tag }, async () => {
    const total = String(await cars.count(snapshot, filter))
    const about: About = {
      title: TITLE,
      filter: toSearch(filter).slice(1),
      rows: total,
      snapshot: String(version),
      published_at,
      as_of,
    }
    const body = streamed(WRITERS[format](cars.scan(snapshot, filter), about))
    return { body, headers: { 'x-total-count': total } }
  })
}

/** What the CSV file of a filter holds. */
export async function describeExport(cars: MarketReader, snapshot: Snapshot, filter: CarFilter) {
  const { version, published_at, as_of } = snapshot
  return csvMetadata({
    url: addressOf(filter),
    title: TITLE,
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
