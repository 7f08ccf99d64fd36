import { Elysia } from 'elysia'
import type { Deps } from '../deps.ts'
import { access } from '../platform/http/access.ts'
import { operation, pageRoute } from '../platform/http/openapi.ts'
import { readQuery } from '../platform/http/query.ts'
import { json, respond } from '../platform/http/respond.ts'
import { streamed } from '../platform/http/stream.ts'
import { t } from '../platform/language/message.ts'
import { page } from '../platform/ui/page.tsx'
import { TrafficQuery } from './query.ts'
import { reportOf, TrafficReport } from './report.ts'
import { csvOf } from './rows.ts'
import type { TrafficLog } from './traffic-log.ts'
import { TrafficPage } from './views/traffic-page.tsx'

/** The log of the site, for those who may read it. */
export function trafficRoutes(deps: Deps, traffic: Pick<TrafficLog, 'segments'>) {
  return new Elysia({ name: 'traffic' })
    .use(access)
    .get(
      '/traffic',
      async ({ request }) => {
        const query = readQuery(TrafficQuery, request)
        return page(deps, request, {}, async () => ({
          title: t('Traffic'),
          description: t('Requests of this site: over time, by status, address and path'),
          noindex: true,
          body: <TrafficPage report={reportOf(await traffic.segments(), query)} query={query} />,
        }))
      },
      { ...pageRoute({ query: TrafficQuery }), access: 'reader' },
    )
    .get(
      '/api/traffic',
      async ({ request }) => {
        const query = readQuery(TrafficQuery, request)
        return json(request, async () => reportOf(await traffic.segments(), query))
      },
      {
        ...operation({
          name: 'getTraffic',
          summary: 'Requests of this site: over time, by status, address, path and more',
          description:
            'All that is kept (TRAFFIC_RETENTION) without from and to. With READER_TOKEN only for those who have it.',
          tag: 'Operations',
          query: TrafficQuery,
          answer: TrafficReport,
          problems: [401, 403],
        }),
        access: 'reader',
      },
    )
    .get(
      '/api/traffic.csv',
      async ({ request }) => {
        const query = readQuery(TrafficQuery, request)
        const headers = { 'content-disposition': 'attachment; filename="traffic.csv"' }
        return respond(request, { form: 'csv', headers }, async () =>
          streamed(eachOf(csvOf(await traffic.segments(), query))),
        )
      },
      {
        ...operation({
          name: 'downloadTrafficCsv',
          summary: 'The records of a filter, one a line, oldest first within a file',
          tag: 'Operations',
          query: TrafficQuery,
          answer: 'csv',
          example: 'time,method,path,route,status\n2026-11-20T12:00:00.000Z,GET,/cars,/cars,200\n',
          headers: ['Content-Disposition'],
          problems: [401, 403],
        }),
        access: 'reader',
      },
    )
}

async function* eachOf(chunks: Iterable<string>): AsyncGenerator<string> {
  yield* chunks
}
