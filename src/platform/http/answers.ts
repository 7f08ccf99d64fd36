import { z } from 'zod'
import type { Schema } from './json-schema.ts'
import { TITLES } from './status-titles.ts'

/* What the answers of all operations have in common, as `components` of the OpenAPI document. */

export const Problem = z
  .object({
    type: z.string().meta({ description: 'Always about:blank: the status says what it is' }),
    title: z.string().meta({ description: 'The status in words' }),
    status: z.int().meta({ description: 'The status of the answer' }),
    detail: z.string().meta({ description: 'What is wrong here, for people' }),
    instance: z.string().meta({ description: 'Names this one answer, as the log does' }),
    trace: z.string().meta({ description: 'The trace that it belongs to: 32 hex digits' }),
    errors: z
      .array(
        z.object({
          parameter: z.string().meta({ description: 'Parameter or field' }),
          message: z.string().meta({ description: 'What is wrong with it' }),
        }),
      )
      .meta({ description: 'What is wrong, parameter by parameter; may be empty' }),
  })
  .meta({ id: 'Problem', description: 'An error (RFC 9457)' })

const PROBLEMS: Record<number, string> = {
  400: 'A parameter is unknown or wrong, or the body cannot be read; `errors` names what',
  401: 'The admin token is missing',
  403: 'Not allowed from here, or with another token',
  404: 'There is no such thing',
  409: 'Not in this state: another import is running, or this one has ended',
  413: 'More than is taken at once',
  422: 'Well-formed, but not acceptable; `errors` names what',
  429: 'Too many requests; see Retry-After',
  503: 'No snapshot has been published yet, or this market has no estimates; see Retry-After',
}

export type HeaderName = keyof typeof HEADERS
export const HEADERS = {
  ETag: {
    description: 'Tells this answer from others; send it as If-None-Match to be told 304',
    schema: { type: 'string' },
    example: 'W/"1-3f2a9c0d1e4b.4c1d2e3f.en.json"',
  },
  'X-Total-Count': {
    description: 'Number of rows',
    schema: { type: 'integer', minimum: 0 },
    example: 1188,
  },
  'X-Snapshot': {
    description: 'Version of the snapshot that the answer is about',
    schema: { type: 'integer', minimum: 1 },
    example: 1,
  },
  Link: {
    description: 'rel="describedby": the CSVW metadata of the file (RFC 8288)',
    schema: { type: 'string' },
    example: '</api/cars.csv-metadata.json>; rel="describedby"; type="application/csvm+json"',
  },
  'Content-Disposition': {
    description: 'Name of the file',
    schema: { type: 'string' },
    example: 'attachment; filename="cars-snapshot-1.csv"',
  },
  Location: {
    description: 'Where what was started is found',
    schema: { type: 'string', format: 'uri-reference' },
    example: '/api/imports/2',
  },
  'Retry-After': {
    description: 'Seconds to wait before asking again',
    schema: { type: 'integer', minimum: 0 },
    example: 2,
  },
} as const

export const headerRefs = (names: readonly HeaderName[]): Schema =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))

/** The answer to a request that fails with this status. */
export const problemRef = (status: number | 'default') => ({
  $ref: `#/components/responses/Problem${status === 'default' ? '' : status}`,
})

/** The same as a page, for who sent a form. */
export const problemPage = (status: number | 'default') => ({
  description: PROBLEMS[status === 'default' ? 500 : status] ?? 'Any other error',
  content: { 'text/html': { schema: { type: 'string' }, example: '<!doctype html>' } },
})

/** All answers that are errors: one for each known status, and one for any other. */
export function problemResponses(): Record<string, Schema> {
  const known = Object.entries(PROBLEMS).map(([status, description]) => [
    `Problem${status}`,
    {
      description,
      ...([429, 503].includes(Number(status)) && { headers: headerRefs(['Retry-After']) }),
      content: contentOf(Number(status), description),
    },
  ])
  const long = {
    description: 'The address or a header is longer than is read; nothing else is said',
  }
  const other = { description: 'Any other error', content: contentOf(500, 'This is our fault.') }
  return Object.fromEntries([...known, ['Problem', other], ['TooLong', long]])
}

function contentOf(status: number, detail: string): Schema {
  const example = {
    type: 'about:blank',
    title: TITLES[status] ?? 'Problem',
    status,
    detail,
    instance: 'urn:uuid:6f1c2f0e-8d0b-4a53-9d3e-3a1f7c0b2d11',
    trace: '4bf92f3577b34da6a3ce929d0e0e4736',
    errors:
      status === 400 || status === 422
        ? [{ parameter: 'price_min', message: '"abc" is not a whole number' }]
        : [],
  }
  return {
    'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' }, example },
  }
}
