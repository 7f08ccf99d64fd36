import type { z } from 'zod'
import { message } from '../language/message.ts'
import { type FieldError, HttpError, refusal } from './errors.ts'
import { fieldErrors, wrongSentence } from './field-errors.ts'

/** The parameters of an address as a schema reads them: a string, or a list where one repeats. */
export function parameters(url: string): Record<string, string | string[]> {
  const search = new URL(url).searchParams
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

/**
 * Reads a JSON body. Not JSON is a 400; JSON that does not fit is a 422.
 * @throws HttpError
 */
export function readBody<S extends z.ZodObject>(schema: S, body: string): z.infer<S> {
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
