import { escapeHtml } from '@kitajs/html'
import type { AssetPaths } from '../http/assets.ts'
import { wantsFragment } from '../http/htmx.ts'
import { respond, type Tag } from '../http/respond.ts'
import { forReader, type Market, readerOf } from '../language/reader.ts'
import { type Alternate, type Dateline, Layout } from './layout.tsx'

/** What all pages of one application have in common. */
export type Site = {
  title: string
  /** Whose currency every page, report and feed is written in */
  market: Market
  /** Tells this program from another: part of every ETag */
  build: string
  /** Where links from outside point; null: to the address that was called */
  publicUrl: string | null
  assets: AssetPaths
  /** What every page says of the data below the masthead */
  dateline(): Promise<Dateline>
}
type WithSite = { site: Site }
/** What tells one snapshot from another, in an ETag. */
type Version = { version: number; content_hash: string }

export type Page = {
  title: string
  description: string
  body: JSX.Element
  noindex?: boolean
  /** The same in other forms, for the head of the page */
  alternates?: Alternate[]
}

type Options = {
  /** The market that the page shows; absent: the page changes by itself and is not kept. */
  snapshot?: Version
  status?: number
  headers?: Record<string, string>
}

/**
 * A page for people: the whole document, or the body alone when htmx asks for a part. With a snapshot it carries an
 * ETag, and `make` runs only for readers who do not hold the page yet.
 */
export function page(
  { site }: WithSite,
  request: Request,
  { snapshot, status, headers }: Options,
  make: () => Page | Promise<Page>,
): Promise<Response> {
  const fragment = wantsFragment(request)
  const reader = readerOf(request, site.market)
  const { language } = reader
  const kept = snapshot && status === undefined
  const tag = kept && { ...tagOf({ site }, snapshot), language, fragment }
  const about = {
    form: 'html' as const,
    headers: { 'content-language': language, ...headers },
    ...(tag && { tag }),
    ...(status && { status }),
  }
  return respond(request, about, () =>
    forReader(reader, async () => {
      const { title, description, body, noindex, alternates } = await make()
      const appTitle = site.title
      if (fragment) return `<title>${escapeHtml(`${title} · ${appTitle}`)}</title>${await body}`
      const { pathname, search } = new URL(request.url)
      return Layout({
        title,
        description,
        path: pathname,
        address: pathname + search,
        appTitle,
        dateline: await site.dateline(),
        noindex: noindex ?? false,
        alternates: alternates ?? [],
        canonical: `${originOf({ site }, request)}${pathname}`,
        assets: site.assets,
        children: body,
      })
    }),
  )
}

/** What every answer about a snapshot depends on. */
export function tagOf({ site }: WithSite, { version, content_hash }: Version): Tag {
  return { version: `${version}-${content_hash.slice(0, 12)}`, build: site.build }
}

/** Where links from outside point: the configured address, else the one that was called. */
export function originOf({ site }: WithSite, request: Request): string {
  return site.publicUrl ?? new URL(request.url).origin
}
