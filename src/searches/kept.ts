import { z } from 'zod'
import { CarFilter, toSearch } from '../listing/query.ts'
import { cookieOf, keepCookie, packed, unpacked } from '../platform/http/cookies.ts'
import { check, parameters } from '../platform/http/query.ts'

/** A filter under a name, and the snapshot in which its cars were looked at last. */
export type SavedSearch = { name: string; filter: CarFilter; seen: number }
/** `removed`: what was removed last, as long as nothing else was done since. */
export type Kept = { searches: SavedSearch[]; removed: SavedSearch | null }

const COOKIE = 'searches'
const DAYS = 365
export const MOST_SEARCHES = 12
export const LONGEST_NAME = 60
/** A browser takes 4,096 bytes with the name and the words around it. */
const MOST_BYTES = 3800

const Written = z.tuple([
  z.string().trim().min(1).max(LONGEST_NAME),
  z.string().max(MOST_BYTES),
  z.int().min(0),
])
const Cookie = z.object({
  kept: z.array(z.unknown()).max(MOST_SEARCHES),
  removed: z.unknown(),
})

/** The searches that a browser keeps. What is not ours, or of a filter that is no more, is left out. */
export function searchesOf(request: Request): Kept {
  const read = Cookie.safeParse(unpacked(cookieOf(request, COOKIE)))
  if (!read.success) return { searches: [], removed: null }
  const searches = read.data.kept.flatMap((each) => readSearch(each) ?? [])
  return { searches, removed: readSearch(read.data.removed) }
}

function readSearch(given: unknown): SavedSearch | null {
  const read = Written.safeParse(given)
  if (!read.success) return null
  const [name, search, seen] = read.data
  const { query } = check(CarFilter, parameters(search))
  return query && { name, filter: query, seen }
}

const writeSearch = ({ name, filter, seen }: SavedSearch) => [name, toSearch(filter), seen]

/** A Set-Cookie; null: a browser would not take as much. */
export function searchesCookie(request: Request, { searches, removed }: Kept): string | null {
  if (searches.length > MOST_SEARCHES) return null
  const value = packed({
    kept: searches.map(writeSearch),
    removed: removed && writeSearch(removed),
  })
  return value.length > MOST_BYTES ? null : keepCookie(request, COOKIE, value, DAYS)
}
