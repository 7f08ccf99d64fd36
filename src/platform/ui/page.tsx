import { escapeHtml } from '@kitajs/html'
import type { Deps } from '../../deps.ts'
import type { Snapshot } from '../../snapshots/store.ts'
import { wantsFragment } from '../http/htmx.ts'
import { respond, type Tag } from '../http/respond.ts'
import { chooseLanguage, inLanguage, type Language } from './language.ts'
import { type Alternate, type Dateline, Layout } from './layout.tsx'

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
  const language = languageOf(request)
  const kept = snapshot && status === undefined
  const tag = kept && { ...tagOf(deps, snapshot), language, fragment }
  const about = {
    form: 'html' as const,
    headers: { 'content-language': language, ...headers },
    ...(tag && { tag }),
    ...(status && { status }),
  }
  return respond(request, about, () =>
    inLanguage(language, async () => {
      const { title, description, body, noindex, alternates } = await make()
      const appTitle = deps.config.app.title
      if (fragment) return `<title>${escapeHtml(`${title} · ${appTitle}`)}</title>${await body}`
      const { pathname, search } = new URL(request.url)
      return Layout({
        title,
        description,
        path: pathname,
        address: pathname + search,
        appTitle,
        dateline: await readDateline(deps),
        noindex: noindex ?? false,
        alternates: alternates ?? [],
        canonical: `${originOf(deps, request)}${pathname}`,
        assets: deps.assets.paths,
        children: body,
      })
    }),
  )
}

/** The language of whoever asks: his choice, else what his browser prefers. */
function languageOf({ headers }: Request): Language {
  return chooseLanguage(headers.get('accept-language'), headers.get('cookie'))
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
