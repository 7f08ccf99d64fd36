import type { z } from 'zod'
import { message } from '../language/message.ts'
import { addressOf } from './address.ts'
import { type FieldError, HttpError, refusal } from './errors.ts'
import { fieldErrors, wrongSentence } from './field-errors.ts'
import { wantsFragment } from './htmx.ts'

/** The parameters of an address as a schema reads them: a string, or a list where one repeats. */
export function parameters(url: string): Record<string, string | string[]> {
  const query = url.indexOf('?')
  const search = new URLSearchParams(query < 0 ? '' : url.slice(query))
  const given: Record<string, string | string[]> = Object.create(null)
  for (const key of new Set(search.keys())) {
    const values = search.getAll(key)
    given[key] = values.length === 1 ? (values[0] ?? '') : values
  }
  return { ...given }
}

export type QueryResult<T> = { query: T; errors: null } | { query: null; errors: FieldError[] }

/** Reads a value with a schema; what is wrong comes back field by field, as messages. */
export function check<S extends z.ZodObject>(schema: S, value: unknown): QueryResult<z.infer<S>> {
  const read = schema.safeParse(value, { error: wrongSentence, reportInput: true })
  if (read.success) return { query: read.data, errors: null }
  return { query: null, errors: fieldErrors(read.error, Object.keys(schema.shape)) }
}

/** Reads the query of a request. */
export const checkQuery = <S extends z.ZodObject>(
  schema: S,
  request: Request,
): QueryResult<z.infer<S>> => check(schema, parameters(request.url))

/** @throws HttpError 400 */
export function readQuery<S extends z.ZodObject>(schema: S, request: Request): z.infer<S> {
  const { query, errors } = checkQuery(schema, request)
  if (errors) throw refusal(400, errors)
  return query
}

/** Objects and lists within each other; what we read has three. */
const DEEPEST = 32

/** Whether JSON nests deeper than `most`, told without building any of it. */
function isDeeper(text: string, most: number): boolean {
  let depth = 0
  for (const [sign] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (sign === '[' || sign === '{') depth++
    else if (sign === ']' || sign === '}') depth--
    if (depth > most) return true
  }
  return false
}

/** The address without fields that a form sent empty. */
export function tidyAddress(request: Request): string {
  const { pathname, search } = addressOf(request)
  const filled = [...new URLSearchParams(search)].filter(([, value]) => value.trim() !== '')
  const tidy = new URLSearchParams(filled).toString()
  return tidy === '' ? pathname : `${pathname}?${tidy}`
}

/** Where a page with fields that a form sent empty is to be asked for; null where it has none, or htmx asks for a part alone. */
export function withoutBlanks(request: Request): string | null {
  if (wantsFragment(request)) return null
  const values = [...new URLSearchParams(addressOf(request).search).values()]
  return values.every((value) => value.trim() !== '') ? null : tidyAddress(request)
}

/** The part of a query that can be read, so that one wrong field does not lose the others. */
export function readable<S extends z.ZodObject>(
  schema: S,
  request: Request,
  errors: readonly FieldError[],
): z.infer<S> {
  const wrong = new Set(errors.map(({ parameter }) => parameter))
  const rest = Object.entries(parameters(request.url)).filter(([key]) => !wrong.has(key))
  const read = schema.safeParse(Object.fromEntries(rest))
  return read.success ? read.data : schema.parse({})
}

/** What was typed, as it was typed. */
export const typed = (request: Request): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(addressOf(request).search))

/**
 * Reads a JSON body. Not JSON is a 400; JSON that does not fit is a 422.
 * @throws HttpError
 */
export function readBody<S extends z.ZodObject>(schema: S, body: string): z.infer<S> {
  if (isDeeper(body, DEEPEST)) throw new HttpError(400, message('The body is nested too deeply.'))
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    throw new HttpError(400, message('The body is not JSON.'))
  }
  const { query, errors } = check(schema, value)
  if (errors) throw refusal(422, errors)
  return query
}
