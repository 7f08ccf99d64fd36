import { CarFilter, toSearch } from '../listing/query.ts'
import type { FieldError } from '../platform/http/errors.ts'
import { checkQuery, parameters } from '../platform/http/query.ts'

/** The filter that was asked for; where a field is wrong, the others without it. */
export function readFilter(request: Request): { filter: CarFilter; errors: FieldError[] } {
  const { query, errors } = checkQuery(CarFilter, request)
  if (!errors) return { filter: set(query), errors: [] }
  const wrong = new Set(errors.map(({ parameter }) => parameter))
  const rest = Object.entries(parameters(request.url)).filter(([key]) => !wrong.has(key))
  return { filter: set(CarFilter.catch({}).parse(Object.fromEntries(rest))), errors }
}

const set = (filter: CarFilter): CarFilter =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))

/** The address without the fields that a form sent empty; null where it has none. */
export function tidyAddress(request: Request): string | null {
  const { pathname, searchParams } = new URL(request.url)
  const kept = [...searchParams].filter(([, value]) => value.trim() !== '')
  if (kept.length === searchParams.size) return null
  const search = new URLSearchParams(kept).toString()
  return search === '' ? pathname : `${pathname}?${search}`
}

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
