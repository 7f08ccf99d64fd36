import { cookieOf, keepCookie } from '../platform/http/cookies.ts'
import { MOST_COMPARED } from './compare.ts'

/** The cars that a reader has ticked, kept by the browser alone. */
const COOKIE = 'compare'
const DAYS = 30
const LONGEST_ID = 200

/** Ids in the order in which they were ticked. */
export function trayOf(request: Request): string[] {
  const ids = (cookieOf(request, COOKIE) ?? '').split('.').flatMap((part) => {
    try {
      return decodeURIComponent(part)
    } catch {
      return []
    }
  })
  return latest(ids.filter((id) => id !== '' && id.length <= LONGEST_ID))
}

/** The last four, each once. */
export const latest = (ids: readonly string[]): string[] => [...new Set(ids)].slice(-MOST_COMPARED)

export function trayCookie(request: Request, ids: readonly string[]): string {
  const value = ids.map((id) => encodeURIComponent(id).replaceAll('.', '%2E')).join('.')
  return keepCookie(request, COOKIE, value, ids.length === 0 ? 0 : DAYS)
}

export const compareHref = (ids: readonly string[]): string =>
  ids.length === 0 ? '/compare' : `/compare?${new URLSearchParams(ids.map((id) => ['id', id]))}`

/** Leads to these cars and keeps them as those that are ticked. */
export const chooseHref = (ids: readonly string[]): string =>
  `/compare/choose?${new URLSearchParams(ids.map((id) => ['id', id]))}`
