import { Elysia } from 'elysia'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { operation, pageRoute } from '../platform/http/openapi.ts'
import { readQuery } from '../platform/http/query.ts'
import { respond } from '../platform/http/respond.ts'
import { type Bytes, streamed } from '../platform/http/stream.ts'
import { t } from '../platform/language/message.ts'
import { forReader, type Reader, readerOf } from '../platform/language/reader.ts'
import { Feed } from '../platform/streams/feed.ts'
import { FLOWING, pageStream, sseMessage } from '../platform/streams/page-stream.ts'
import { page } from '../platform/ui/page.tsx'
import { liveApi } from './api.ts'
import { Filter, LiveQuery, MarksQuery, searchOf } from './query.ts'
import { readLive } from './read-live.ts'
import { readMarks } from './read-marks.ts'
import { listed } from './read-transactions.ts'
import { transactionStream } from './streams.ts'
import { LivePage, LivePanel } from './views/live-page.tsx'
import { Marks } from './views/marks.tsx'

/**
 * The live market, for people and programs.
 * @param isEnding whether open streams should end
 * @param watch is given how many follow it
 */
export function liveRoutes(
  deps: Deps,
  isEnding: () => boolean,
  watch: (followers: () => number) => void,
) {
  const feed = new Feed(deps.transactions, isEnding)
  watch(() => feed.followers)
  const panels = sharedPanels(deps)
  const write = (items: Parameters<typeof listed>[1]) => listed(deps, items)
  const held = (request: Request) => request.headers.get('last-event-id')
  return new Elysia({ name: 'live' })
    .use(liveApi(deps))
    .get(
      '/live',
      async ({ request }) => {
        const { cursor, paused, ...filter } = readQuery(LiveQuery, request)
        return page(deps, request, {}, async () => {
          const live = await readLive(deps, { ...filter, cursor })
          const still = { paused: paused !== undefined, older: live.prev !== null }
          return {
            title: t('The live market'),
            description: t('Reservations, sales and changes of price as they happen'),
            streams: true,
            noindex: searchOf(filter, { cursor, paused }) !== '',
            body: <LivePage live={live} filter={filter} {...still} />,
          }
        })
      },
      pageRoute({ query: LiveQuery }),
    )
    .get(
      '/live/stream',
      async ({ request }) => {
        const filter = readQuery(Filter, request)
        const reader = readerOf(request, deps.site.market)
        const headers = { ...FLOWING, 'content-language': reader.language }
        // A stream is open for long: what it goes on with must not hold the request.
        const panel = panels(reader, filter)
        return respond(request, { form: 'sse', headers }, () =>
          streamed(pageStream(feed, held(request), panel)),
        )
      },
      pageRoute({ query: Filter }),
    )
    .get(
      '/live/marks',
      async ({ request }) => {
        const { id: ids, look } = readQuery(MarksQuery, request)
        const { marks, cookie } = await readMarks(deps, request, ids, look)
        const headers = cookie === null ? {} : { 'set-cookie': cookie }
        return respond(request, { form: 'html', headers }, () =>
          forReader(readerOf(request, deps.site.market), () => String(<Marks marks={marks} />)),
        )
      },
      pageRoute({ query: MarksQuery }),
    )
    .get(
      '/api/transactions/stream',
      async ({ request }) => {
        const from = readQuery(z.strictObject({}), request) && held(request)
        return respond(request, { form: 'sse', headers: FLOWING }, () =>
          streamed(transactionStream(feed, deps.transactions, from, write)),
        )
      },
      operation({
        name: 'followTransactions',
        summary: 'Every transaction as it is applied: server-sent events, one JSON object each',
        description:
          'A stream that broke off goes on where it was with Last-Event-ID; what was on its way may then come again, under the same id. A comment every ten seconds says that it is alive.',
        tag: 'Market',
        answer: 'sse',
        example: 'id: 41\ndata: {"kind":"sale","car_id":"2016-honda-brio-1ya1boasjdw"}\n\n',
      }),
    )
}

/** A panel is written once for all who see the same: one language, one filter, one moment. */
function sharedPanels(deps: Deps) {
  const made = new Map<string, Promise<Bytes>>()
  let current = ''
  return (reader: Reader, filter: Filter) =>
    (version: string): Promise<Bytes> => {
      if (version !== current) made.clear()
      current = version
      const key = `${reader.language} ${searchOf(filter)}`
      const known = made.get(key)
      if (known) return known
      const panel = forReader(reader, async () => {
        const live = await readLive(deps, filter)
        return sseMessage(String(<LivePanel live={live} filter={filter} />), version)
      })
      made.set(key, panel)
      panel.catch(() => made.delete(key))
      return panel
    }
}
