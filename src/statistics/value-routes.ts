import { Elysia } from 'elysia'
import { z } from 'zod'
import { access } from '../platform/http/access.ts'
import { operation } from '../platform/http/openapi.ts'
import { readQuery } from '../platform/http/query.ts'
import { json } from '../platform/http/respond.ts'
import { readNumbers } from './read-numbers.ts'
import { Histogram, Mean, Summary, Values } from './shapes.ts'
import { binsOf, Sum, summarize } from './summary.ts'

const Nothing = z.strictObject({})
const about = {
  tag: 'Statistics' as const,
  body: Values,
  problems: [422],
  description:
    'An empty list is no mistake: its count is 0, and what cannot be said of it is null.',
}

/** Statistics of numbers that are sent. They need no store. */
export function valueRoutes() {
  return new Elysia({ name: 'statistics-of-values' })
    .use(access)
    .post(
      '/api/statistics/mean',
      async ({ request }) => {
        readQuery(Nothing, request)
        const sum = new Sum()
        for (const value of await readNumbers(request)) sum.add(value)
        return json(request, { count: sum.count, mean: sum.mean })
      },
      {
        ...operation({
          name: 'computeMean',
          summary: 'Mean of the numbers sent',
          answer: Mean,
          ...about,
        }),
        access: 'anyone',
        parse: 'none',
      },
    )
    .post(
      '/api/statistics/summary',
      async ({ request }) => json(request, summarize(await sortedFrom(request))),
      {
        ...operation({
          name: 'computeSummary',
          summary: 'Mean, spread and quantiles of the numbers sent',
          answer: Summary,
          ...about,
        }),
        access: 'anyone',
        parse: 'none',
      },
    )
    .post(
      '/api/statistics/histogram',
      async ({ request }) => json(request, { bins: binsOf(await sortedFrom(request)) }),
      {
        ...operation({
          name: 'computeHistogram',
          summary: 'Histogram of the numbers sent',
          answer: Histogram,
          ...about,
        }),
        access: 'anyone',
        parse: 'none',
      },
    )
}

async function sortedFrom(request: Request): Promise<Float64Array> {
  readQuery(Nothing, request)
  return Float64Array.from(await readNumbers(request)).sort()
}
