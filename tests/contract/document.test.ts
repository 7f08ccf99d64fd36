import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { swagger } from '@elysiajs/swagger'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Elysia } from 'elysia'
import { writeDocument } from '../../src/api-docs/document.ts'
import { loadConfig } from '../../src/config.ts'
import { type TestApp, testApp } from '../support/app.ts'
import {
  addressOf,
  callByExample,
  checkerOf,
  type Document,
  documentOf,
  type Listed,
  operationsOf,
  successOf,
} from '../support/operations.ts'

let market: TestApp
let document: Document
let operations: Listed[]
beforeAll(async () => {
  market = await testApp()
  document = await documentOf(market)
  operations = operationsOf(document)
})
afterAll(async () => {
  await market.deps.importer.stop()
  await market.close()
})

/** Clients are generated with these names: one that changes or goes breaks them. Add, never rename. */
const NAMES = [
  ...['addNumbers', 'subtractNumbers', 'multiplyNumbers', 'divideNumbers'],
  ...['calculateAffordability', 'calculateEmi', 'calculateOwnership', 'calculateTransfer'],
  ...['getEmiSchedule', 'downloadEmiScheduleCsv', 'describeEmiScheduleCsv'],
  ...['computeHistogram', 'computeMean', 'computeSummary'],
  ...['getFieldHistogram', 'getFieldMean', 'getFieldSummary'],
  ...['listCars', 'getCar', 'listFacets', 'getEstimate'],
  ...['downloadCarsCsv', 'describeCarsCsv', 'downloadCarsNdjson'],
  ...['downloadCarsArrow', 'downloadCarsParquet'],
  ...[
    'downloadMarketPdf',
    'downloadMarketPng',
    'downloadMarketXlsx',
    'getCarsAtomFeed',
    'getCarsJsonFeed',
  ],
  ...['getMarketChanges', 'getMarketDepreciation', 'getMarketMix', 'getMarketPrices'],
  'getMarketSupply',
  ...['listImports', 'startImport', 'getImport', 'cancelImport'],
  ...['listRejects', 'downloadRejectsCsv', 'submitImportForm', 'submitCancellationForm'],
  'submitProfileForm',
  ...['publishImport', 'answerImport', 'listSnapshots', 'restoreSnapshot'],
  ...['listSchedules', 'addSchedule', 'removeSchedule'],
  ...['submitScheduleForm', 'submitScheduleRemovalForm'],
  ...['sendListings', 'listProfiles', 'getProfile', 'keepProfile'],
  ...['submitPublicationForm', 'submitRestorationForm', 'submitRowForm'],
  ...['getDocument', 'getHealth', 'getLiveness', 'getMetrics', 'getReadiness', 'getService'],
  ...['getLogLevel', 'setLogLevel', 'getTraffic', 'downloadTrafficCsv'],
  ...['listTransactions', 'downloadTransactionsNdjson', 'followTransactions'],
  'getAsyncApiDocument',
  ...['getRobots', 'getSitemap', 'getSitemapPart'],
]

/** Every object in the document, with the way to it. */
function* objectsIn(value: unknown, way = ''): Generator<[string, Record<string, unknown>]> {
  if (value === null || typeof value !== 'object') return
  if (!Array.isArray(value)) yield [way, value as Record<string, unknown>]
  for (const [key, each] of Object.entries(value)) {
    // An example is a value, not a schema.
    if (key !== 'example' && key !== 'examples') yield* objectsIn(each, `${way}/${key}`)
  }
}

/** What forms are sent to, beside the pages. */
const PAGES = /^\/(imports|snapshots|schedules)\b/

describe('the document', () => {
  test('is OpenAPI 3.1 and passes a validator', async () => {
    expect(document.openapi).toStartWith('3.1')
    expect(await new Validator().validate(document)).toEqual({ valid: true })
  })

  test('has the names that clients were generated with', () => {
    expect(operations.map(({ name }) => name).sort()).toEqual([...NAMES].sort())
    for (const { name } of operations) expect(name).toMatch(/^[a-z]+([A-Z][a-z]*)*$/)
  })

  test('holds every route but pages and what is hidden, each with words', () => {
    const described = operations.map(({ method, path }) => `${method} ${path}`)
    const hidden = [
      ...[
        'GET /assets/:file',
        'GET /imports/waiting',
        'GET /imports/:id/stream',
        'GET /about/check',
      ],
      ...['POST /login', 'POST /logout', 'POST /searches', 'POST /searches/removal'],
      ...['POST /searches/return', 'POST /searches/looked/removal'],
      'GET /cars/:id/picture.png',
    ]
    const pages = new Set<string>()
    const routes = new Set<string>()
    for (const { method, path, hooks } of market.app.routes) {
      const { tags } = (hooks?.detail ?? {}) as { tags?: string[] }
      if (tags?.includes('Pages')) pages.add(path)
      else if (!hidden.includes(`${method} ${path}`))
        routes.add(`${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
    }
    expect(described.sort()).toEqual([...routes].sort())
    for (const page of ['/', '/cars', '/cars/:id', '/estimate', '/docs', '/language/:code']) {
      expect([...pages]).toContain(page)
    }
    for (const { operation } of operations) expect(operation.summary.length).toBeGreaterThan(5)
  })

  test('misses no route that the plugin of Elysia would list', async () => {
    const other = new Elysia().use(market.app).use(swagger({ excludeStaticFile: false }))
    const { paths } = (await (
      await other.handle(new Request('http://localhost/swagger/json'))
    ).json()) as Document
    const theirs = Object.keys(paths).filter((path) => !path.startsWith('/swagger'))
    expect(theirs.length).toBeGreaterThan(30)
    expect(theirs.filter((path) => !Object.hasOwn(document.paths, path))).toEqual([])
  })

  test('no two operations, and no two schemas, share a name', () => {
    const config = loadConfig({ DATABASE_URL: 'sqlite::memory:' })
    const route = (path: string, name: string, schema: object) => ({
      method: 'GET',
      path,
      hooks: {
        detail: {
          described: { operation: { operationId: name, responses: {} }, named: { X: schema } },
        },
      },
    })
    const write = (...routes: ReturnType<typeof route>[]) => writeDocument(config, routes)
    const one = route('/a', 'getA', { type: 'string' })
    expect(() => write(one, route('/b', 'getA', { type: 'string' }))).toThrow('getA')
    expect(() => write(one, route('/b', 'getB', { type: 'number' }))).toThrow('X')
    expect(
      Object.keys(write(one, route('/b', 'getB', { type: 'string' })).paths ?? {}),
    ).toHaveLength(2)
  })
})

describe('each operation', () => {
  test('describes each parameter, with an example that fits it', () => {
    const problemsOf = checkerOf(document)
    let seen = 0
    for (const { name, operation } of operations) {
      for (const { name: parameter, description = '', example, schema } of operation.parameters ??
        []) {
        const wrong = [
          ...(description.length < 3 ? ['has no description'] : []),
          ...(example === undefined ? ['has no example'] : problemsOf(schema, example)),
        ]
        expect([name, parameter, wrong]).toEqual([name, parameter, []])
        seen += 1
      }
    }
    expect(seen).toBeGreaterThan(200)
  })

  test('has one answer of one media type, with an example that fits it', () => {
    const problemsOf = checkerOf(document)
    for (const { name, operation } of operations) {
      const { status, type, content } = successOf(operation)
      expect([name, Object.keys(operation.responses).filter((code) => /^2/.test(code))]).toEqual([
        name,
        status < 300 ? [String(status)] : [],
      ])
      const [answer] = Object.values(operation.responses)
      const types = Object.keys(answer?.content ?? {})
      expect([name, types.length]).toEqual([name, status === 303 ? 0 : 1])
      if (content === null || /pdf|png|sheet|arrow|parquet/.test(type ?? '')) continue
      expect([name, content.example === undefined]).toEqual([name, false])
      expect([name, problemsOf(content.schema, content.example)]).toEqual([name, []])
    }
  })

  test('says what a body looks like', () => {
    const problemsOf = checkerOf(document)
    const bodies = operations.flatMap(({ name, operation }) =>
      Object.entries(operation.requestBody?.content ?? {}).map(([type, content]) => ({
        name,
        type,
        content,
      })),
    )
    expect(bodies.map(({ name, type }) => `${name} ${type}`).sort()).toEqual([
      'addSchedule application/json',
      'answerImport application/json',
      'computeHistogram application/json',
      'computeMean application/json',
      'computeSummary application/json',
      'keepProfile application/json',
      'sendListings application/x-ndjson',
      'setLogLevel application/json',
      'startImport application/json',
      'submitImportForm application/x-www-form-urlencoded',
      'submitProfileForm application/x-www-form-urlencoded',
      'submitRowForm application/x-www-form-urlencoded',
      'submitScheduleForm application/x-www-form-urlencoded',
    ])
    for (const { name, content } of bodies)
      expect([name, problemsOf(content.schema, content.example)]).toEqual([name, []])
  })

  test('knows its errors: 400, 429 and any other, 413 with a body, 401 and 403 where it changes something', () => {
    for (const { name, method, operation } of operations) {
      const codes = Object.keys(operation.responses)
      const writes = operation.security !== undefined
      const needed = [
        ...['400', '429', 'default'],
        ...(operation.requestBody ? ['413'] : []),
        ...(writes ? ['401', '403'] : []),
      ]
      expect([name, needed.filter((code) => !codes.includes(code))]).toEqual([name, []])
      if (method === 'POST' && !name.startsWith('compute'))
        expect([name, writes]).toEqual([name, true])
    }
    const problems = Object.entries(document.components.responses ?? {})
    expect(problems.length).toBeGreaterThan(8)
    for (const [name, response] of problems.filter(([name]) => name !== 'TooLong')) {
      expect([name, Object.keys((response as { content: object }).content)]).toEqual([
        name,
        ['application/problem+json'],
      ])
    }
  })

  test('answers its own example as it says', async () => {
    const problemsOf = checkerOf(document)
    // Only a running import can be cancelled and only one that is held decided on, no schedule or profile has the id of an
    // example, and what is sent while an import runs is refused; the forms are answered as the operations beside them.
    const apart = [
      ...['cancelImport', 'publishImport', 'answerImport', 'restoreSnapshot'],
      ...['sendListings', 'getProfile', 'removeSchedule'],
      ...['submitPublicationForm', 'submitRestorationForm', 'submitRowForm'],
      ...['submitScheduleForm', 'submitScheduleRemovalForm'],
      'submitCancellationForm',
      'submitImportForm',
      'submitProfileForm',
    ]
    for (const listed of operations.filter(({ name }) => !apart.includes(name))) {
      const { status, type, content } = successOf(listed.operation)
      const answer = await callByExample(market, listed)
      const sent = answer.headers.get('content-type')?.split(';')[0] ?? null
      expect([listed.name, answer.status, sent]).toEqual([listed.name, status, type])
      const [first] = Object.values(listed.operation.responses)
      for (const header of Object.keys(first?.headers ?? {}))
        expect([listed.name, header, answer.headers.has(header)]).toEqual([
          listed.name,
          header,
          true,
        ])
      if (content && /[/+]json$/.test(type ?? ''))
        expect([listed.name, problemsOf(content.schema, await answer.json())]).toEqual([
          listed.name,
          [],
        ])
      else await answer.body?.cancel()
    }
  })

  test('refuses another method as it refuses all else: as a problem, with what it takes', async () => {
    for (const listed of operations.filter(({ path }) => !PAGES.test(path))) {
      const request = new Request(`http://localhost${addressOf(listed)}`, {
        method: 'DELETE',
        headers: { host: 'localhost' },
      })
      const answer = await market.app.handle(request)
      const type = answer.headers.get('content-type')?.split(';')[0]
      expect([listed.name, answer.status, type]).toEqual([
        listed.name,
        405,
        'application/problem+json',
      ])
      expect([listed.name, answer.headers.get('allow')]).toEqual([
        listed.name,
        expect.stringContaining(listed.method),
      ])
    }
  })

  test('says 304 exactly where it has an ETag', async () => {
    let cached = 0
    for (const listed of operations.filter(({ method }) => method === 'GET')) {
      const first = await market.get(addressOf(listed))
      const etag = first.headers.get('etag')
      const says = Object.hasOwn(listed.operation.responses, '304')
      expect([listed.name, says]).toEqual([listed.name, etag !== null])
      await first.body?.cancel()
      if (etag === null) continue
      cached += 1
      const again = await market.get(addressOf(listed), { 'if-none-match': etag })
      expect([listed.name, again.status]).toEqual([listed.name, 304])
    }
    expect(cached).toBeGreaterThan(10)
  })
})

describe('schemas', () => {
  test('null is a type: nothing is nullable, and no enum hides it', () => {
    let nulls = 0
    for (const [way, object] of objectsIn(document)) {
      expect([way, 'nullable' in object]).toEqual([way, false])
      if (object.type === 'null') nulls += 1
    }
    expect(nulls).toBeGreaterThan(10)
  })

  test('answers are open to new fields, requests are strict', () => {
    const requests = new Set(['Values', 'LogLevelChange'])
    for (const [name, schema] of Object.entries(document.components.schemas ?? {})) {
      for (const [way, object] of objectsIn(schema)) {
        const closed = object.additionalProperties === false
        expect([name, way, closed]).toEqual([name, way, requests.has(name) && way === ''])
      }
    }
    for (const { name, operation } of operations) {
      for (const { schema } of Object.values(operation.requestBody?.content ?? {})) {
        const [, id] = String(schema.$ref ?? '').match(/schemas\/(\w+)$/) ?? []
        const whole = id ? document.components.schemas?.[id] : schema
        // A listing may say more of its car than is known here, as a file may.
        if (name === 'sendListings') continue
        expect([name, whole]).toEqual([
          name,
          expect.objectContaining({ additionalProperties: false }),
        ])
      }
      const own = Object.values(operation.responses).flatMap((answer) => [...objectsIn(answer)])
      expect(own.filter(([, object]) => object.additionalProperties === false)).toEqual([])
    }
  })

  test('the bounds that the server enforces are in it, and hold', async () => {
    const get = operations.find(({ name }) => name === 'getEstimate')
    const year = new Date().getUTCFullYear() + 1
    for (const [name, minimum, maximum] of [
      ['year', 1980, year],
      ['km', 0, 2_000_000],
      ['owners', 1, 20],
    ] as const) {
      const parameter = get?.operation.parameters?.find((each) => each.name === name)
      expect(parameter?.schema).toMatchObject({ type: 'integer', minimum, maximum })
      for (const [value, status] of [
        [minimum, 200],
        [maximum, 200],
        [minimum - 1, 422],
        [maximum + 1, 422],
      ] as const) {
        const car = { brand: 'Honda', base_model: 'City', year: '2019', km: '40000' }
        const search = new URLSearchParams({ ...car, [name]: String(value) })
        const answer = await market.get(`/api/estimate?${search}`)
        expect([name, value, answer.status]).toEqual([name, value, status])
      }
    }
  })

  test('files are binary, a feed is a feed', () => {
    const contentOf = (name: string) => {
      const found = operations.find((each) => each.name === name)
      return found ? successOf(found.operation) : null
    }
    expect(contentOf('downloadMarketPdf')).toMatchObject({
      type: 'application/pdf',
      content: { schema: { type: 'string', format: 'binary' } },
    })
    expect(contentOf('downloadMarketXlsx')?.content?.schema).toMatchObject({ format: 'binary' })
    expect(contentOf('getCarsJsonFeed')).toMatchObject({
      type: 'application/feed+json',
      content: { schema: { $ref: '#/components/schemas/JsonFeed' } },
    })
  })

  test('says where the market is, and how to change it', async () => {
    expect(document.servers).toEqual([expect.objectContaining({ url: '/' })])
    expect(document.components.securitySchemes).toMatchObject({
      bearer: { type: 'http', scheme: 'bearer' },
    })
    const elsewhere = await testApp({ PUBLIC_URL: 'https://cars.example' }, { empty: true })
    expect((await documentOf(elsewhere)).servers[0]?.url).toBe('https://cars.example')
    await elsewhere.close()
  })
})
