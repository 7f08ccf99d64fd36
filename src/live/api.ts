import { Elysia } from 'elysia'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { operation } from '../platform/http/openapi.ts'
import { readQuery } from '../platform/http/query.ts'
import { json, respond } from '../platform/http/respond.ts'
import { streamed } from '../platform/http/stream.ts'
import { ndjsonFile } from '../platform/ndjson.ts'
import { EXAMPLE, writeAsyncApi } from './asyncapi.ts'
import { conditionOf, Filter, type Listed, ListQuery, TransactionList } from './query.ts'
import { readAll, readPage } from './read-transactions.ts'

const AsyncApi = z
  .looseObject({ asyncapi: z.string().meta({ description: 'Version of AsyncAPI' }) })
  .meta({ id: 'AsyncApi', description: 'An AsyncAPI document' })

/** The live market for programs. */
export function liveApi(deps: Deps) {
  const tag = { version: 'asyncapi', build: deps.site.build }
  return new Elysia({ name: 'live-api' })
    .get(
      '/api/transactions',
      async ({ request }) => {
        const { format, limit, ...query } = readQuery(ListQuery, request)
        if (format === 'ndjson') return file(deps, request, query)
        const size = limit === ListQuery.parse({}).limit ? {} : { limit: String(limit) }
        const { items, total, ...ways } = await readPage(deps, query, limit, size)
        const link = (search: string | null) =>
          search === null ? null : `/api/transactions${search}`
        const links = { self: link(ways.self), next: link(ways.next), prev: link(ways.prev) }
        return json(request, { items, total, links })
      },
      operation({
        name: 'listTransactions',
        summary: 'What happened on the live market, newest first, page by page',
        description:
          'Transactions never change a listing: /api/cars knows only the snapshot. Those that are made up say so (`simulated`).',
        tag: 'Market',
        query: ListQuery,
        answer: TransactionList,
      }),
    )
    .get(
      '/api/transactions.ndjson',
      async ({ request }) => file(deps, request, readQuery(Filter, request)),
      operation({
        name: 'downloadTransactionsNdjson',
        summary: 'All transactions of a filter, newest first, one JSON object a line',
        tag: 'Market',
        query: Filter,
        answer: 'ndjson',
        example: `${JSON.stringify(exampleRow())}\n`,
        headers: ['X-Total-Count', 'Content-Disposition'],
      }),
    )
    .get(
      '/asyncapi.json',
      async ({ request }) =>
        respond(request, { form: 'json', tag }, () => JSON.stringify(writeAsyncApi(deps.config))),
      operation({
        name: 'getAsyncApiDocument',
        summary: 'The AsyncAPI document of the live market: its topics and messages',
        tag: 'Operations',
        answer: AsyncApi,
        cached: true,
      }),
    )
}

async function file(deps: Deps, request: Request, filter: Filter): Promise<Response> {
  const headers = { 'content-disposition': 'attachment; filename="transactions.ndjson"' }
  return respond(request, { form: 'ndjson', headers }, async () => {
    const total = await deps.transactions.count(conditionOf(filter))
    const lines = ndjsonFile(readAll(deps, filter))
    return { body: streamed(lines), headers: { 'x-total-count': String(total) } }
  })
}

function exampleRow(): Listed {
  const { version: _, ...rest } = EXAMPLE
  return { ...rest, received_at: '2025-11-20T11:06:40.012Z', note: null }
}
