import type { Config } from '../config.ts'
import { HEADERS, Problem, problemResponses } from '../platform/http/answers.ts'
import { type Schema, writeSchema } from '../platform/http/json-schema.ts'
import type { Described } from '../platform/http/openapi.ts'
import EXAMPLES from './examples.json' with { type: 'json' }

/** A route as Elysia lists it. */
export type ListedRoute = { method: string; path: string; hooks: { detail?: object } }

const ABOUT = `Used-car listings, cleaned and explained.

Errors are application/problem+json (RFC 9457). Field names are the names of the filters. Answers about the market carry an ETag. Answers may get new fields: ignore those that you do not know.

A parameter that an operation does not name is a 400. A parameter that is sent empty, or holds blanks alone, counts as not sent. Numbers may be written as people write them (500000, 5,00,000 and ₹5,00,000 alike), but never as 0x10; whole numbers never as 1e1. A parameter that takes several values repeats: brand=Honda&brand=Tata.`

const TAGS = [
  { name: 'Market', description: 'Cars and what can be asked about them' },
  { name: 'Calculators', description: 'Sums, loans, and what a car really costs' },
  { name: 'Statistics', description: 'Of numbers that are sent, or of a field of the market' },
  { name: 'Imports', description: 'Where the cars come from, and what was refused' },
  { name: 'Operations', description: 'For those who run it' },
]

/**
 * The OpenAPI document of the routes: what each said of itself in `operation`, and what all have in common.
 * @throws where two routes share a name, or two schemas
 */
export function writeDocument({ app, publicUrl }: Config, routes: readonly ListedRoute[]): Schema {
  const paths: Record<string, Record<string, Schema>> = {}
  const named = writeSchema(Problem, 'answer').named
  const names = new Set<string>()
  for (const { method, path, hooks } of routes) {
    const described = describedBy(hooks.detail)
    if (!described) continue
    const name = String(described.operation.operationId)
    if (names.has(name)) throw new Error(`two operations are called ${name}`)
    names.add(name)
    const address = path.replace(/:(\w+)/g, '{$1}')
    paths[address] = {
      ...paths[address],
      [method.toLowerCase()]: withExample(described.operation, name),
    }
    for (const [id, schema] of Object.entries(described.named)) {
      if (Object.hasOwn(named, id) && !Bun.deepEquals(named[id], schema))
        throw new Error(`two schemas are called ${id}`)
      named[id] = schema
    }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: app.title,
      version: app.version,
      description: ABOUT,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: publicUrl ?? '/', description: 'This market' }],
    tags: TAGS,
    security: [],
    paths,
    components: {
      schemas: named,
      responses: problemResponses(),
      headers: HEADERS,
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description:
            'The admin token. Where none is set, a program on the same machine may do what needs it, and nobody else.',
        },
      },
    },
  }
}

function describedBy(detail: object | undefined): Described | null {
  return detail && 'described' in detail ? (detail.described as Described) : null
}

type Answer = { content?: Record<string, Schema> }
const examples = new Map<string, unknown>(Object.entries(EXAMPLES))

/** An answer of the bundled sample (src/tools/examples.ts), where the operation states none itself. */
function withExample(operation: Schema, name: string): Schema {
  const responses = operation.responses as Record<string, Answer>
  const [status = '', answer] = Object.entries(responses)[0] ?? []
  const [type = '', content] = Object.entries(answer?.content ?? {})[0] ?? []
  if (!examples.has(name) || content === undefined || 'example' in content) return operation
  const shown = { ...answer, content: { [type]: { ...content, example: examples.get(name) } } }
  return { ...operation, responses: { ...responses, [status]: shown } }
}
