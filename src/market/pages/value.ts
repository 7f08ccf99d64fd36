import { median, sum } from 'd3-array'
import { DEALS, PRICE_CATEGORIES } from '../../listing/car.ts'
import type { CarFilter } from '../../listing/query.ts'
import type { CarGroup, MarketReader, Snapshot } from '../../snapshots/read.ts'

/** Cars that both sides of a comparison need. */
export const COMPARED = 2
const MOST_OWNERS = 4

/** `relative`: median price by that of first owners of the same base model and make year; 1 is the same. */
export type OwnerDiscount = { owners: number; cars: number; pairs: number; relative: number }
/** How the prices of one kind of cars are rated; `position` is the median place in the interval, 0 to 1. */
export type Rated = {
  key: string
  rated: number
  deals: Record<string, number>
  position: number | null
}
export type Value = {
  owners: OwnerDiscount[]
  /** cheapest first */
  by_segment: Rated[]
  /** most rated cars first */
  by_brand: Rated[]
}

export async function readValue(
  cars: MarketReader,
  snapshot: Snapshot,
  filter: CarFilter,
): Promise<Value> {
  const positions = (by: 'price_category' | 'brand') =>
    Promise.all([
      cars.group(snapshot, filter, {
        of: 'deal_position',
        by: [by, 'deal'],
        quantiles: [],
      }),
      cars.group(snapshot, filter, { of: 'deal_position', by: [by], quantiles: [0.5] }),
    ])
  const [owners, segments, brands] = await Promise.all([
    cars.group(snapshot, filter, {
      of: 'price',
      by: ['base_model', 'year', 'owners'],
      quantiles: [0.5],
    }),
    positions('price_category'),
    positions('brand'),
  ])
  const place = ({ key }: Rated) => (PRICE_CATEGORIES as readonly string[]).indexOf(key)
  return {
    owners: ownersDiscount(owners),
    by_segment: ratedOf(...segments).sort((a, b) => place(a) - place(b)),
    by_brand: ratedOf(...brands).sort((a, b) => b.rated - a.rated),
  }
}

/**
 * For each number of owners the median, over base models and make years with enough cars on both sides and weighed by
 * the cars of later owners, of the median price relative to first owners.
 * @param rows median prices by base model, year and owners
 */
export function ownersDiscount(rows: readonly CarGroup[]): OwnerDiscount[] {
  const enough = rows.filter(({ keys, count }) => keys[2] !== null && count >= COMPARED)
  const first = new Map(
    enough.filter(({ keys }) => keys[2] === 1).map((row) => [keyOf(row), row.quantiles[0]]),
  )
  const pairs = enough.flatMap((row) => {
    const owners = Number(row.keys[2])
    const [own = 0, reference = 0] = [row.quantiles[0], first.get(keyOf(row))]
    return owners > 1 && owners <= MOST_OWNERS && reference > 0
      ? [{ owners, cars: row.count, relative: own / reference }]
      : []
  })
  return [...Map.groupBy(pairs, ({ owners }) => owners)]
    .sort(([a], [b]) => a - b)
    .map(([owners, some]) => ({
      owners,
      cars: sum(some, ({ cars }) => cars),
      pairs: some.length,
      relative: median(some.flatMap(({ cars, relative }) => Array(cars).fill(relative))) ?? 1,
    }))
}

const keyOf = ({ keys: [model, year] }: CarGroup) => `${model}\0${year}`

function ratedOf(counts: CarGroup[], medians: CarGroup[]): Rated[] {
  const positions = new Map(medians.map(({ keys, quantiles }) => [keys[0], quantiles[0]]))
  const known = counts.filter(({ keys }) => keys[0] !== null)
  return [...Map.groupBy(known, ({ keys }) => keys[0])].map(([key, rows]) => ({
    key: String(key),
    rated: sum(rows, ({ count }) => count),
    deals: Object.fromEntries(
      DEALS.map((deal) => [deal, rows.find(({ keys }) => keys[1] === deal)?.count ?? 0]),
    ),
    position: positions.get(key ?? null) ?? null,
  }))
}

/** Share of the rated cars that are great or good. */
export const goodShare = ({ rated, deals }: Rated): number =>
  rated === 0 ? 0 : ((deals.great ?? 0) + (deals.good ?? 0)) / rated
