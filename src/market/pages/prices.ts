import { tickStep } from 'd3-array'
import type { CarFilter } from '../../listing/query.ts'
import type { CarGroup, MarketReader, Snapshot } from '../../snapshots/read.ts'
import { mostFirst, QUARTILES, type Spread, spreadOf } from '../../snapshots/spread.ts'

const BINS = 10

/** Price of the cars of one kind: median and middle half, in the currency of the market. */
export type Priced<K> = { key: K; count: number } & Spread
/** `from` is inclusive, `to` exclusive, km; the last one holds everything above. */
export type DistanceBin = { from: number; to: number; open: boolean; count: number } & Spread

export type Prices = {
  all: ({ count: number } & Spread) | null
  by_year: Priced<number>[]
  by_km: DistanceBin[]
  /** most cars first */
  by_brand: Priced<string>[]
  /** most cars first */
  by_base_model: Priced<string>[]
}

export async function readPrices(
  cars: MarketReader,
  snapshot: Snapshot,
  filter: CarFilter,
): Promise<Prices> {
  const prices = (...by: ('year' | 'brand' | 'base_model')[]) =>
    cars.group(snapshot, filter, { of: 'price', by, quantiles: QUARTILES })
  const [[all], byYear, byBrand, byModel, by_km] = await Promise.all([
    prices(),
    prices('year'),
    prices('brand'),
    prices('base_model'),
    readByDistance(cars, snapshot, filter),
  ])
  return {
    all: all ? { count: all.count, ...spreadOf(all) } : null,
    by_year: byYear.map((row) => pricedOf(row, Number)),
    by_km,
    by_brand: mostFirst(byBrand.map((row) => pricedOf(row, String))),
    by_base_model: mostFirst(byModel.map((row) => pricedOf(row, String))),
  }
}

/** Bins of equal width up to the 98th percentile, and one of all above. */
async function readByDistance(
  cars: MarketReader,
  snapshot: Snapshot,
  filter: CarFilter,
): Promise<DistanceBin[]> {
  const [range] = await cars.group(snapshot, filter, { of: 'km', by: [], quantiles: [0, 0.98, 1] })
  if (!range) return []
  const bins = distanceBins(range.quantiles)
  const end = bins.at(-1)?.open ? Number.MAX_SAFE_INTEGER : bins.at(-1)?.to
  const edges = [...bins.map(({ from }) => from), end ?? 0]
  const cut = { of: 'km', edges } as const
  const rows = await cars.group(snapshot, filter, {
    of: 'price',
    by: [],
    cut,
    quantiles: QUARTILES,
  })
  return rows.flatMap((row) => {
    const bin = bins.find(({ from }) => from === row.keys[0])
    return bin ? [{ ...bin, count: row.count, ...spreadOf(row) }] : []
  })
}

/** @param quantiles least, 98th percentile and most, km */
export function distanceBins(
  quantiles: readonly number[],
): { from: number; to: number; open: boolean }[] {
  const [least = 0, most = least, last = most] = quantiles
  const width = Math.max(1, Math.round(tickStep(least, Math.max(most, least + 1), BINS)))
  const from = Math.floor(least / width) * width
  const count = Math.max(1, Math.ceil((most + 1 - from) / width))
  return Array.from({ length: count }, (_, at) => {
    const start = from + at * width
    return { from: start, to: start + width, open: at === count - 1 && last >= start + width }
  })
}

function pricedOf<K>(row: CarGroup, key: (value: unknown) => K): Priced<K> {
  return { key: key(row.keys[0]), count: row.count, ...spreadOf(row) }
}
