import { escapeHtml } from '@kitajs/html'
import { addressOf, hostOf, isLoopback } from '../http/address.ts'
import type { AssetPaths } from '../http/assets.ts'
import type { Tag } from '../http/etag.ts'
import { wantsFragment } from '../http/htmx.ts'
import { respond } from '../http/respond.ts'
import { forReader, type Market, readerOf } from '../language/reader.ts'
import { inSpan } from '../tracing.ts'
import { type Alternate, type Dateline, Layout } from './layout.tsx'
import type { LinkedData } from './linked-data.ts'

/** What all pages of one application have in common. */
export type Site = {
  title: string
  /** Whose currency every page, report and feed is written in */
  market: Market
  /** Tells this program from another: part of every ETag */
  build: string
  /** Where links from outside point; null: not stated */
  publicUrl: string | null
  /** The server's own address, for links that must be whole where nothing is stated */
  ownUrl: string
  assets: AssetPaths
  /** What every page says of the data below the masthead. `current`: the snapshot that readers see, where it is known */
  dateline(current?: Published): Promise<Dateline>
}
type WithSite = { site: Site }
/** What tells one snapshot from another, in an ETag. */
type Version = { version: number; content_hash: string }

/** The snapshot that readers see, as far as a page speaks of it. */
export type Published = Version & {
  published_at: string
  as_of: string
  cars: number
  import_id: number
}

export type Page = {
  title: string
  description: string
  body: JSX.Element
  noindex?: boolean
  /** The same in other forms, for the head of the page */
  alternates?: Alternate[]
  /** The path of a picture that stands for the page where its address is passed on */
  picture?: string
  /** The same for programs */
  linked?: LinkedData[]
  /** Address of a script that it needs beside htmx */
  script?: string
  /** Whether a stream sends it anew */
  streams?: boolean
  /** Seconds after which it is asked for again where no scripts run */
  refresh?: number
  /** Where it turns out only now: a page with a status other than 200 is not kept */
  status?: number
  headers?: Record<string, string>
  /** What the address bar shows once htmx has put this part in its place; absent: what it showed before */
  address?: string
}

type Options = {
  /** The market that the page shows; absent: the page changes by itself and is not kept. */
  snapshot?: Published
  /** The newest one, where the page shows an older one */
  current?: Published
  status?: number
  headers?: Record<string, string>
}

/**
 * A page for people: the whole document, or the body alone when htmx asks for a part. With a snapshot it carries an
 * ETag, and `make` runs only for readers who do not hold the page yet.
 */
export async function page(
  { site }: WithSite,
  request: Request,
  { snapshot, current = snapshot, status, headers }: Options,
  make: () => Page | Promise<Page>,
): Promise<Response> {
  const fragment = wantsFragment(request)
  const reader = readerOf(request, site.market)
  const { language } = reader
  const kept = snapshot && status === undefined
  // A page that is not of the market stays readable while the store is away.
  const dateline = await (kept ? site.dateline(current) : site.dateline(current).catch(() => null))
  const tag = kept && {
    ...tagOf({ site }, snapshot),
    ...editionOf(dateline, snapshot),
    language,
    fragment,
  }
  const about = {
    form: 'html' as const,
    headers: { 'content-language': language, ...headers },
    ...(tag && { tag }),
    ...(status && { status }),
  }
  return respond(request, about, () =>
    forReader(reader, async () => {
      const made = await inSpan('render', {}, async () => make())
      const {
        title,
        description,
        body,
        noindex,
        alternates,
        picture,
        linked,
        script,
        streams,
        refresh,
        address,
        ...answer
      } = made
      const appTitle = site.title
      if (fragment) {
        const head = `<title>${escapeHtml(`${title} · ${appTitle}`)}</title>`
        // Only a part moves the address on: a page that the browser restores stands at its own.
        const headers = { ...answer.headers, ...(address && { 'hx-push-url': address }) }
        return { ...answer, headers, body: `${head}${await body}` }
      }
      const { pathname, search } = addressOf(request)
      const document = Layout({
        title,
        description,
        path: pathname,
        address: pathname + search,
        appTitle,
        dateline,
        noindex: noindex ?? false,
        alternates: alternates ?? [],
        picture: picture ? originOf({ site }, request) + picture : null,
        linked: linked ?? [],
        script,
        refresh,
        canonical: `${calledOrigin({ site }, request) ?? ''}${pathname}`,
        assets: { ...site.assets, htmx: site.assets[streams ? 'htmxSse' : 'htmx'] },
        children: body,
      })
      return { ...answer, body: String(await document) }
    }),
  )
}

/** What a page says of the newest market and its import, which can change while the snapshot that it shows stays. */
function editionOf(dateline: Dateline, shown: Version): Pick<Tag, 'edition' | 'open'> {
  if (dateline === null) return { open: true }
  const { version, checksum, settled } = dateline
  const newest = version === shown.version
  return {
    edition: `${newest ? '' : `-at-${version}`}-${checksum}${settled ? '' : '-open'}`,
    open: !newest || !settled,
  }
}

/** What every answer about a snapshot depends on. */
export function tagOf({ site }: WithSite, snapshot: Version): Tag {
  return { version: versionOf(snapshot), build: site.build }
}

const DAY_MS = 24 * 3600 * 1000

/** Tells a snapshot from every other, and one day from the next, in tags: pages count to today. */
export const versionOf = ({ version, content_hash }: Version): string =>
  `${version}-${content_hash.slice(0, 12)}-${Math.floor(Date.now() / DAY_MS).toString(36)}`

/** Where links from outside point: the configured address, else the one that was called, if it is this machine's. */
export function originOf({ site }: WithSite, request: Request): string {
  return calledOrigin({ site }, request) ?? site.ownUrl
}

/** Anybody can call a server by any name; such a name must not get into links. null: there is none to trust. */
function calledOrigin({ site }: WithSite, request: Request): string | null {
  if (site.publicUrl !== null) return site.publicUrl
  const host = hostOf(request)
  return isLoopback(host) ? `${request.url.split(':', 1)[0]}://${host}` : null
}
