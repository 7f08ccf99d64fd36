import { Elysia } from 'elysia'
import type { Deps } from '../deps.ts'
import { filterWords } from '../listing/filter-words.ts'
import { CarFilter, toSearch } from '../listing/query.ts'
import { access } from '../platform/http/access.ts'
import { refusal } from '../platform/http/errors.ts'
import { hiddenRoute, pageRoute } from '../platform/http/openapi.ts'
import { readQuery } from '../platform/http/query.ts'
import { redirect } from '../platform/http/respond.ts'
import { message, t } from '../platform/language/message.ts'
import { originOf, page } from '../platform/ui/page.tsx'
import { currentSnapshot } from '../snapshots/list.ts'
import { forgetCookie } from '../snapshots/looked.ts'
import { readForm } from './form.ts'
import { type Kept, LONGEST_NAME, MOST_SEARCHES, searchesCookie, searchesOf } from './kept.ts'
import { readLooked } from './looked-cars.ts'
import { readNews } from './news.ts'
import { NamedSearch } from './query.ts'
import { SearchesPage } from './views/searches-page.tsx'

const ownForm = { ...hiddenRoute(), access: 'anyone', ownForm: true, parse: 'none' } as const

/** Searches under a name, and the cars that were looked at: kept by the browser, shown to nobody else. */
export function searchRoutes(deps: Deps) {
  return new Elysia({ name: 'searches' })
    .use(access)
    .get(
      '/searches',
      async ({ request }) => searchesPage(deps, request, readQuery(CarFilter, request)),
      pageRoute({ query: CarFilter }),
    )
    .get(
      '/searches/open',
      async ({ request }) => {
        const { name } = readQuery(NamedSearch, request)
        const kept = searchesOf(request)
        const wanted = kept.searches.find((search) => search.name === name)
        if (!wanted) return redirect('/searches')
        const { version } = await currentSnapshot(deps.cars)
        const seen = kept.searches.map((each) =>
          each === wanted ? { ...each, seen: version } : each,
        )
        return keep(request, { searches: seen, removed: null }, `/cars${toSearch(wanted.filter)}`)
      },
      pageRoute({ query: NamedSearch }),
    )
    .post(
      '/searches',
      async ({ request }) => {
        const { name, filter } = await readForm(request)
        const { version } = await currentSnapshot(deps.cars)
        const others = searchesOf(request).searches.filter((search) => search.name !== name)
        const searches = [{ name, filter, seen: version }, ...others]
        return keep(request, { searches, removed: null })
      },
      ownForm,
    )
    .post(
      '/searches/removal',
      async ({ request }) => {
        const { name } = await readForm(request)
        const { searches } = searchesOf(request)
        const removed = searches.find((search) => search.name === name) ?? null
        return keep(request, { searches: searches.filter((each) => each !== removed), removed })
      },
      ownForm,
    )
    .post(
      '/searches/return',
      async ({ request }) => {
        const { searches, removed } = searchesOf(request)
        const back = removed ? [removed, ...searches] : searches
        return keep(request, { searches: back, removed: null })
      },
      ownForm,
    )
    .post(
      '/searches/looked/removal',
      async ({ request }) => redirect('/searches', 303, { 'set-cookie': forgetCookie(request) }),
      ownForm,
    )
}

/** @throws HttpError 422 where a browser would not keep as much */
function keep(request: Request, kept: Kept, then = '/searches'): Response {
  const cookie = searchesCookie(request, kept)
  if (cookie !== null) return redirect(then, 303, { 'set-cookie': cookie })
  const full = message('your browser keeps {n} searches at most: remove one first', {
    n: Math.min(MOST_SEARCHES, kept.searches.length - 1),
  })
  throw refusal(422, [{ parameter: 'name', message: full }])
}

async function searchesPage(deps: Deps, request: Request, filter: CarFilter): Promise<Response> {
  const snapshot = await currentSnapshot(deps.cars)
  const { searches, removed } = searchesOf(request)
  return page(deps, request, {}, async () => {
    const [news, looked] = await Promise.all([
      Promise.all(searches.map((search) => readNews(deps, snapshot, search))),
      readLooked(deps, snapshot, request),
    ])
    const words = filterWords(filter, deps.pack.stateNames)
    const search = toSearch(filter)
    return {
      title: t('Saved searches'),
      description: t('What is new in the searches that this browser keeps'),
      noindex: true,
      body: (
        <SearchesPage
          searches={news}
          removed={removed}
          looked={looked}
          states={deps.pack.stateNames}
          origin={originOf(deps, request)}
          saving={search === '' ? null : { search, words, name: words.slice(0, LONGEST_NAME) }}
        />
      ),
    }
  })
}
