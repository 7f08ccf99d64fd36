import { Elysia } from 'elysia'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import type { Car, Deal } from '../../listing/car.ts'
import { marketPicture } from '../../listing/words.ts'
import { operation, pageRoute } from '../../platform/http/openapi.ts'
import { json } from '../../platform/http/respond.ts'
import { t } from '../../platform/language/message.ts'

import { page } from '../../platform/ui/page.tsx'
import { bestDeals } from '../../snapshots/best-deals.ts'
import { currentSnapshot } from '../../snapshots/list.ts'
import type { Snapshot, ValueCount } from '../../snapshots/read.ts'
import { mostFirst, QUARTILES, QUARTILES_AND_TOP, spreadOf } from '../../snapshots/spread.ts'
import { readYearPrices } from '../pages/depreciation.ts'
import { yearLinesOf } from '../pages/year-lines.ts'
import type { DealCounts } from './deals.tsx'
import type { OverviewProps } from './overview-props.ts'
import { Overview } from './page.tsx'

const MODELS_SHOWN = 12
const DEALS_SHOWN = 6

const Service = z
  .object({
    service: z.string(),
    version: z.string(),
    environment: z.string(),
    timestamp: z.iso.datetime(),
  })
  .meta({ id: 'Service' })

export function marketRoutes(deps: Deps) {
  return new Elysia({ name: 'market' })
    .get(
      '/',
      async ({ request }) => {
        const snapshot = await currentSnapshot(deps.cars)
        return page(deps, request, { snapshot }, async () => {
          const overview = await readOverview(deps, snapshot)
          return {
            title: deps.config.app.title,
            description: t(
              '{n, plural, one {# used car} other {# used cars}}: what sellers ask, and where each figure comes from',
              { n: snapshot.cars },
            ),
            picture: marketPicture({}),
            body: <Overview {...overview} />,
          }
        })
      },
      pageRoute(),
    )
    .get(
      '/api',
      async ({ request }) => {
        const { title, version, environment } = deps.config.app
        const timestamp = new Date().toISOString()
        return json(request, { service: title, version, environment, timestamp })
      },
      operation({
        name: 'getService',
        summary: 'Who answers here',
        tag: 'Operations',
        answer: Service,
      }),
    )
}

/** Everything that the overview shows, as few questions to the store. */
async function readOverview(
  { cars, imports, pack }: Deps,
  snapshot: Snapshot,
): Promise<OverviewProps> {
  const spread = (of: 'price' | 'km' | 'age_years', quantiles: number[]) =>
    cars.group(snapshot, {}, { of, by: [], quantiles })
  const [[price], [km], [age], byYear, byModel, yearPrices, byState, { values, ranges }, account] =
    await Promise.all([
      spread('price', QUARTILES_AND_TOP),
      spread('km', [0.5]),
      spread('age_years', [0.5]),
      cars.group(snapshot, {}, { of: 'price', by: ['year'], quantiles: QUARTILES }),
      cars.group(snapshot, {}, { of: 'price', by: ['base_model'], quantiles: QUARTILES }),
      readYearPrices(cars, snapshot, {}),
      cars.group(snapshot, {}, { of: 'price', by: ['state'], quantiles: [0.5] }),
      cars.facets(snapshot, {}, ['brand', 'price', 'deal']),
      imports.find(snapshot.import_id),
    ])
  return {
    cars: snapshot.cars,
    brands: values.brand?.length ?? 0,
    baseModels: byModel.length,
    asOf: snapshot.as_of,
    price: price ?? null,
    medianKm: km?.quantiles[0] ?? null,
    medianAge: age?.quantiles[0] ?? null,
    byYear,
    priceBins: ranges.price?.bins ?? [],
    baseModelPrices: mostFirst(byModel)
      .slice(0, MODELS_SHOWN)
      .map((row) => ({ key: String(row.keys[0]), count: row.count, ...spreadOf(row) })),
    baseModelLines: yearLinesOf(yearPrices),
    states: mostFirst(byState)
      .filter(({ keys: [state] }) => state !== null)
      .map(({ keys: [state], count, quantiles: [median = 0] }) => ({
        code: String(state),
        name: pack.stateNames.get(String(state)) ?? String(state),
        count,
        median,
      })),
    account,
    deals: snapshot.estimates
      ? {
          counts: countsOf(values.deal ?? [], snapshot.cars),
          best: oneOfEach(await bestDeals(cars, snapshot, {})).slice(0, DEALS_SHOWN),
        }
      : null,
  }
}

function countsOf(rated: ValueCount[], all: number): DealCounts {
  const counts = { great: 0, good: 0, fair: 0, high: 0, overpriced: 0, unrated: all }
  for (const { value, count } of rated) {
    counts[value as Deal] = count
    counts.unrated -= count
  }
  return counts
}

/** The first of each base model. */
function oneOfEach(best: readonly Car[]): Car[] {
  const models = [
    ...Map.groupBy(best, ({ brand, base_model }) => `${brand} ${base_model}`).values(),
  ]
  return models.flatMap(([car]) => car ?? [])
}
