import { Elysia } from 'elysia'
import type { Deps } from '../deps.ts'
import { CarFilter } from '../listing/query.ts'
import { operation } from '../platform/http/openapi.ts'
import { readQuery } from '../platform/http/query.ts'
import { respond } from '../platform/http/respond.ts'
import { forReader, readerOf } from '../platform/language/reader.ts'
import { originOf, tagOf } from '../platform/ui/page.tsx'
import { currentSnapshot, refuseDeals } from '../snapshots/list.ts'
import { meant } from '../snapshots/search/understand.ts'
import { atom } from './atom.ts'
import { feedOf } from './entry.ts'
import { MOST_ENTRIES, readFeed } from './events.ts'
import { JsonFeed, jsonFeed } from './json-feed.ts'

type Described = Parameters<typeof operation>[0]

const FORMS = {
  atom: { path: '/feeds/cars.atom', write: atom },
  feed: { path: '/feeds/cars.json', write: jsonFeed },
}

/** A saved search is an address: whoever follows its feed hears of new and cheaper cars. */
export function feedRoutes(deps: Deps) {
  const described = (
    format: string,
    given: Pick<Described, 'name' | 'answer' | 'form' | 'example'>,
  ) =>
    operation({
      ...given,
      summary: `New and cheaper cars of a filter, as ${format}`,
      description: `The newest ${MOST_ENTRIES}, of the snapshots that are kept; before a second snapshot the cars that are listed.`,
      tag: 'Market',
      query: CarFilter,
      cached: true,
      problems: [503],
    })
  return new Elysia({ name: 'feeds' })
    .get(
      '/feeds/cars.atom',
      async ({ request }) => answer(deps, request, 'atom'),
      described('Atom', {
        name: 'getCarsAtomFeed',
        answer: 'atom',
        example: '<feed xmlns="http://www.w3.org/2005/Atom"><title>Used cars</title></feed>',
      }),
    )
    .get(
      '/feeds/cars.json',
      async ({ request }) => answer(deps, request, 'feed'),
      described('JSON Feed 1.1', { name: 'getCarsJsonFeed', answer: JsonFeed, form: 'feed' }),
    )
}

async function answer(deps: Deps, request: Request, form: keyof typeof FORMS): Promise<Response> {
  const filter = readQuery(CarFilter, request)
  const snapshot = await currentSnapshot(deps.cars)
  refuseDeals(filter, snapshot)
  const reader = readerOf(request, deps.site.market)
  const { language } = reader
  const tag = { ...tagOf(deps, snapshot), language }
  return respond(request, { form, tag, headers: { 'content-language': language } }, async () => {
    const { filter: found } = await meant(deps, snapshot, filter)
    const content = await readFeed(deps.cars, snapshot, found)
    return forReader(reader, () => {
      const author = deps.config.app.title
      const origin = originOf(deps, request)
      const feed = feedOf(content, author, origin, deps.pack.stateNames)
      const { path, write } = FORMS[form]
      return write(feed, { self: `${origin}${path}${feed.search}`, author, language })
    })
  })
}
