import { z } from 'zod'
import { refusal } from '../platform/http/errors.ts'
import { message } from '../platform/language/message.ts'
import type { Car } from './car.ts'
import {
  type CarFilter,
  type CarQuery,
  filterOf,
  type Position,
  sortValue,
  toSearch,
} from './query.ts'

const Cursor = z.tuple([
  z.int(),
  z.int(),
  z.string(),
  z.enum(['next', 'prev']),
  z.number().nullable(),
  z.string(),
])

/**
 * A place in the list of one query, as text for links. It belongs to that query: a changed filter drops it.
 * @param ordinal number of the first car shown from here, or up to here; it only serves to say "25–48 of 160"
 */
export function writeCursor(
  query: CarQuery,
  snapshot: { version: number },
  towards: Position['towards'],
  edge: Car,
  ordinal: number,
): string {
  const value = sortValue(edge, query.sort)
  const place = [snapshot.version, ordinal, queryKey(query), towards, value, edge.id]
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/**
 * @returns null when the cursor belongs to another filter or order: the reader then starts at the first page
 * @throws HttpError 400 when it was never ours
 */
export function readCursor(
  query: CarQuery,
): { version: number; ordinal: number; at: Position } | null {
  if (query.cursor === undefined) return null
  const read = Cursor.safeParse(parse(Buffer.from(query.cursor, 'base64url').toString()))
  if (!read.success) {
    throw refusal(400, [
      {
        parameter: 'cursor',
        message: message('is not one that this market gave; leave it out'),
      },
    ])
  }
  const [version, ordinal, key, towards, value, id] = read.data
  return key === queryKey(query) ? { version, ordinal, at: { towards, value, id } } : null
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function queryKey(query: CarQuery & CarFilter): string {
  return Bun.hash.xxHash32(toSearch(filterOf(query), { sort: query.sort })).toString(36)
}
