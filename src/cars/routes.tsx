import { Elysia } from 'elysia'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import type { Car } from '../listing/car.ts'
import { CarQuery, FACETS, type Facet, filterOf, toSearch } from '../listing/query.ts'
import { marketPicture, picturePath } from '../listing/words.ts'
import { pageRoute } from '../platform/http/openapi.ts'
import {
  checkQuery,
  readable,
  readQuery,
  tidyAddress,
  typed,
  withoutBlanks,
} from '../platform/http/query.ts'
import { redirect, respond } from '../platform/http/respond.ts'
import { distance } from '../platform/language/format.ts'
import { t } from '../platform/language/message.ts'
import { forReader, readerOf } from '../platform/language/reader.ts'
import { trail } from '../platform/ui/linked-data.ts'
import { originOf, page, tagOf } from '../platform/ui/page.tsx'
import { currentSnapshot, listCars, shown, snapshotFor } from '../snapshots/list.ts'
import { neighboursOf } from '../snapshots/neighbours.ts'
import type { Facets } from '../snapshots/read.ts'
import { meant } from '../snapshots/search/understand.ts'
import { carsApi } from './api.ts'
import { carData } from './car-data.ts'
import { gone } from './gone.ts'
import { readCarPage } from './read-car.ts'
import { relaxations } from './relax.ts'
import { suggestions } from './suggest.ts'
import { CarPage, wayTo } from './views/car-page.tsx'
import { CarsPage, carsTitle, spelled } from './views/cars-page.tsx'
import { relaxationWords } from './views/relaxation-words.ts'
import { Suggestions } from './views/suggestions.tsx'

const SuggestionQuery = z.strictObject({
  q: z.string().max(200).default('').meta({ description: 'What is typed so far', example: 'ho' }),
})

export function carRoutes(deps: Deps) {
  const { cars } = deps
  return new Elysia({ name: 'cars' })
    .get(
      '/cars',
      async ({ request }) => {
        const tidy = withoutBlanks(request)
        return tidy === null ? carsPage(deps, request) : redirect(tidy, 302)
      },
      pageRoute({ query: CarQuery }),
    )
    .get(
      '/cars/suggestions',
      async ({ request }) => {
        const { q } = readQuery(SuggestionQuery, request)
        const snapshot = await currentSnapshot(cars)
        const reader = readerOf(request, deps.site.market)
        const tag = { ...tagOf(deps, snapshot), language: reader.language }
        return respond(request, { form: 'html', tag }, async () => {
          const items = await suggestions(cars, snapshot, q)
          return forReader(reader, () => String(<Suggestions items={items} />))
        })
      },
      pageRoute({ query: SuggestionQuery }),
    )
    .get(
      '/cars/:id',
      async ({ request, params }) => {
        const snapshot = await currentSnapshot(cars)
        return page(deps, request, { snapshot }, async () => {
          const props = await readCarPage(deps, snapshot, params.id)
          if (!props) throw await gone(deps, params.id)
          const { car } = props
          const origin = originOf(deps, request)
          return {
            title: car.title,
            picture: picturePath(car),
            linked: [carData(car, origin), trail(origin, wayTo(car))],
            description: t('{car}, {distance}: the asking price and where each fact comes from', {
              car: car.title,
              distance: distance(car.km),
            }),
            body: <CarPage {...props} />,
          }
        })
      },
      pageRoute(),
    )
    .use(carsApi(deps))
}

const EVERY_FACET = FACETS.filter((facet) => facet !== 'trim')

async function carsPage(deps: Deps, request: Request): Promise<Response> {
  const { cars } = deps
  const { query: asked, errors } = checkQuery(CarQuery, request)
  const query = asked ?? readable(CarQuery, request, errors)
  const { snapshot, current } = await snapshotFor(cars, query)
  const filter = filterOf(query)
  const filtered = Object.keys(filter).length > 0 || query.cursor !== undefined
  // The address bar shows the filter as it was understood, however it was typed.
  const address = errors
    ? tidyAddress(request)
    : `/cars${toSearch(filter, { ...shown(query), cursor: query.cursor })}`
  const options = { snapshot, current, ...(errors && { status: 400 }) }
  return page(deps, request, options, async () => {
    const { filter: found, understood } = await meant(deps, snapshot, filter)
    const listing = await listCars(cars, query, snapshot, found)
    const facets: readonly Facet[] = found.base_model ? FACETS : EVERY_FACET
    const [counted, [median], neighbours] = await Promise.all([
      cars.facets(snapshot, found, facets) satisfies Promise<Facets>,
      cars.group(snapshot, found, { of: 'price', by: [], quantiles: [0.5] }),
      neighboursOf(cars, snapshot),
    ])
    const ways = listing.total === 0 ? await relaxations(cars, snapshot, found) : []
    const href = (search: string | null) => (search === null ? null : `/cars${search}`)
    const props = {
      query: spelled(query, counted),
      items: listing.items,
      total: listing.total,
      all: snapshot.cars,
      first: listing.first,
      links: { prev: href(listing.prev), next: href(listing.next) },
      facets: counted,
      understood,
      median: median?.quantiles[0] ?? null,
      comparables: (car: Car) => neighbours.near(car) - 1,
      asOf: snapshot.as_of,
      states: deps.pack.stateNames,
      relaxations: ways.map((way) => ({
        label: relaxationWords(way),
        href: `/cars${toSearch(way.filter, shown(query))}`,
        count: way.count,
      })),
      ...(errors && { errors, entered: typed(request) }),
    }
    const title = carsTitle(props)
    return {
      title,
      address,
      description: t('{title}: asking prices, distance, age and where each figure comes from', {
        title,
      }),
      noindex: filtered || errors !== null,
      picture: marketPicture(filter),
      alternates: feedsOf(`${originOf(deps, request)}/feeds/cars`, toSearch(filter)),
      script: deps.site.assets.range,
      body: <CarsPage {...props} />,
    }
  })
}

const feedsOf = (path: string, search: string) => {
  const title = t('Feed of new and cheaper cars')
  return [
    { type: 'application/atom+xml', title, href: `${path}.atom${search}` },
    { type: 'application/feed+json', title, href: `${path}.json${search}` },
  ]
}
