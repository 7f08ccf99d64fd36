import { Elysia } from 'elysia'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { CarFilter } from '../listing/query.ts'
import { operation } from '../platform/http/openapi.ts'
import { readQuery } from '../platform/http/query.ts'
import { respond } from '../platform/http/respond.ts'
import { tagOf } from '../platform/ui/page.tsx'
import { currentSnapshot } from '../snapshots/list.ts'
import { type MarketReader, MEASURED_FIELDS } from '../snapshots/read.ts'
import { binsOfMarket, type Chosen, meanOfMarket, summaryOfMarket } from './market.ts'
import { Histogram, Mean, Summary } from './shapes.ts'
import { valueRoutes } from './value-routes.ts'

const FieldQuery = CarFilter.safeExtend({
  field: z.enum(MEASURED_FIELDS).meta({
    description: 'What is measured (needed); cars without it are not counted',
    example: 'price',
  }),
})

/** Statistics of numbers that are sent, and of the market. */
export function statisticsRoutes(deps: Deps) {
  return new Elysia({ name: 'statistics' }).use(valueRoutes()).use(marketRoutes(deps))
}

function marketRoutes(deps: Deps) {
  return new Elysia({ name: 'statistics-of-the-market' })
    .get(
      '/api/statistics/mean',
      async ({ request }) => answer(deps, request, meanOfMarket),
      operation({
        name: 'getFieldMean',
        summary: 'Mean of a field over the cars of a filter',
        tag: 'Statistics',
        query: FieldQuery,
        answer: Mean,
        cached: true,
        headers: ['X-Snapshot'],
        problems: [503],
      }),
    )
    .get(
      '/api/statistics/summary',
      async ({ request }) => answer(deps, request, summaryOfMarket),
      operation({
        name: 'getFieldSummary',
        summary: 'Mean, spread and quantiles of a field over the cars of a filter',
        tag: 'Statistics',
        query: FieldQuery,
        answer: Summary,
        cached: true,
        headers: ['X-Snapshot'],
        problems: [503],
      }),
    )
    .get(
      '/api/statistics/histogram',
      async ({ request }) =>
        answer(deps, request, async (cars, chosen) => ({ bins: await binsOfMarket(cars, chosen) })),
      operation({
        name: 'getFieldHistogram',
        summary: 'Histogram of a field over the cars of a filter',
        tag: 'Statistics',
        query: FieldQuery,
        answer: Histogram,
        cached: true,
        headers: ['X-Snapshot'],
        problems: [503],
      }),
    )
}

/** Nothing is asked of the database where the reader holds the answer already. */
async function answer(
  deps: Deps,
  request: Request,
  measure: (cars: MarketReader, chosen: Chosen) => Promise<object>,
): Promise<Response> {
  const { field, ...filter } = readQuery(FieldQuery, request)
  const snapshot = await currentSnapshot(deps.cars)
  const about = {
    form: 'json' as const,
    tag: tagOf(deps, snapshot),
    headers: { 'x-snapshot': String(snapshot.version) },
  }
  return respond(request, about, async () =>
    JSON.stringify(await measure(deps.cars, { snapshot, filter, field })),
  )
}
