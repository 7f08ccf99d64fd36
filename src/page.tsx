import { escapeHtml } from '@kitajs/html'
import type { Snapshot } from './cars/store.ts'
import type { Deps } from './deps.ts'
import { wantsFragment } from './platform/http/htmx.ts'
import { respond, type Tag } from './platform/http/respond.ts'
import { type Dateline, Layout } from './platform/ui/layout.tsx'

export type Page = {
  title: string
  description: string
  body: JSX.Element
  noindex?: boolean
}

type Options = {
  /** The market that the page shows; absent: the page changes by itself and is not kept. */
  snapshot?: Snapshot
  status?: number
  headers?: Record<string, string>
}

/**
 * A page for people: the whole document, or the body alone when htmx asks for a part. With a snapshot it carries an
 * ETag, and `make` runs only for readers who do not hold the page yet.
 */
export function page(
  deps: Deps,
  request: Request,
  { snapshot, status, headers }: Options,
  make: () => Page | Promise<Page>,
): Promise<Response> {
  const fragment = wantsFragment(request)
  const tag = snapshot && status === undefined ? { ...tagOf(deps, snapshot), fragment } : undefined
  return respond(
    request,
    { form: 'html', ...(tag && { tag }), ...(status && { status }), ...(headers && { headers }) },
    async () => {
      const { title, description, body, noindex } = await make()
      if (fragment)
        return `<title>${escapeHtml(`${title} · ${deps.config.app.title}`)}</title>${await body}`
      const url = new URL(request.url)
      return Layout({
        title,
        description,
        path: url.pathname,
        appTitle: deps.config.app.title,
        dateline: await readDateline(deps),
        noindex: noindex ?? false,
        canonical: `${originOf(deps, request)}${url.pathname}`,
        assets: deps.assets.paths,
        children: body,
      })
    },
  )
}

/** What every answer about a snapshot depends on. */
export function tagOf({ build }: Deps, { version, content_hash }: Snapshot): Tag {
  return { version: `${version}-${content_hash.slice(0, 12)}`, build }
}

/** Where links from outside point: the configured address, else the one that was called. */
export function originOf({ config }: Deps, request: Request): string {
  return config.publicUrl ?? new URL(request.url).origin
}

async function readDateline({ cars, imports }: Deps): Promise<Dateline> {
  const snapshot = await cars.current()
  if (!snapshot) return null
  const checksum = (await imports.find(snapshot.import_id))?.checksum
  return {
    version: snapshot.version,
    published_at: snapshot.published_at,
    as_of: snapshot.as_of,
    cars: snapshot.cars,
    checksum: checksum ? (checksum.agrees ? 'agrees' : 'differs') : 'none',
  }
}
