import { distance } from 'fastest-levenshtein'
import { inEnglish, type Message, message, say, sentence, t } from '../language/message.ts'
import type { Log } from '../log.ts'
import { ErrorPage } from '../ui/error-page.tsx'
import { page, type Site } from '../ui/page.tsx'
import type { Link } from '../ui/parts.tsx'
import { fieldsInEnglish, NoSnapshot, TITLES, unexpected } from './errors.ts'
import { asHttpError, type Routes } from './methods.ts'
import { json } from './respond.ts'

const PAGES = [
  { href: '/', label: sentence('Overview of the market') },
  { href: '/cars', label: sentence('All cars') },
  { href: '/quality', label: sentence('What the import found') },
  { href: '/imports', label: sentence('Imports') },
  { href: '/docs', label: sentence('API documentation') },
  { href: '/about', label: sentence('About') },
]
const translated = ({ href, label }: Link): Link => ({ href, label: t(label) })
const ENDPOINTS = ['/api', '/api/cars', '/api/facets', '/api/imports', '/health', '/openapi.json']

/** What answers to errors are made with; the features behind it are given as functions. */
export type ErrorDeps = {
  log: Log
  site: Site
  /** Stands in for every page of the market until the first import is published */
  waiting(request: Request): Promise<Response>
  /** Cars with the words of an address that was mistyped */
  carsLike(words: string[]): Promise<Link[]>
}

/** Every error ends here: problem+json (RFC 9457) for programs, a page for people; never an internal of ours. */
export async function answerError(
  deps: ErrorDeps,
  request: Request,
  error: unknown,
  routes: Routes,
): Promise<Response> {
  const known = asHttpError(error, request, routes)
  const { pathname } = new URL(request.url)
  const instance = crypto.randomUUID()
  const { status, words, details } = known ?? unexpected(instance)
  if (!known) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    deps.log.error('an answer failed', { instance, path: pathname, error: text })
  }
  const title = TITLES[status] ?? 'Problem'
  const headers = details.headers ?? {}
  if (isForPrograms(pathname)) {
    const problem = {
      type: 'about:blank',
      title,
      status,
      detail: inEnglish(status === 404 ? withNearestEndpoint(words, pathname) : words),
      instance: `urn:uuid:${instance}`,
      errors: fieldsInEnglish(details.errors),
    }
    return json(request, problem, { form: 'problem', status, headers })
  }
  if (known instanceof NoSnapshot) return deps.waiting(request)
  return page(deps, request, { status, headers }, async () => {
    const detail = say(words)
    return {
      title: t(title),
      description: detail,
      noindex: true,
      body: (
        <ErrorPage
          status={status}
          title={t(title)}
          detail={detail}
          suggestions={
            status === 404 ? await suggestions(deps, pathname) : PAGES.slice(0, 2).map(translated)
          }
          instance={instance}
        />
      ),
    }
  })
}

function isForPrograms(path: string): boolean {
  return /^\/(api|feeds|health|metrics|openapi\.json|robots\.txt|sitemap\.xml|sitemaps)(\/|$)/.test(
    path,
  )
}

function withNearestEndpoint(words: Message, path: string): Message {
  const [nearest = '/api'] = byDistance(ENDPOINTS, (endpoint) => distance(path, endpoint))
  return message('{problem} Did you mean {nearest}? All of them are in /openapi.json.', {
    problem: words,
    nearest,
  })
}

/** What somebody who mistyped an address may have wanted: cars with its words, then the nearest pages. */
async function suggestions({ carsLike }: ErrorDeps, path: string) {
  // Without what makes an id unique.
  const words = path
    .replace(/^\/cars\//, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && word.length < 8)
  const links = await carsLike(words).catch(() => [])
  if (links.length > 0) return [...links, { href: '/cars', label: t('All cars') }]
  return byDistance(PAGES, ({ href }) => distance(path, href))
    .slice(0, 3)
    .map(translated)
}

function byDistance<T>(all: T[], far: (each: T) => number): T[] {
  return [...all].sort((a, b) => far(a) - far(b))
}
