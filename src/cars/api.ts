import { Elysia } from 'elysia'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { Car } from '../listing/car.ts'
import { carJson } from '../listing/car-json.ts'
import { CarFilter, CarQuery, FACETS, filterOf } from '../listing/query.ts'
import { operation } from '../platform/http/openapi.ts'
import { readQuery } from '../platform/http/query.ts'
import { json, respond } from '../platform/http/respond.ts'
import { tagOf } from '../platform/ui/page.tsx'
import { currentSnapshot, listCars, refuseDeals, snapshotFor } from '../snapshots/list.ts'
import type { Snapshot } from '../snapshots/read.ts'
import { meant } from '../snapshots/search/understand.ts'
import { exportCars, FILE_FORMATS } from './export.ts'
import { carExports } from './export-routes.ts'
import { gone } from './gone.ts'

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
    attributes: z
      .array(z.object({ key: z.string(), values: Values }))
      .meta({ description: 'Of what the list says beyond them, where few values cover most cars' }),
    snapshot: SnapshotInfo,
  })
  .meta({ id: 'Facets' })

/** Cars and their counts for programs. */
export function carsApi(deps: Deps) {
  const { cars } = deps
  return new Elysia({ name: 'cars-api' })
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
          const counted = await cars.facets(snapshot, found, facet ?? FACETS)
          const { total, values, ranges, attributes } = counted
          return { total, facets: { ...values, ...ranges }, attributes, snapshot: info(snapshot) }
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
