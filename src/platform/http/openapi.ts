import type { z } from 'zod'
import { admitPage, admitQuery } from './admit.ts'
import { type HeaderName, headerRefs, problemPage, problemRef } from './answers.ts'
import { type Schema, writeSchema } from './json-schema.ts'
import { type Form, TYPES } from './respond.ts'

/*
 * What a route says of itself: the OpenAPI document is made of it (src/api-docs/document.ts), from the zod schemas
 * that the route reads with (docs/decisions/0002), and what it lets in.
 */

type PathParameter = { description: string; example: string | number; schema?: Schema }

type Operation = {
  /** The name that clients are generated with: it never changes. camelCase, a verb first */
  name: string
  summary: string
  description?: string
  tag: 'Market' | 'Calculators' | 'Statistics' | 'Imports' | 'Operations'
  path?: Record<string, PathParameter>
  query?: z.ZodObject
  body?: z.ZodObject
  /** How the body is sent; JSON unless it is an HTML form */
  bodyAs?: 'json' | 'urlencoded' | 'ndjson'
  /** What a success looks like: a shape of JSON, or the form of a file; null: nothing but its headers */
  answer: z.ZodType | Form | null
  /** Media type of a JSON answer that is not plain JSON */
  form?: Form
  /** A short piece of a file, where the answer is one */
  example?: string
  status?: number
  headers?: readonly HeaderName[]
  /** Whether it carries an ETag, and who holds it already is told so */
  cached?: boolean
  /** Statuses of problems that can come instead, besides those that every route knows */
  problems?: readonly number[]
  /** Whether its errors are pages: it is sent by a form */
  pages?: boolean
  /** Whether it changes something: the admin token, where one is set */
  write?: boolean
}

/** An operation of the document, and the named schemas that it refers to. */
export type Described = { operation: Schema; named: Record<string, Schema> }

type Route = { detail: object; beforeHandle: (context: { request: Request }) => void }
type PageRoute = {
  detail: object
  beforeHandle: (context: { request: Request }) => Response | undefined
}

/** A page for people: no part of the API. */
export const pageRoute = ({ query }: { query?: z.ZodObject } = {}): PageRoute => ({
  // Named as a walk through all pages needs them: pages are in no document.
  detail: { hide: true, tags: ['Pages'], 'x-query': Object.keys(query?.shape ?? {}) },
  beforeHandle: admitPage(query),
})

/** A part of a page, or a file that pages name: nobody else asks for it. */
export const hiddenRoute = (): Route => ({
  detail: { hide: true },
  beforeHandle: admitQuery(undefined),
})

/** A route's entry in the OpenAPI document, and what it lets in. */
export function operation(given: Operation): Route {
  const { name, summary, description, tag, query, body, write = false } = given
  const named: Record<string, Schema> = {}
  const take = (schema: z.ZodType, side: 'request' | 'answer'): Schema => {
    const written = writeSchema(schema, side)
    Object.assign(named, written.named)
    return written.schema
  }
  const parameters = [...pathParameters(given), ...(query ? queryParameters(query, take) : [])]
  const described: Described = {
    operation: {
      operationId: name,
      summary,
      ...(description && { description }),
      tags: [tag],
      ...(write && { security: [{ bearer: [] }, {}] }),
      ...(parameters.length > 0 && { parameters }),
      ...(body && { requestBody: { required: true, content: bodyContent(given, body, take) } }),
      responses: responses(given, take),
    },
    named,
  }
  return { detail: { described }, beforeHandle: admitQuery(query) }
}

/** An operation that changes something: an operator asks for it, and its body is read once that is known. */
export const operatorRoute = (given: Omit<Operation, 'write'>) =>
  ({ ...operation({ ...given, write: true }), access: 'operator', parse: 'none' }) as const

/** The same, sent by a form of a page: it leads to a page. */
export const operatorForm = (given: Omit<Operation, 'write' | 'pages' | 'answer' | 'status'>) =>
  operatorRoute({ headers: ['Location'], ...given, pages: true, answer: null, status: 303 })

type Take = (schema: z.ZodType, side: 'request' | 'answer') => Schema

function pathParameters({ path = {} }: Operation): Schema[] {
  return Object.entries(path).map(([name, { description, example, schema }]) => ({
    name,
    in: 'path',
    required: true,
    description,
    example,
    schema: schema ?? { type: 'string', minLength: 1 },
  }))
}

function queryParameters(query: z.ZodObject, take: Take): Schema[] {
  const written = take(query, 'request') as {
    properties?: Record<string, Schema>
    required?: string[]
  }
  return Object.entries(written.properties ?? {}).map(([name, { description, ...rest }]) => {
    const { examples, ...schema } = rest
    const example = Array.isArray(examples) ? examples[0] : schema.default
    // What has a default is always there once it is read, and yet need not be sent.
    const required = (written.required ?? []).includes(name) && !('default' in schema)
    return {
      name,
      in: 'query',
      required,
      description,
      ...(example !== undefined && { example }),
      schema: required ? schema : blankToo(schema),
    }
  })
}

/** A parameter that is sent empty counts as not sent. */
function blankToo({ minLength: _, ...schema }: Schema): Schema {
  return isSchema(schema.items) ? { ...schema, items: blankToo(schema.items) } : schema
}
const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null

/** Of NDJSON the schema is that of a line. */
const BODIES = {
  json: 'application/json',
  urlencoded: 'application/x-www-form-urlencoded',
  ndjson: 'application/x-ndjson',
}

function bodyContent({ bodyAs = 'json' }: Operation, body: z.ZodObject, take: Take): Schema {
  const { examples } = body.meta() ?? {}
  const type = BODIES[bodyAs]
  return {
    [type]: {
      schema: take(body, 'request'),
      ...(Array.isArray(examples) && { example: examples[0] }),
    },
  }
}

function responses(given: Operation, take: Take): Schema {
  const { summary, answer, status = 200, cached = false, body, write = false } = given
  const headers = [...(given.headers ?? []), ...(cached ? (['ETag'] as const) : [])]
  const problems = new Set([
    400,
    429,
    ...(body ? [413] : []),
    ...(write ? [401, 403] : []),
    ...(given.problems ?? []),
  ])
  const problem = given.pages ? problemPage : problemRef
  return {
    [status]: {
      description: summary,
      ...(headers.length > 0 && { headers: headerRefs(headers) }),
      ...(answer !== null && { content: answerContent(given, answer, take) }),
    },
    ...(cached && {
      304: { description: 'You hold it already', headers: headerRefs(['ETag']) },
    }),
    ...Object.fromEntries([...problems].sort().map((code) => [code, problem(code)])),
    431: { $ref: '#/components/responses/TooLong' },
    default: problem('default'),
  }
}

const BINARY: readonly Form[] = ['pdf', 'png', 'xlsx', 'arrow', 'parquet']
const mediaType = (form: Form) => TYPES[form].split(';')[0] ?? ''

function answerContent(
  { form = 'json', example }: Operation,
  answer: z.ZodType | Form,
  take: Take,
): Schema {
  if (typeof answer !== 'string')
    return { [mediaType(form)]: { schema: take(answer, 'answer'), ...(example && { example }) } }
  const schema = {
    type: 'string',
    ...(BINARY.includes(answer) && { format: 'binary', contentMediaType: mediaType(answer) }),
  }
  return { [mediaType(answer)]: { schema, ...(example && { example }) } }
}
