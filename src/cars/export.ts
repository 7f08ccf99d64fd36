import { Car } from '../listing/car.ts'
import { type CarFilter, toSearch } from '../listing/query.ts'
import { columnsOf, csvHeader, csvRows } from '../platform/csv.ts'
import { respond, type Tag } from '../platform/http/respond.ts'
import { streamed } from '../platform/http/stream.ts'
import type { MarketReader, Snapshot } from '../snapshots/read.ts'

/** The fields of a car, nested ones flat. */
const COLUMNS = columnsOf(Car)

type Export = {
  cars: MarketReader
  snapshot: Snapshot
  filter: CarFilter
  format: 'csv' | 'ndjson'
  tag: Tag
}

/** All cars of a filter, by id, as a stream that never holds more than a batch; it says what it holds. */
export function exportCars(
  request: Request,
  { cars, snapshot, filter, format, tag }: Export,
): Promise<Response> {
  const asked = toSearch(filter).slice(1)
  const headers = {
    'content-disposition': `attachment; filename="cars-snapshot-${snapshot.version}.${format}"`,
    'x-snapshot': String(snapshot.version),
    'x-filter': asked,
  }
  return respond(request, { form: format, headers, tag }, async () => {
    const total = await cars.count(snapshot, filter)
    const head = format === 'csv' ? headOf(asked, total, snapshot) : ''
    const lines = format === 'csv' ? csv : ndjson
    const body = async function* () {
      if (head) yield head
      let first = true
      for await (const batch of cars.scan(snapshot, filter)) {
        yield lines(batch, first)
        first = false
      }
      if (first && format === 'csv') yield lines([], true)
    }
    return { body: streamed(body()), headers: { 'x-total-count': String(total) } }
  })
}

function headOf(asked: string, total: number, snapshot: Snapshot): string {
  return [
    `# filter: ${decodeURIComponent(asked).replace(/[\r\n]/g, ' ') || 'none'}`,
    `# rows: ${total}`,
    `# snapshot: ${snapshot.version}, published ${snapshot.published_at}, ages counted to ${snapshot.as_of}`,
    `# exported: ${new Date().toISOString()}`,
    '',
  ].join('\r\n')
}

const csv = (batch: Car[], header: boolean) =>
  `${header ? csvHeader(COLUMNS) : ''}${csvRows(COLUMNS, batch)}`
const ndjson = (batch: Car[]) => batch.map((car) => `${JSON.stringify(car)}\n`).join('')
