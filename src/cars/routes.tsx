import { Elysia } from 'elysia'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { Car, fold } from '../listing/car.ts'
import { carJson } from '../listing/car-json.ts'
import { CarFilter, CarQuery, FACETS, type Facet, filterOf, toSearch } from '../listing/query.ts'
import { notFound } from '../platform/http/errors.ts'
import { operation, pageRoute } from '../platform/http/openapi.ts'
import {
  checkQuery,
  readable,
  readQuery,
  tidyAddress,
  typed,
  withoutBlanks,
} from '../platform/http/query.ts'
import { json, redirect, respond } from '../platform/http/respond.ts'
import { distance } from '../platform/language/format.ts'
import { message, t } from '../platform/language/message.ts'
import { forReader, readerOf } from '../platform/language/reader.ts'
import { originOf, page, tagOf } from '../platform/ui/page.tsx'
import { currentSnapshot, listCars, refuseDeals, shown, snapshotFor } from '../snapshots/list.ts'
import { neighboursOf } from '../snapshots/neighbours.ts'
import type { Facets, Snapshot } from '../snapshots/read.ts'
import { meant } from '../snapshots/search/understand.ts'
import { exportCars, FILE_FORMATS } from './export.ts'
import { carExports } from './export-routes.ts'
import { readCarPage } from './read-car.ts'
import { relaxations } from './relax.ts'
import { suggestions } from './suggest.ts'
import { CarPage } from './views/car-page.tsx'
import { CarsPage, carsTitle } from './views/cars-page.tsx'
import { relaxationWords } from './views/relaxation-words.ts'
import { Suggestions } from './views/suggestions.tsx'

const ApiQuery = CarQuery.safeExtend({
  format: z
    .preprocess(
      (value) => (value === '' ? undefined : value),
      z.enum(['json', ...FILE_FORMATS]).default('json'),
    )
    .meta({
      description:
        'json; with csv, ndjson, arrow and parquet this address answers as /api/cars.csv and its like do: limit, sort and cursor do not apply',
      example: 'json',
      enum: ['json'],
    }),
})
const FacetQuery = CarFilter.safeExtend({
  facet: z
    .preprocess(
      (value) => (value === undefined ? undefined : [value].flat()),
      z.array(z.enum(FACETS)).optional(),
    )
    .meta({
      description: 'Only these facets; all when absent',
      example: ['brand', 'price'],
    }),
})

const SuggestionQuery = z.strictObject({
  q: z.string().max(200).default('').meta({ description: 'What is typed so far', example: 'ho' }),
})

/** A car of the bundled sample. */
const EXAMPLE_ID = '2016-honda-brio-1ya1boasjdw'

const SnapshotInfo = z
  .object({ version: z.int(), published_at: z.iso.datetime(), as_of: z.iso.date() })
  .meta({ id: 'Snapshot' })
const Understood = z
  .object({
    q: z.string(),
    filter: z
      .record(z.string(), z.unknown())
      .meta({ description: 'The filter that stands for the words, named as its parameters' }),
    ignored: z
      .array(z.string())
      .meta({ description: 'Words that mean nothing here and were left out' }),
  })
  .meta({ id: 'Understood' })
const CarList = z
  .object({
    items: z.array(Car),
    total: z.int(),
    links: z.object({ self: z.string(), next: z.string().nullable(), prev: z.string().nullable() }),
    understood: Understood.nullable().meta({
      description: 'What q was taken for, where no title has its words; null: they were found',
    }),
    snapshot: SnapshotInfo,
  })
  .meta({ id: 'CarList' })
const Values = z.array(z.object({ value: z.union([z.string(), z.int()]), count: z.int() }))
const Range = z.object({
  min: z.number().nullable(),
  max: z.number().nullable(),
  bins: z.array(z.object({ from: z.number(), to: z.number(), count: z.int() })),
})
const FacetAnswer = z
  .object({
    total: z.int(),
    facets: z.object({
      ...Object.fromEntries(FACETS.map((facet) => [facet, Values.optional()])),
      price: Range.optional(),
      year: Range.optional(),
      km: Range.optional(),
      emi: Range.optional(),
    }),
    snapshot: SnapshotInfo,
  })
  .meta({ id: 'Facets' })

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
          return {
            title: props.car.title,
            description: t('{car}, {distance}: the asking price and where each fact comes from', {
              car: props.car.title,
              distance: distance(props.car.km),
            }),
            body: <CarPage {...props} />,
          }
        })
      },
      pageRoute(),
    )
    .get(
      '/api/cars',
      async ({ request }) => {
        const { format, ...query } = readQuery(ApiQuery, request)
        if (format !== 'json') {
          const snapshot = await currentSnapshot(cars)
          refuseDeals(query, snapshot)
          const tag = tagOf(deps, snapshot)
          const { filter } = await meant(deps, snapshot, filterOf(query))
          return exportCars(request, { cars, snapshot, filter, format, tag })
        }
        const { snapshot } = await snapshotFor(cars, query)
        const link = (search: string | null) => (search === null ? null : `/api/cars${search}`)
        const list = async () => {
          const { filter, understood } = await meant(deps, snapshot, filterOf(query))
          const { items, total, self, next, prev } = await listCars(cars, query, snapshot, filter)
          const links = { self: link(self), next: link(next), prev: link(prev) }
          const rest = JSON.stringify({ total, links, understood, snapshot: info(snapshot) })
          // The cars of most pages have been written before.
          return `{"items":[${items.map(carJson).join(',')}],${rest.slice(1)}`
        }
        return respond(request, { form: 'json', tag: tagOf(deps, snapshot) }, list)
      },
      operation({
        name: 'listCars',
        summary: 'Cars that match a filter, page by page',
        tag: 'Market',
        query: ApiQuery,
        answer: CarList,
        cached: true,
        problems: [503],
      }),
    )
    .use(carExports(deps))
    .get(
      '/api/cars/:id',
      async ({ request, params }) => {
        const snapshot = await currentSnapshot(cars)
        const find = async () => {
          const car = await cars.find(snapshot, params.id)
          if (!car) throw await gone(deps, params.id)
          return car
        }
        return json(request, find, { tag: tagOf(deps, snapshot) })
      },
      operation({
        name: 'getCar',
        summary: 'One car',
        tag: 'Market',
        path: { id: { description: 'Id of the car', example: EXAMPLE_ID } },
        answer: Car,
        cached: true,
        problems: [404, 503],
      }),
    )
    .get(
      '/api/facets',
      async ({ request }) => {
        const { facet, ...filter } = readQuery(FacetQuery, request)
        const snapshot = await currentSnapshot(cars)
        refuseDeals(filter, snapshot)
        const count = async () => {
          const { filter: found } = await meant(deps, snapshot, filter)
          const { total, values, ranges } = await cars.facets(snapshot, found, facet ?? FACETS)
          return { total, facets: { ...values, ...ranges }, snapshot: info(snapshot) }
        }
        return json(request, count, { tag: tagOf(deps, snapshot) })
      },
      operation({
        name: 'listFacets',
        summary: 'Values, counts and histograms of a filter; each count respects the other filters',
        tag: 'Market',
        query: FacetQuery,
        answer: FacetAnswer,
        cached: true,
        problems: [503],
      }),
    )
}

const info = ({ version, published_at, as_of }: Snapshot) => ({ version, published_at, as_of })

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
    const ways = listing.total === 0 ? await relaxations(cars, snapshot, filter) : []
    const href = (search: string | null) => (search === null ? null : `/cars${search}`)
    const props = {
      query: spelledAsListed(query, counted),
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
      alternates: feedsOf(`${originOf(deps, request)}/feeds/cars`, toSearch(filter)),
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

/** `honda` is shown as the market spells it. */
function spelledAsListed(query: CarQuery, { values }: Facets): CarQuery {
  const spelled = { ...query }
  for (const name of ['brand', 'base_model', 'trim', 'city'] as const) {
    const listed = new Map(values[name]?.map(({ value }) => [fold(String(value)), String(value)]))
    const asked = query[name]
    if (asked) spelled[name] = asked.map((value) => listed.get(fold(value)) ?? value)
  }
  return spelled
}

/** Why a car that may once have been there is not. */
async function gone({ cars }: Deps, id: string) {
  const last = (await cars.history(id)).at(-1)
  if (last?.kind === 'gone') {
    return notFound(
      message('{car} was on the market until snapshot {snapshot} and is listed no more.', {
        car: last.title,
        snapshot: last.version - 1,
      }),
    )
  }
  return notFound(message('There is no car "{id}" on the market.', { id }))
}
