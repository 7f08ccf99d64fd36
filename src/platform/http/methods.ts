import { NotFoundError } from 'elysia'
import { message } from '../language/message.ts'
import { addressOf } from './address.ts'
import { HttpError, notFound } from './errors.ts'

/** Routes as Elysia lists them. */
export type Routes = { method: string; path: string }[]

/** What went wrong as an answer; null: it is our fault. An address that knows other methods says which (405). */
export function asHttpError(error: unknown, request: Request, routes: Routes): HttpError | null {
  if (error instanceof HttpError) return error
  if (!(error instanceof NotFoundError)) return null
  const { method } = request
  const { pathname } = addressOf(request)
  const known = methodsAt(routes, pathname)
  // Whoever follows a link asks with GET, and need not know that.
  const asked = method === 'GET' ? pathname : `${method} ${pathname}`
  if (known.length === 0 || known.includes(method))
    return notFound(message('There is nothing at {address}.', { address: asked }))
  const allow = allowed(known)
  const words = message('There is no {method} at {address}: it takes {allow}.', {
    method,
    address: pathname,
    allow,
  })
  return new HttpError(405, words, { headers: { allow } })
}

/** Methods as Allow lists them. */
export const allowed = (known: readonly string[]): string =>
  [...new Set([...known, ...(known.includes('GET') ? ['HEAD'] : [])])].join(', ')

/** What is answered at a path: in a route `:name` is one segment, `*` the rest. */
export function methodsAt(routes: Routes, path: string): string[] {
  const asked = path.split('/')
  const methods = routes.filter((route) => fits(route.path.split('/'), asked))
  return [...new Set(methods.map(({ method }) => method))].sort()
}

function fits(pattern: string[], asked: string[]): boolean {
  const rest = pattern.indexOf('*')
  if (rest < 0 && pattern.length !== asked.length) return false
  const fixed = rest < 0 ? pattern : pattern.slice(0, rest)
  return fixed.every((part, index) =>
    part.startsWith(':') ? (asked[index] ?? '') !== '' : part === asked[index],
  )
}
