import { CarFilter, toSearch } from '../listing/query.ts'
import type { FieldError } from '../platform/http/errors.ts'
import { checkQuery, readable } from '../platform/http/query.ts'

/** The filter that was asked for; where a field is wrong, the others without it. */
export function readFilter(request: Request): { filter: CarFilter; errors: FieldError[] } {
  const { query, errors } = checkQuery(CarFilter, request)
  if (!errors) return { filter: set(query), errors: [] }
  return { filter: set(readable(CarFilter, request, errors)), errors }
}

const set = (filter: CarFilter): CarFilter =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))

/** Where the same filter is found in another form. */
export const linksOf = (filter: CarFilter) => ({
  page: `/reports${toSearch(filter)}`,
  pdf: `/reports/market.pdf${toSearch(filter)}`,
  xlsx: `/reports/market.xlsx${toSearch(filter)}`,
  csv: `/api/cars${toSearch(filter, { format: 'csv' })}`,
  ndjson: `/api/cars${toSearch(filter, { format: 'ndjson' })}`,
  cars: `/cars${toSearch(filter)}`,
  atom: `/feeds/cars.atom${toSearch(filter)}`,
})
