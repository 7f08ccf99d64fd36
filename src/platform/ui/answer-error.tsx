import { distance } from 'fastest-levenshtein'
import { answerProblem, type Problem, problemOf, textOf } from '../http/answer-problem.ts'
import { contextOf } from '../http/context.ts'
import { NoSnapshot } from '../http/errors.ts'
import type { Routes } from '../http/methods.ts'
import { TITLES } from '../http/status-titles.ts'
import { type Message, message, say, sentence, t } from '../language/message.ts'
import type { Log } from '../log.ts'
import { ErrorPage } from './error-page.tsx'
import { page, type Site } from './page.tsx'
import type { Link } from './parts.tsx'

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

/**
 * Every error ends here: problem+json (RFC 9457) for programs, a page for people; never an internal of ours. Whatever
 * else fails while the page is made, the problem is answered.
 */
export async function answerError(
  deps: ErrorDeps,
  request: Request,
  error: unknown,
  routes: Routes,
): Promise<Response> {
  const problem = problemOf(deps.log, request, error, routes)
  try {
    return await answerAs(deps, request, problem)
  } catch (second) {
    const { instance, path } = problem
    deps.log.error('an error could not be explained', { instance, path, error: textOf(second) })
    return answerProblem(request, problem)
  }
}

async function answerAs(deps: ErrorDeps, request: Request, problem: Problem): Promise<Response> {
  const { error, path: pathname, instance } = problem
  const { status, words, details } = error
  if (details.problemOnly || FOR_PROGRAMS.test(pathname)) {
    return answerProblem(
      request,
      problem,
      status === 404 ? withNearestEndpoint(words, pathname) : words,
    )
  }
  if (error instanceof NoSnapshot) return deps.waiting(request)
  const title = TITLES[status] ?? 'Problem'
  const headers = details.headers ?? {}
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
          trace={contextOf(request).trace.id}
        />
      ),
    }
  })
}

/** The API, and files that programs read: what goes wrong with them is no page. */
const FOR_PROGRAMS =
  /^\/(api|feeds|health|metrics|(?:openapi|asyncapi)\.json|robots\.txt|sitemap\.xml|sitemaps|reports\/market\.(pdf|png|xlsx)|cars\/[^/]+\/picture\.png)(\/|$)/
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
