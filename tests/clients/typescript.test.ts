import { afterAll, beforeAll, expect, test } from 'bun:test'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import createClient from 'openapi-fetch'
import openapiTS, { astToString } from 'openapi-typescript'
import ts from 'typescript'
import { ended, type TestApp, testApp } from '../support/app.ts'
import {
  type Document,
  documentOf,
  expectedOf,
  type Listed,
  operationsOf,
  successOf,
} from '../support/operations.ts'
import { ROOT } from '../support/server.ts'

/*
 * A client as a user makes one: types generated from the document (which is read a second time on the way, by
 * Redocly's validator), calls of every operation that are checked strictly, and then made.
 */

/** Inside the project, so that what the client imports is found; never kept. */
const FOLDER = join(ROOT, 'node_modules/.cache/forecourt-client')

let market: TestApp
let document: Document
let operations: Listed[]
let types: string
beforeAll(async () => {
  market = await testApp()
  document = await documentOf(market)
  operations = operationsOf(document)
  types = astToString(await openapiTS(JSON.parse(JSON.stringify(document))))
  await mkdir(FOLDER, { recursive: true })
  await Bun.write(join(FOLDER, 'schema.d.ts'), types)
}, 60_000)
afterAll(async () => {
  await market.deps.importer.stop()
  await market.close()
})

/** How the answer of a media type is taken. */
function parseAs(type: string | null): 'json' | 'text' | 'blob' | 'stream' {
  if (type === null) return 'stream'
  if (/[/+]json$/.test(type)) return 'json'
  return /pdf|sheet|apache/.test(type) ? 'blob' : 'text'
}

/** What the answer's value is to the compiler. */
const SAID = { json: 'object', text: 'string', blob: 'Blob', stream: 'unknown' } as const

/** The call of an operation with all its parameters, as a user would write it. */
function callOf({ name, method, path: address, operation }: Listed): string {
  const given = (place: 'query' | 'path') =>
    Object.fromEntries(
      (operation.parameters ?? [])
        .filter((parameter) => parameter.in === place)
        .map((parameter) => [parameter.name, parameter.example]),
    )
  const [query, path] = [given('query'), given('path')]
  const [sent, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? []
  const { type } = successOf(operation)
  const as = parseAs(type)
  const pages = name.startsWith('submit')
  const init = {
    ...(Object.keys({ ...query, ...path }).length > 0 && {
      params: {
        ...(Object.keys(query).length > 0 && { query }),
        ...(Object.keys(path).length > 0 && { path }),
      },
    }),
    ...(body && { body: body.example, headers: { 'content-type': sent } }),
    ...(as !== 'json' && { parseAs: as }),
  }
  return `
export async function ${name}(client: Client) {
  const { data, error, response } = await client.${method}(${JSON.stringify(address)}, ${JSON.stringify(init)})
  const value: ${SAID[as]} | undefined = data
  const problem: components['schemas']['Problem'] | ${pages ? 'string' : 'undefined'} | undefined = error
  return { value, problem, status: response.status }
}`
}

const clientOf = (calls: string[]) => `
import type { Client as Typed } from 'openapi-fetch'
import type { components, paths } from './schema.d.ts'
type Client = Typed<paths>
${calls.join('\n')}
`

/** What the types let pass and what they refuse: a line that would compile is a complaint of its own. */
const STRICT = `
import type { Client as Typed } from 'openapi-fetch'
import type { paths } from './schema.d.ts'
export async function use(client: Typed<paths>) {
  const { data } = await client.GET('/api/cars', { params: { query: { limit: 5, fuel: ['cng'] } } })
  const car = data?.items[0]
  const id: string | undefined = car?.id
  const rate: number | null | undefined = car?.loan?.rate
  // @ts-expect-error a limit is a number
  await client.GET('/api/cars', { params: { query: { limit: 'five' } } })
  // @ts-expect-error there is no such filter
  await client.GET('/api/cars', { params: { query: { colour: 'red' } } })
  // @ts-expect-error there is no such fuel
  await client.GET('/api/cars', { params: { query: { fuel: ['wood'] } } })
  // @ts-expect-error an estimate needs a model, a year and a distance
  await client.GET('/api/estimate', { params: { query: { brand: 'Honda' } } })
  // @ts-expect-error there is no such deal
  const superb = car?.deal === 'superb'
  // @ts-expect-error it may be null
  const emi: number = car?.emi ?? null
  // @ts-expect-error an import needs a source
  await client.POST('/api/imports', { body: {} })
  return { id, rate, superb, emi }
}`

/** @returns what the strict compiler says of files beside the generated types */
async function complaintsOf(files: Record<string, string>): Promise<string[]> {
  for (const [name, text] of Object.entries(files)) await Bun.write(join(FOLDER, name), text)
  const program = ts.createProgram(
    Object.keys(files).map((name) => join(FOLDER, name)),
    {
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: true,
      noEmit: true,
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      allowImportingTsExtensions: true,
      lib: ['lib.esnext.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
      types: [],
    },
  )
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0
    return `${file?.fileName.split('/').at(-1)}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
  })
}

test('a strict call of every operation compiles, and a wrong one does not', async () => {
  const files = { 'calls.ts': clientOf(operations.map(callOf)), 'strict.ts': STRICT }
  expect(await complaintsOf(files)).toEqual([])
}, 120_000)

test('every operation answers the client as its types say', async () => {
  const path = join(FOLDER, 'calls.ts')
  await Bun.write(path, clientOf(operations.map(callOf)))
  const calls = (await import(path)) as Record<
    string,
    (client: unknown) => Promise<{ value: unknown; problem: unknown; status: number }>
  >
  const client = createClient({
    baseUrl: 'http://localhost',
    fetch: async (request: Request) => ended(await market.app.handle(request)),
    headers: { host: 'localhost' },
  })
  const first = (name: string) => (name === 'startImport' ? 0 : 1)
  for (const listed of operations.toSorted((a, b) => first(a.name) - first(b.name))) {
    const { name } = listed
    const answer = await calls[name]?.(client)
    const expected = expectedOf(listed)
    expect([name, answer?.status, expected.includes(answer?.status ?? 0)]).toEqual([
      name,
      answer?.status,
      true,
    ])
    if (answer?.status === 200) expect([name, typeof answer.value]).not.toEqual([name, 'undefined'])
  }
}, 120_000)
