import { distance } from 'fastest-levenshtein'
import type { z } from 'zod'
import { type FieldError, HttpError } from './errors.ts'

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

/** Reads the query of a request; what is wrong comes back parameter by parameter, in words. */
export function checkQuery<S extends z.ZodObject>(
  schema: S,
  request: Request,
): QueryResult<z.infer<S>> {
  const read = schema.safeParse(parameters(request.url))
  if (read.success) return { query: read.data, errors: null }
  return { query: null, errors: fieldErrors(read.error, Object.keys(schema.shape)) }
}

/** @throws HttpError 400 */
export function readQuery<S extends z.ZodObject>(schema: S, request: Request): z.infer<S> {
  const { query, errors } = checkQuery(schema, request)
  if (errors) throw badQuery(errors)
  return query
}

export function badQuery(errors: FieldError[]): HttpError {
  return new HttpError(
    400,
    errors.map(({ parameter, message }) => `${parameter}: ${message}`).join('; '),
    {
      errors,
    },
  )
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
    throw new HttpError(400, 'The body is not JSON.')
  }
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const errors = fieldErrors(read.error, Object.keys(schema.shape))
  throw new HttpError(
    422,
    errors.map(({ parameter, message }) => `${parameter}: ${message}`).join('; '),
    {
      errors,
    },
  )
}

function fieldErrors(error: z.ZodError, known: string[]): FieldError[] {
  return error.issues.flatMap((issue): FieldError[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        parameter: key,
        message: `is not a parameter here${hint(key, known)}`,
      }))
    }
    const parameter = String(issue.path[0] ?? 'query')
    const repeated = issue.code === 'invalid_type' && issue.message.endsWith('received array')
    return [{ parameter, message: repeated ? 'is given more than once' : issue.message }]
  })
}

function hint(key: string, known: string[]): string {
  const near = known
    .map((name) => ({ name, far: distance(key.toLowerCase(), name) }))
    .sort((a, b) => a.far - b.far)[0]
  return near && near.far <= Math.max(2, key.length / 3) ? `; did you mean ${near.name}?` : ''
}
