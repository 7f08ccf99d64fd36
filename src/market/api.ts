import { Elysia } from 'elysia'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { DEALS } from '../listing/car.ts'
import { CarFilter } from '../listing/query.ts'
import { operation } from '../platform/http/openapi.ts'
import { readQuery } from '../platform/http/query.ts'
import { respond } from '../platform/http/respond.ts'
import { tagOf } from '../platform/ui/page.tsx'
import { currentSnapshot, refuseDeals } from '../snapshots/list.ts'
import type { ReadFiltered } from '../snapshots/read.ts'
import { readChanges } from './pages/changes.ts'
import { readDepreciation } from './pages/depreciation.ts'
import { readMixes } from './pages/mix.ts'
import { readPrices } from './pages/prices.ts'
import { supplyReader } from './pages/supply.ts'
import { readValue } from './pages/value.ts'

const spread = { lower: z.number(), median: z.number(), upper: z.number() }
const priced = (key: z.ZodType) => z.array(z.object({ key, count: z.int(), ...spread }))
const about = {
  currency: z.string().meta({ description: 'ISO 4217: of every price here' }),
  snapshot: z.object({
    version: z.int(),
    published_at: z.iso.datetime(),
    as_of: z.iso.date(),
  }),
}
const rated = z.array(
  z.object({
    key: z.string(),
    rated: z.int(),
    deals: z.object(Object.fromEntries(DEALS.map((deal) => [deal, z.int()]))),
    position: z.number().nullable().meta({
      description: 'Median place of the price in its interval: 0 lower end, 1 upper end',
    }),
  }),
)
const mix = z.object({
  values: z.array(z.object({ value: z.string(), count: z.int() })),
  years: z.array(z.object({ year: z.int(), count: z.int(), parts: z.record(z.string(), z.int()) })),
  not_stated: z.int(),
})
const places = z.array(
  z.object({ key: z.string(), name: z.string(), count: z.int(), median: z.number() }),
)

export const MarketPrices = z
  .object({
    all: z.object({ count: z.int(), ...spread }).nullable(),
    by_year: priced(z.int()),
    by_km: z.array(
      z.object({
        from: z.int(),
        to: z.int(),
        open: z.boolean().meta({ description: 'Whether it holds everything above, too' }),
        count: z.int(),
        ...spread,
      }),
    ),
    by_brand: priced(z.string()),
    by_base_model: priced(z.string()),
    owners: z
      .array(z.object({ owners: z.int(), cars: z.int(), pairs: z.int(), relative: z.number() }))
      .meta({ description: 'Relative to first owners of the same base model and make year' }),
    deals_by_segment: rated,
    deals_by_brand: rated,
    ...about,
  })
  .meta({ id: 'MarketPrices' })
export const MarketDepreciation = z
  .object({
    index_year: z.int().nullable(),
    curves: z.array(
      z.object({
        base_model: z.string(),
        count: z.int(),
        yearly_loss: z.number(),
        points: z.array(
          z.object({
            year: z.int(),
            count: z.int(),
            price: z.number(),
            index: z.number().nullable(),
          }),
        ),
      }),
    ),
    left_out: z.array(z.string()),
    yearly: z.object({ share: z.number(), pairs: z.int() }).nullable(),
    ...about,
  })
  .meta({ id: 'MarketDepreciation' })
export const MarketSupply = z
  .object({
    total: z.int(),
    by_state: places,
    by_city: places,
    without_state: z.int(),
    without_city: z.int(),
    ...about,
  })
  .meta({ id: 'MarketSupply' })
export const MarketMix = z
  .object({ fuel: mix, transmission: mix, ...about })
  .meta({ id: 'MarketMix' })
export const MarketChanges = z
  .object({
    since: z
      .object({ version: z.int(), published_at: z.iso.datetime().nullable() })
      .nullable()
      .meta({ description: 'null: no snapshot stood before this one' }),
    counts: z.object({ new: z.int(), gone: z.int(), price: z.int() }).nullable(),
    gone_filtered: z.boolean().meta({
      description: 'false: the snapshot before is no longer kept, so none of its cars is counted',
    }),
    price: z.object({
      cheaper: z.int(),
      dearer: z.int(),
      median_share: z.number().nullable(),
    }),
    cuts: z.array(
      z.object({
        version: z.int(),
        id: z.string(),
        title: z.string(),
        kind: z.string(),
        price_before: z.int().nullable(),
        price_after: z.int().nullable(),
        published_at: z.iso.datetime(),
        share: z.number(),
      }),
    ),
    days_listed: z.object({
      cars: z.int(),
      median: z.number().nullable(),
      at_least: z.boolean(),
    }),
    ...about,
  })
  .meta({ id: 'MarketChanges' })

const readPricesAndValue: ReadFiltered<object> = async (...given) => {
  const [prices, value] = await Promise.all([readPrices(...given), readValue(...given)])
  return {
    ...prices,
    owners: value.owners,
    deals_by_segment: value.by_segment,
    deals_by_brand: value.by_brand,
  }
}

/** The figures of the market pages as JSON, under any filter of the cars. */
export function marketApi(deps: Deps) {
  const answer =
    (read: ReadFiltered<object>) =>
    async ({ request }: { request: Request }) => {
      const filter = readQuery(CarFilter, request)
      const snapshot = await currentSnapshot(deps.cars)
      refuseDeals(filter, snapshot)
      const { version, published_at, as_of } = snapshot
      return respond(request, { form: 'json', tag: tagOf(deps, snapshot) }, async () =>
        JSON.stringify({
          ...(await read(deps.cars, snapshot, filter)),
          currency: deps.config.currency,
          snapshot: { version, published_at, as_of },
        }),
      )
    }
  const described = (name: string, summary: string, shape: z.ZodType) =>
    operation({
      name,
      summary,
      tag: 'Market',
      query: CarFilter,
      answer: shape,
      cached: true,
      problems: [503],
    })
  return new Elysia({ name: 'market-api' })
    .get(
      '/api/market/prices',
      answer(readPricesAndValue),
      described(
        'getMarketPrices',
        'Asking prices by year, distance, brand, model, owners and rating',
        MarketPrices,
      ),
    )
    .get(
      '/api/market/depreciation',
      answer(readDepreciation),
      described(
        'getMarketDepreciation',
        'Prices of the most listed base models by make year',
        MarketDepreciation,
      ),
    )
    .get(
      '/api/market/supply',
      answer(supplyReader(deps.pack.stateNames)),
      described('getMarketSupply', 'Cars by state and city of first registration', MarketSupply),
    )
    .get(
      '/api/market/mix',
      answer(readMixes),
      described('getMarketMix', 'Fuels and gearboxes by make year', MarketMix),
    )
    .get(
      '/api/market/changes',
      answer(readChanges),
      described('getMarketChanges', 'What changed since the snapshot before', MarketChanges),
    )
}
