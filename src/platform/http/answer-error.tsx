import { distance } from 'fastest-levenshtein'
import type { Log } from '../log.ts'
import { ErrorPage } from '../ui/error-page.tsx'
import { language, retell, sentence, t } from '../ui/language.ts'
import { page, type Site } from '../ui/page.tsx'
import type { Link } from '../ui/parts.tsx'
import { problemsWords } from '../ui/problems.ts'
import { type FieldError, NoSnapshot, TITLES } from './errors.ts'
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
  const { status, message, details } = known ?? {
    status: 500,
    message: `This is our fault. It is in the log as ${instance}.`,
    details: {},
  }
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
      detail: status === 404 ? `${message}${nearestEndpoint(pathname)}` : message,
      instance: `urn:uuid:${instance}`,
      errors: details.errors ?? [],
    }
    return json(request, problem, { form: 'problem', status, headers })
  }
  if (known instanceof NoSnapshot) return deps.waiting(request)
  return page(deps, request, { status, headers }, async () => {
    const detail = detailWords(message, details.errors)
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

/** What errors say to people; programs read the same in English. */
const MESSAGES = [
  sentence('This is our fault. It is in the log as {instance}.'),
  sentence('There is nothing at {address}.'),
  sentence('There is no {method} at {address}: it takes {allow}.'),
  sentence('There is no car {id} on the market.'),
  sentence('{car} was on the market until snapshot {snapshot} and is listed no more.'),
  sentence('There is no import {id}.'),
  sentence('Import {id} is {status}; only a running one can be cancelled.'),
  sentence('There are no words in {language}.'),
  sentence('Another site may not send this form.'),
  sentence('Send the admin token as Authorization: Bearer ….'),
  sentence('Changes need ADMIN_TOKEN, or a browser on the machine that runs Forecourt.'),
]

function detailWords(message: string, errors: FieldError[] = []): string {
  if (errors.length === 0 || language() === 'en') return retell(message, MESSAGES)
  return problemsWords(errors)
}

function isForPrograms(path: string): boolean {
  return /^\/(api|feeds|health|metrics|openapi\.json|robots\.txt|sitemap\.xml|sitemaps)(\/|$)/.test(
    path,
  )
}

function nearestEndpoint(path: string): string {
  const [nearest] = byDistance(ENDPOINTS, (endpoint) => distance(path, endpoint))
  return nearest ? ` Did you mean ${nearest}? All of them are in /openapi.json.` : ''
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
