import { addressOf, canonicalUrl } from './address.ts'

/** What an answer depends on beside its address: the same tag means the same answer. */
export type Tag = {
  /** of the market, or of whatever else it is about */
  version: string
  /** what it says beside that, and may change while the version stays */
  edition?: string
  build: string
  language?: string
  fragment?: boolean
  /** that may still change: nobody but its reader keeps it */
  open?: boolean
}

/**
 * Weak: compressed and plain answers say the same. It names the address too, so that the tag of one page is never
 * taken for that of another, which may not even exist.
 */
export function etagOf(request: Request, tag: Tag, form: string): string {
  const { version, edition = '', build, language = 'en', fragment } = tag
  const { pathname, search } = addressOf({ url: canonicalUrl(request) })
  const address = Bun.hash(`${pathname}${search}`).toString(36)
  return `W/"${version}${edition}.${build}.${language}.${fragment ? 'fragment' : form}.${address}"`
}

/** If-None-Match by RFC 9110: a list, compared weakly, or `*`, which any answer there is matches. */
export function holds(given: string | null, etag: string): boolean {
  if (given === null) return false
  const opaque = etag.replace(/^W\//, '')
  return (
    given.trim() === '*' ||
    (given.match(/(?:W\/)?"[^"]*"/g) ?? []).some((each) => each.replace(/^W\//, '') === opaque)
  )
}
