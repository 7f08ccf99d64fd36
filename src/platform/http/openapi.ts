import { z } from 'zod'

/*
 * The OpenAPI document is made from the zod schemas that the routes read with. Elysia's plugin collects each
 * route's `detail`; by itself it would print zod's internals (docs/decisions/0002).
 */

type Schema = Record<string, unknown>
type Content = z.ZodType | keyof typeof MEDIA

const MEDIA = {
  text: 'text/plain',
  csv: 'text/csv',
  ndjson: 'application/x-ndjson',
  html: 'text/html',
  xml: 'application/xml',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  atom: 'application/atom+xml',
  feed: 'application/feed+json',
} as const

export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    errors: z.array(z.object({ parameter: z.string(), message: z.string() })),
  })
  .meta({ id: 'Problem' })

/** A schema in the words of OpenAPI 3.0; schemas with an id become references, gathered in `components`. */
const components: Record<string, Schema> = {}
function write(schema: z.ZodType): Schema {
  const plain = z.toJSONSchema(schema, {
    io: 'output',
    target: 'openapi-3.0',
    unrepresentable: 'any',
  })
  const { definitions, ...written } = JSON.parse(
    JSON.stringify(plain).replaceAll('#/definitions/', '#/components/schemas/'),
  )
  Object.assign(components, definitions)
  return written
}

/** The named schemas that operations refer to. */
export const schemas = () => components

type Operation = {
  summary: string
  description?: string
  tag: 'Market' | 'Calculators' | 'Statistics' | 'Imports' | 'Operations' | 'Pages'
  query?: z.ZodObject
  path?: Record<string, string>
  body?: z.ZodObject
  /** What a success looks like, in each form it comes in. */
  answers: Content[]
  status?: number
  /** Statuses of problems that can come instead. */
  problems?: number[]
}

const PROBLEMS: Record<number, string> = {
  400: 'A parameter is unknown or wrong; `errors` names it',
  401: 'The admin token is missing',
  403: 'Not allowed from here',
  404: 'There is no such thing',
  409: 'Another import is running',
  413: 'More than is taken at once',
  422: 'Well-formed, but not acceptable',
  503: 'No snapshot has been published yet; see Retry-After',
}

/** A route's entry in the OpenAPI document, for its `detail`. */
export function operation(given: Operation): { detail: object } {
  const {
    summary,
    description,
    tag,
    query,
    path,
    body,
    answers,
    status = 200,
    problems = [],
  } = given
  const parameters = [
    ...Object.entries(path ?? {}).map(([name, about]) => ({
      name,
      in: 'path',
      required: true,
      description: about,
      schema: { type: 'string' },
    })),
    ...(query ? queryParameters(query) : []),
  ]
  const content = (each: Content) =>
    typeof each === 'string'
      ? [MEDIA[each], { schema: { type: 'string' } }]
      : ['application/json', { schema: write(each) }]
  return {
    detail: {
      summary,
      ...(description && { description }),
      tags: [tag],
      ...(parameters.length > 0 && { parameters }),
      ...(body && {
        requestBody: { required: true, content: { 'application/json': { schema: write(body) } } },
      }),
      responses: {
        [status]: { description: summary, content: Object.fromEntries(answers.map(content)) },
        ...Object.fromEntries(
          problems.map((code) => [
            code,
            {
              description: PROBLEMS[code] ?? 'A problem',
              content:
                tag === 'Pages'
                  ? { 'text/html': { schema: { type: 'string' } } }
                  : { 'application/problem+json': { schema: write(Problem) } },
            },
          ]),
        ),
      },
    },
  }
}

function queryParameters(query: z.ZodObject) {
  const written = write(query) as { properties?: Record<string, Schema>; required?: string[] }
  return Object.entries(written.properties ?? {})
    .filter(([, schema]) => !('not' in schema))
    .map(([name, { description, example, ...schema }]) => ({
      name,
      in: 'query',
      // What has a default is always there once it is read, and yet need not be sent.
      required: (written.required ?? []).includes(name) && !('default' in schema),
      ...(description !== undefined && { description }),
      ...(example !== undefined && { example }),
      schema,
    }))
}
