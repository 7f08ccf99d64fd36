import type { Deps } from '../deps.ts'
import type { Car } from '../listing/car.ts'
import { DEALS } from '../listing/car.ts'
import type { CarFilter } from '../listing/query.ts'
import type { StateNames } from '../listing/words.ts'
import { bestDeals } from '../snapshots/best-deals.ts'
import type { Import } from '../snapshots/import.ts'
import type { Bin, CarGroup, Snapshot } from '../snapshots/read.ts'
import { mostFirst, QUARTILES, QUARTILES_AND_TOP, spreadOf } from '../snapshots/spread.ts'

const BEST_DEALS = 10

/** Cars of one brand, state or year. `group` null: the listing does not state it. Prices in the currency of the market. */
export type Group = {
  group: string | null
  count: number
  lower: number
  median: number
  upper: number
}

/** What every form of the report says. It depends on the snapshot and the filter alone: asked again, it is the same. */
export type Report = {
  snapshot: Snapshot
  filter: CarFilter
  /** what the market calls its states */
  stateNames: StateNames
  total: number
  /** The quartiles and the 99th percentile of the asking price; null: no car matches */
  price: CarGroup | null
  /** The lowest and the highest asking price */
  range: { min: number; max: number } | null
  medianKm: number | null
  /** Years */
  medianAge: number | null
  /** Quartiles of the price, oldest first */
  byYear: CarGroup[]
  priceBins: Bin[]
  /** Most cars first */
  brands: Group[]
  /** Most cars first */
  states: Group[]
  /** From the best rating to the worst, and null for cars that are not rated; empty without estimates */
  deals: { deal: string | null; count: number }[]
  /** Rated cars, the lowest place in the interval first */
  best: Car[]
  /** The import that published the snapshot */
  account: Pick<Import, 'source' | 'rows' | 'checksum'> | null
}

export async function readReport(
  { cars, imports, pack }: Pick<Deps, 'cars' | 'imports' | 'pack'>,
  snapshot: Snapshot,
  filter: CarFilter,
): Promise<Report> {
  const prices = (by: 'year' | 'brand' | 'state') =>
    cars.group(snapshot, filter, { of: 'price', by: [by], quantiles: QUARTILES })
  const median = (of: 'km' | 'age_years') =>
    cars.group(snapshot, filter, { of, by: [], quantiles: [0.5] })
  const [[price], [km], [age], byYear, byBrand, byState, total, deals, best, account] =
    await Promise.all([
      cars.group(snapshot, filter, { of: 'price', by: [], quantiles: QUARTILES_AND_TOP }),
      median('km'),
      median('age_years'),
      prices('year'),
      prices('brand'),
      prices('state'),
      cars.count(snapshot, filter),
      cars.group(snapshot, filter, { of: 'price', by: ['deal'], quantiles: [] }),
      snapshot.estimates ? bestDeals(cars, snapshot, filter) : [],
      imports.find(snapshot.import_id),
    ])
  const found = price && price.count > 0 ? price : null
  const range = found ? await extremes(cars, snapshot, filter) : null
  return {
    snapshot,
    filter,
    stateNames: pack.stateNames,
    total,
    price: found,
    range,
    medianKm: km?.quantiles[0] ?? null,
    medianAge: age?.quantiles[0] ?? null,
    byYear,
    priceBins:
      range && found
        ? await binsOf(cars, snapshot, filter, { ...range, top: found.quantiles[3] ?? range.max })
        : [],
    brands: groupsOf(byBrand),
    states: groupsOf(byState).map((row) => ({
      ...row,
      group: row.group === null ? null : (pack.stateNames.get(row.group) ?? row.group),
    })),
    deals: snapshot.estimates ? dealCounts(deals) : [],
    best: best.slice(0, BEST_DEALS),
    account,
  }
}

async function extremes(cars: Deps['cars'], snapshot: Snapshot, filter: CarFilter) {
  const { min, max } = await cars.moments(snapshot, filter, 'price')
  return min === null || max === null ? null : { min, max }
}

const MOST_BINS = 25
const ROUND = [1, 2, 2.5, 5, 10]

/** Even bins on round prices; the last one is open, so that a few dear cars do not flatten all others. */
async function binsOf(
  cars: Deps['cars'],
  snapshot: Snapshot,
  filter: CarFilter,
  { min, max, top }: { min: number; max: number; top: number },
): Promise<Bin[]> {
  const step = roundStep((top - min) / MOST_BINS)
  const first = Math.floor(min / step) * step
  const whole = Math.floor((top - first) / step) + 1
  const edges = Array.from({ length: whole + 1 }, (_, at) => first + at * step)
  const last = edges.at(-1) ?? max
  return cars.histogram(snapshot, filter, 'price', max > last ? [...edges, max] : edges)
}

function roundStep(least: number): number {
  const size = 10 ** Math.floor(Math.log10(Math.max(1, least)))
  return Math.max(1, (ROUND.find((each) => each * size >= least) ?? 10) * size)
}

function groupsOf(rows: CarGroup[]): Group[] {
  return mostFirst(rows).map((row) => ({
    group: textOf(row.keys[0]),
    count: row.count,
    ...spreadOf(row),
  }))
}

const textOf = (key: CarGroup['keys'][number] = null) => (key === null ? null : String(key))

function dealCounts(rows: CarGroup[]): Report['deals'] {
  const counts = new Map(rows.map(({ keys: [deal], count }) => [deal, count]))
  return [...DEALS, null].map((deal) => ({ deal, count: counts.get(deal) ?? 0 }))
}
