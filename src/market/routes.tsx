import { Elysia } from 'elysia'
import type { Deps } from '../deps.ts'
import { CarFilter, FILTER_KEYS } from '../listing/query.ts'
import { marketPicture } from '../listing/words.ts'
import type { Pack } from '../packs/pack.ts'
import { pageRoute } from '../platform/http/openapi.ts'
import { checkQuery, readable, typed, withoutBlanks } from '../platform/http/query.ts'
import { redirect } from '../platform/http/respond.ts'
import { t } from '../platform/language/message.ts'
import { page } from '../platform/ui/page.tsx'
import { currentSnapshot, refuseDeals } from '../snapshots/list.ts'
import type { ReadFiltered } from '../snapshots/read.ts'
import { BAR_FACETS } from '../snapshots/views/filter-bar.tsx'
import { marketApi } from './api.ts'
import { readChanges } from './pages/changes.ts'
import { depreciationOf, readYearPrices } from './pages/depreciation.ts'
import { MarketPage, type MarketProps, marketTitle } from './pages/market-page.tsx'
import { readMixes } from './pages/mix.ts'
import { readModelCard } from './pages/model-card.ts'
import { ModelPage, modelTitle } from './pages/model-page.tsx'
import { readPrices } from './pages/prices.ts'
import { supplyReader } from './pages/supply.ts'
import { readValue } from './pages/value.ts'
import { yearLinesOf } from './pages/year-lines.ts'

/** `/market`, `/market/model`, and the same figures as JSON. */
export function marketPages(deps: Deps) {
  const readMarket = marketReader(deps.pack)
  return new Elysia({ name: 'market-pages' })
    .use(marketApi(deps))
    .get(
      '/market',
      async ({ request }) => {
        const tidy = withoutBlanks(request)
        return tidy === null ? marketPage(deps, request, readMarket) : redirect(tidy, 302)
      },
      pageRoute({ query: CarFilter }),
    )
    .get(
      '/market/model',
      async ({ request }) => {
        const snapshot = await currentSnapshot(deps.cars)
        return page(deps, request, { snapshot }, async () => {
          const read = await readModelCard(deps.cars, snapshot)
          const card = deps.pack.isMeasured ? read : { ...read, report: null }
          return {
            title: modelTitle(card),
            description: t(
              'What the price estimate is made of, how good it was measured to be, and where it fails',
            ),
            body: <ModelPage {...card} />,
          }
        })
      },
      pageRoute(),
    )
}

async function marketPage(
  deps: Deps,
  request: Request,
  readMarket: ReadFiltered<MarketProps>,
): Promise<Response> {
  const snapshot = await currentSnapshot(deps.cars)
  const { query, errors } = checkQuery(CarFilter, request)
  const filter = filled(query ?? readable(CarFilter, request, errors ?? []))
  refuseDeals(filter, snapshot)
  const options = errors ? { snapshot, status: 400 } : { snapshot }
  return page(deps, request, options, async () => {
    const props = {
      ...(await readMarket(deps.cars, snapshot, filter)),
      ...(errors && { errors, entered: typed(request) }),
    }
    const title = marketTitle(props)
    return {
      title,
      description: t('{title}: prices, depreciation, supply and deals, each with its measure', {
        title,
      }),
      noindex: errors !== null || Object.keys(filter).length > 0,
      picture: marketPicture(filter),
      body: <MarketPage {...props} />,
    }
  })
}

/** Everything that the page shows: questions to the database whose number does not grow with the cars. */
function marketReader({
  stateNames: states,
  stateMap,
  priceBands: bands,
}: Pack): ReadFiltered<MarketProps> {
  const readSupply = supplyReader(states)
  return async (...given) => {
    const [cars, snapshot, filter] = given
    const [prices, byModel, supply, mixes, value, changes, facets] = await Promise.all([
      readPrices(...given),
      readYearPrices(...given),
      readSupply(...given),
      readMixes(...given),
      readValue(...given),
      readChanges(...given),
      cars.facets(snapshot, filter, BAR_FACETS),
    ])
    const { as_of: asOf } = snapshot
    const [lines, depreciation] = [yearLinesOf(byModel), depreciationOf(byModel)]
    const figures = { prices, lines, depreciation, supply, mixes, value, changes }
    return { filter, facets, states, stateMap, bands, asOf, ...figures }
  }
}

/** The filter without keys that are not set. */
function filled(filter: CarFilter): CarFilter {
  const set = FILTER_KEYS.filter((key) => filter[key] !== undefined)
  return Object.fromEntries(set.map((key) => [key, filter[key]]))
}
