import Ajv2020 from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import type { TestApp } from './app.ts'

/* The OpenAPI document as a client reads it: each operation, and a call made of its examples alone. */

type Content = Record<string, { schema: Record<string, unknown>; example?: unknown }>
type Parameter = {
  name: string
  in: 'query' | 'path'
  required: boolean
  description?: string
  example?: unknown
  schema: { type?: string; items?: { type?: string } }
}
type Answer = { $ref?: string; description?: string; headers?: object; content?: Content }
export type Operation = {
  operationId: string
  summary: string
  tags: string[]
  security?: object[]
  parameters?: Parameter[]
  requestBody?: { content: Content }
  responses: Record<string, Answer>
}
export type Document = {
  openapi: string
  servers: { url: string }[]
  paths: Record<string, Record<string, Operation>>
  components: Record<string, Record<string, object>>
}
export type Listed = { name: string; method: string; path: string; operation: Operation }

export async function documentOf(app: TestApp): Promise<Document> {
  return (await app.get('/openapi.json')).json() as Promise<Document>
}

export function operationsOf({ paths }: Document): Listed[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: operation.operationId,
      method: method.toUpperCase(),
      path,
      operation,
    })),
  )
}

/** @returns what is answered when it works: the status, the media type and its content */
export function successOf({ responses }: Operation) {
  const [status = '', answer] = Object.entries(responses)[0] ?? []
  const [type, content] = Object.entries(answer?.content ?? {})[0] ?? []
  return { status: Number(status), type: type ?? null, content: content ?? null }
}

/**
 * What its example may be answered with: besides success, what depends on earlier calls, such as an import that has ended
 * (409), or a schedule to end (404). What then happens is for other tests.
 */
export function expectedOf({ method, operation }: Pick<Listed, 'method' | 'operation'>): number[] {
  const others = method === 'POST' ? ['404', '409'] : []
  const documented = others.filter((status) => status in operation.responses)
  return [successOf(operation).status, ...documented.map(Number)]
}

/** The address of an operation with its examples in place of all parameters that must be there. */
export function addressOf({ path, operation }: Listed): string {
  const search = new URLSearchParams()
  let address = path
  for (const parameter of operation.parameters ?? []) {
    const value = String(parameter.example)
    if (parameter.in === 'path') {
      address = address.replace(`{${parameter.name}}`, encodeURIComponent(value))
    } else if (parameter.required) search.set(parameter.name, value)
  }
  return search.size === 0 ? address : `${address}?${search}`
}

export async function callByExample(app: TestApp, listed: Listed): Promise<Response> {
  const [type, body] = Object.entries(listed.operation.requestBody?.content ?? {})[0] ?? []
  if (listed.method === 'GET') return app.get(addressOf(listed))
  const sent =
    type === 'application/x-www-form-urlencoded'
      ? String(new URLSearchParams(body?.example as Record<string, string>))
      : JSON.stringify(body?.example)
  return app.post(addressOf(listed), type ? sent : '', type ? { 'content-type': type } : {})
}

/** @returns what of a value does not fit a schema of the document; empty when it fits */
export function checkerOf(document: Document) {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats(ajv)
  ajv.addSchema(document, 'document')
  return (schema: object, value: unknown): string[] => {
    const absolute = JSON.parse(
      JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/'),
    )
    const check = ajv.compile(absolute)
    return check(value)
      ? []
      : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
  }
}
