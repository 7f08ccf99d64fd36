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

/** A part of a query. Its operators are written here; what a user typed is only ever a value in it. */
export type Condition = { [key: string]: unknown }
export type Direction = { [key: string]: 1 | -1 }

/** The conditions of a filter; a facet leaves its own part out. */
export function match(filter: CarFilter, except?: Facet, more: Condition[] = []): Condition {
  const parts: Condition[] = []
  const among = (field: string, values: readonly unknown[]) => {
    const [only, ...others] = values.map(plain)
    // Equality, unlike $in, lets an index go on to the order of the list.
    parts.push({ [field]: others.length === 0 ? { $eq: only } : { $in: [only, ...others] } })
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
    const [least, most] = [filter[`${name}_min`], filter[`${name}_max`]]
    if (name === except || (least === undefined && most === undefined)) continue
    parts.push({
      [name]: {
        ...(least !== undefined && { $gte: plain(least) }),
        ...(most !== undefined && { $lte: plain(most) }),
      },
    })
  }
  for (const word of words(filter.q ?? '')) parts.push({ words: { $regex: `^${escaped(word)}` } })
  return both(...parts, ...more)
}

/** All of these; none: everything. */
export function both(...parts: Condition[]): Condition {
  const [only = {}, ...others] = parts
  return others.length === 0 ? only : { $and: parts }
}

/** Order of a list, cars without the value last; backwards for what stands before a place. */
export function order(sort: Sort, backwards = false): Direction {
  const { field, descending } = sortKey(sort)
  return {
    ...(OPTIONAL_SORTS.includes(field) && { [`${field}_missing`]: backwards ? -1 : 1 }),
    [columnOf(field)]: descending === backwards ? 1 : -1,
    _id: backwards ? -1 : 1,
  }
}

const columnOf = (field: SortField) => (field === 'deal' ? 'deal_position' : field)

/** The cars that stand after (or before) a place in a list. */
export function beyond(sort: Sort, { towards, value, id }: Position): Condition {
  const { field, descending } = sortKey(sort)
  const forward = towards === 'next'
  const idAfter = { _id: { [forward ? '$gt' : '$lt']: plain(id) } }
  if (value === null) {
    const missing = { [`${field}_missing`]: { $eq: 1 } }
    return forward
      ? both(missing, idAfter)
      : { $or: [{ [`${field}_missing`]: { $eq: 0 } }, idAfter] }
  }
  const further = descending === forward ? '$lt' : '$gt'
  const optional = OPTIONAL_SORTS.includes(field)
  const column = columnOf(field)
  // The bound around the alternatives is what an index can start from.
  const onward = both(
    ...(optional ? [{ [`${field}_missing`]: { $eq: 0 } }] : []),
    { [column]: { [`${further}e`]: plain(value) } },
    { $or: [{ [column]: { [further]: plain(value) } }, idAfter] },
  )
  return forward && optional ? { $or: [onward, { [`${field}_missing`]: { $eq: 1 } }] } : onward
}

/** Strings and numbers are values; an object could be an operator. */
export function plain<T>(value: T): T {
  if (typeof value === 'string' || typeof value === 'number') return value
  throw new TypeError(`${JSON.stringify(value)} is neither text nor number`)
}

const escaped = (word: string) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
