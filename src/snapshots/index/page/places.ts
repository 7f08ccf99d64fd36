import type { Position, Sort } from '../../../listing/query.ts'

export type PlaceRequest = { sort: Sort; limit: number; at?: Position }
/** Rows in the order of the list. `before` and `after` say whether cars stand on either side of these. */
export type Places = { rows: number[]; total: number; before: boolean; after: boolean }

type About = { limit: number; total: number; backwards: boolean; other: boolean }

/** @param found rows from the place on, one more than a page holds where there are more. `other`: some lie behind the place */
export function placesOf(found: number[], { limit, total, backwards, other }: About): Places {
  const [rows, more] = [found.slice(0, limit), found.length > limit]
  return backwards
    ? { rows: rows.reverse(), total, before: more, after: other }
    : { rows, total, before: other, after: more }
}
