import type { SQLQueryBindings } from 'bun:sqlite'
import { fold, words } from '../../listing/car.ts'
import {
  type CarFilter,
  CODE_FILTERS,
  type Facet,
  OPTIONAL_SORTS,
  type Position,
  RANGE_FIELDS,
  type Sort,
  type SortField,
  sortKey,
  TEXT_FILTERS,
} from '../../listing/query.ts'
import type { Snapshot } from '../read.ts'
import type { Part } from './rows.ts'
import { tableOf } from './schema.ts'

/** The condition of a filter; a facet leaves its own part out. */
function where(filter: CarFilter, except?: Facet, more: Part[] = []): Part {
  const parts: string[] = []
  const params: SQLQueryBindings[] = []
  const among = (column: string, values: SQLQueryBindings[]) => {
    parts.push(`${column} IN (${values.map(() => '?').join(', ')})`)
    params.push(...values)
  }
  for (const name of TEXT_FILTERS) {
    const values = filter[name]
    if (values && name !== except) among(`${name}_key`, values.map(fold))
  }
  for (const name of CODE_FILTERS) {
    const values = filter[name]
    if (values && name !== except) among(name, values)
  }
  for (const name of RANGE_FIELDS) {
    if (name === except) continue
    for (const [value, operator] of [
      [filter[`${name}_min`], '>='],
      [filter[`${name}_max`], '<='],
    ] as const) {
      if (value === undefined) continue
      parts.push(`${name} ${operator} ?`)
      params.push(value)
    }
  }
  // A word has letters and digits only, so it holds no wildcard.
  for (const word of words(filter.q ?? '')) {
    parts.push('words LIKE ?')
    params.push(`% ${word}%`)
  }
  for (const each of more) {
    parts.push(each.sql)
    params.push(...each.params)
  }
  return { sql: parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`, params }
}

/** Order of a list, cars without the value last; backwards for what stands before a place. */
export function order(sort: Sort, backwards = false): string {
  const { field, descending } = sortKey(sort)
  const direction = descending === backwards ? 'ASC' : 'DESC'
  const column = columnOf(field)
  const missing = OPTIONAL_SORTS.includes(field)
    ? `${column} IS NULL ${backwards ? 'DESC' : 'ASC'}, `
    : ''
  return `ORDER BY ${missing}${column} ${direction}, id ${backwards ? 'DESC' : 'ASC'}`
}

/** The cars that stand after (or before) a place in a list. */
export function beyond(sort: Sort, { towards, value, id }: Position): Part {
  const { field, descending } = sortKey(sort)
  const forward = towards === 'next'
  const column = columnOf(field)
  const idAfter = `id ${forward ? '>' : '<'} ?`
  if (value === null) {
    return forward
      ? { sql: `(${column} IS NULL AND ${idAfter})`, params: [id] }
      : { sql: `(${column} IS NOT NULL OR ${idAfter})`, params: [id] }
  }
  const further = descending === forward ? '<' : '>'
  // The bound around the alternatives is what an index can start from.
  const onward = `(${column} ${further}= ? AND (${column} ${further} ? OR ${idAfter}))`
  const missing = forward && OPTIONAL_SORTS.includes(field) ? ` OR ${column} IS NULL` : ''
  return { sql: `(${onward}${missing})`, params: [value, value, id] }
}

const columnOf = (field: SortField) => (field === 'deal' ? 'deal_position' : field)

/** Which cars a question is about: `FROM` and `WHERE`, with the values. */
export function chosen(
  snapshot: Snapshot,
  filter: CarFilter,
  { except, more = [] }: { except?: Facet; more?: Part[] } = {},
): Part {
  const { sql, params } = where(filter, except, more)
  return { sql: `FROM ${tableOf(snapshot)} ${sql}`, params }
}

export const present = (column: string): Part => ({ sql: `${column} IS NOT NULL`, params: [] })
