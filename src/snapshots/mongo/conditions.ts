/** A part of a query. Its operators are written here; what a user typed is only ever a value in it. */
export type Condition = { [key: string]: unknown }
export type Direction = { [key: string]: 1 | -1 }

/** All of these; none: everything. */
export function both(...parts: Condition[]): Condition {
  const [only = {}, ...others] = parts
  return others.length === 0 ? only : { $and: parts }
}

/** Strings and numbers are values; an object could be an operator. */
export function plain<T>(value: T): T {
  if (typeof value === 'string' || typeof value === 'number') return value
  throw new TypeError(`${JSON.stringify(value)} is neither text nor number`)
}
