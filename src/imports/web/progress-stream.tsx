import { Elysia } from 'elysia'
import { access, mayWrite } from '../../platform/http/access.ts'
import { hiddenRoute } from '../../platform/http/openapi.ts'
import { respond } from '../../platform/http/respond.ts'
import { type Bytes, streamed } from '../../platform/http/stream.ts'
import { forReader, readerOf } from '../../platform/language/reader.ts'
import { Feed, type Source } from '../../platform/streams/feed.ts'
import { FLOWING, pageStream, sseMessage } from '../../platform/streams/page-stream.ts'
import type { Import } from '../../snapshots/import.ts'
import { find, type ImportDeps } from '../actions.ts'
import { ENDED, ImportPanel } from '../views/import-page.tsx'
import { isUnfinished, pageTitle } from '../views/words.ts'
import { readImportPage } from './read-import-page.ts'

/** The page of an import while it runs: sent anew whenever its record changes, and for the last time when it is over. */
export function importStream(deps: ImportDeps, isEnding: () => boolean) {
  const feeds = new Map<number, Feed<Import>>()
  return new Elysia({ name: 'import-stream' }).use(access).get(
    '/imports/:id/stream',
    async ({ request, params }) => {
      const { id } = await find(deps, params.id)
      const reader = readerOf(request, deps.site.market)
      const may = await mayWrite(request)
      let over = false
      const render = async (version: string): Promise<Bytes> => {
        const run = await find(deps, String(id))
        const props = await readImportPage(deps, run, may)
        over = !isUnfinished(run)
        return forReader(reader, () =>
          sseMessage(
            String(
              <>
                <title safe>{`${pageTitle(run)} · ${deps.site.title}`}</title>
                <ImportPanel {...props} />
              </>,
            ),
            version,
          ),
        )
      }
      const headers = { ...FLOWING, 'content-language': reader.language }
      return respond(request, { form: 'sse', headers }, () =>
        streamed(untilEnded(feedOf(deps, feeds, id, isEnding), render, () => over)),
      )
    },
    hiddenRoute(),
  )
}

/** One look into the store for all who follow an import. */
function feedOf(
  deps: ImportDeps,
  feeds: Map<number, Feed<Import>>,
  id: number,
  isEnding: () => boolean,
): Feed<Import> {
  for (const [other, { followers }] of feeds) if (followers === 0) feeds.delete(other)
  const feed = feeds.get(id) ?? new Feed(recordsOf(deps, id), isEnding)
  feeds.set(id, feed)
  return feed
}

const recordsOf = ({ imports }: ImportDeps, id: number): Source<Import> => ({
  async since(mark) {
    const run = await imports.find(id)
    const now = JSON.stringify(run)
    return { mark: now, items: run === null || mark === null || now === mark ? [] : [run] }
  },
})

/** Whoever comes back is sent the page at once: what he held may be of another process. */
async function* untilEnded(
  feed: Feed<Import>,
  render: (version: string) => Promise<Bytes>,
  isOver: () => boolean,
): AsyncGenerator<string | Bytes> {
  yield* pageStream(feed, null, render, isOver)
  if (isOver()) yield `event: ${ENDED}\ndata:\n\n`
}
