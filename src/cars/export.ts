import Papa from 'papaparse'
import { SECURITY_HEADERS, TYPES } from '../platform/http/respond.ts'
import { streamed } from '../platform/http/stream.ts'
import type { Car } from './car.ts'
import { type CarFilter, toSearch } from './query.ts'
import type { CarStore, Snapshot } from './store.ts'

/** Columns of the CSV: the fields of a car, nested ones flat, lists joined by `;`. */
const FLAT = (car: Car): Record<string, unknown> => {
  const { loan, flags, ...plain } = car
  return {
    ...plain,
    loan_rate: loan?.rate ?? null,
    loan_months: loan?.months ?? null,
    loan_total_interest: loan?.total_interest ?? null,
    loan_reconciles: loan?.reconciles ?? null,
    flags: flags.join(';'),
  }
}

/** All cars of a filter, by id, as a stream that never holds more than a batch; it says what it holds. */
export async function exportCars(
  cars: CarStore,
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

const COLUMNS = [
  'id',
  'title',
  'brand',
  'model',
  'base_model',
  'trim',
  'transmission',
  'fuel',
  'year',
  'registered_on',
  'engine_cc',
  'engine_cc_status',
  'km',
  'owners',
  'price',
  'emi',
  'loan_rate',
  'loan_months',
  'loan_total_interest',
  'loan_reconciles',
  'insured',
  'spare_key',
  'registration_mark',
  'state',
  'state_name',
  'office',
  'city',
  'age_years',
  'km_per_year',
  'price_per_km',
  'engine_category',
  'usage_category',
  'ownership_category',
  'price_category',
  'years_left',
  'flags',
]

// A spreadsheet runs what begins like a formula, so such text is quoted.
const csv = (batch: Car[], header: boolean) =>
  `${Papa.unparse({ fields: COLUMNS, data: batch.map(FLAT) as never }, { header, escapeFormulae: true })}\r\n`
const ndjson = (batch: Car[]) => batch.map((car) => `${JSON.stringify(car)}\n`).join('')
