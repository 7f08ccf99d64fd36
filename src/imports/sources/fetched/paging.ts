import { columnsIn } from '../../profile/names.ts'

/*
 * JSON that comes page by page. How it goes on is said in one of the ways that programs of today use: a link (in the head of
 * the answer or in the text), a cursor, or the number of the page among all.
 */

/** The list of a page, and where the next one is; null: this was the last. `total`: what the whole says it holds. */
export type Page = { records: object[]; next: string | null; total: number | null }

const LINKS = [
  'next',
  'next_page_url',
  'nextLink',
  '@odata.nextLink',
  'next_url',
  'next_page',
  'nextPage',
]
const CURSORS = [
  'next_cursor',
  'nextCursor',
  'cursor',
  'next_token',
  'nextToken',
  'next_page_token',
  'nextPageToken',
]
const PARAMETERS = new Map([
  ['next_token', 'token'],
  ['nextToken', 'token'],
  ['next_page_token', 'page_token'],
  ['nextPageToken', 'pageToken'],
])
const WITHIN = ['links', '_links', 'paging', 'pagination', 'meta', 'page_info', 'pageInfo', 'info']
const PAGES = [
  'total_pages',
  'totalPages',
  'last_page',
  'lastPage',
  'pages',
  'page_count',
  'pageCount',
]
const NUMBER = ['page', 'current_page', 'currentPage', 'page_number', 'pageNumber']
const TOTALS = ['total', 'total_count', 'totalCount', 'count', 'total_results', 'totalResults']

/** Reads a page of JSON. null: it is none, or holds no list of objects. @param address that it came from */
export function pageOf(value: unknown, address: string, link: string | null): Page | null {
  const records = listIn(value)
  if (records === null) return null
  const around = isPlain(value) ? placesIn(value) : []
  const next =
    linked(link) ?? linkIn(around) ?? cursorIn(around, address) ?? numbered(around, address)
  const to = next === null ? null : URL.parse(next, address)
  return {
    records,
    next: to && /^https?:$/.test(to.protocol) ? to.href : null,
    total: around.map((place) => numberIn(place, TOTALS)).find((found) => found !== null) ?? null,
  }
}

/** Of several lists the one that names the most columns of a car. */
function listIn(value: unknown, depth = 0): object[] | null {
  if (Array.isArray(value)) return value.every(isPlain) ? value : null
  if (!isPlain(value) || depth > 3) return null
  const lists = Object.values(value).flatMap((each) => {
    const found = listIn(each, depth + 1)
    return found ? [found] : []
  })
  const named = (list: object[]) => columnsIn(Object.keys(list[0] ?? {}))
  return lists.toSorted((a, b) => named(b) - named(a) || b.length - a.length)[0] ?? null
}

type Plain = Record<string, unknown>
const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const own = (place: Plain, name: string): unknown =>
  Object.hasOwn(place, name) ? place[name] : undefined

const placesIn = (value: Plain): Plain[] =>
  [value, ...WITHIN.map((name) => own(value, name))].filter(isPlain)

/** `Link: <…>; rel="next"` */
const linked = (link: string | null) =>
  /<([^>]*)>[^,<]*;\s*rel="?next"?/i.exec(link ?? '')?.[1] ?? null

function linkIn(places: Plain[]): string | null {
  for (const place of places) {
    for (const name of LINKS) {
      const found = own(place, name)
      const link = isPlain(found) ? own(found, 'href') : found
      if (typeof link === 'string' && /^(https?:\/\/|\/|\?)/i.test(link)) return link
    }
  }
  return null
}

function cursorIn(places: Plain[], address: string): string | null {
  for (const place of places) {
    for (const name of CURSORS) {
      const cursor = own(place, name)
      if ((typeof cursor !== 'string' && typeof cursor !== 'number') || cursor === '') continue
      return withParameter(address, PARAMETERS.get(name) ?? 'cursor', String(cursor))
    }
  }
  return null
}

function numbered(places: Plain[], address: string): string | null {
  const said = Number(URL.parse(address)?.searchParams.get('page') ?? Number.NaN)
  for (const place of places) {
    const pages = numberIn(place, PAGES)
    const page = numberIn(place, NUMBER) ?? (Number.isInteger(said) ? said : 1)
    if (pages !== null && page < pages) return withParameter(address, 'page', String(page + 1))
  }
  return null
}

function numberIn(place: Plain, names: readonly string[]): number | null {
  for (const name of names) {
    const found = own(place, name)
    if (typeof found === 'number' && Number.isInteger(found) && found >= 0) return found
  }
  return null
}

function withParameter(address: string, name: string, value: string): string {
  const url = new URL(address)
  url.searchParams.set(name, value)
  return url.href
}
