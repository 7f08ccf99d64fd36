import type { CarFilter } from '../../listing/query.ts'
import type { CarGroup, MarketReader, Snapshot } from '../../snapshots/read.ts'

/** Cars of one make year that state the value, and how many of each. */
export type MixYear = { year: number; count: number; parts: Record<string, number> }
export type Mix = {
  /** most cars first */
  values: { value: string; count: number }[]
  years: MixYear[]
  not_stated: number
}
export type Mixes = { fuel: Mix; transmission: Mix }

export async function readMixes(
  cars: MarketReader,
  snapshot: Snapshot,
  filter: CarFilter,
): Promise<Mixes> {
  const by = (field: 'fuel' | 'transmission') =>
    cars.group(snapshot, filter, { of: 'price', by: ['year', field], quantiles: [] })
  const [fuel, transmission] = await Promise.all([by('fuel'), by('transmission')])
  return { fuel: mixOf(fuel), transmission: mixOf(transmission) }
}

/** @param rows counts by year and value */
export function mixOf(rows: readonly CarGroup[]): Mix {
  const stated = rows.filter(({ keys }) => keys[1] !== null)
  const sum = (some: readonly CarGroup[]) => some.reduce((all, { count }) => all + count, 0)
  const values = [...Map.groupBy(stated, ({ keys }) => String(keys[1]))]
    .map(([value, some]) => ({ value, count: sum(some) }))
    .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value, 'en'))
  const years = [...Map.groupBy(stated, ({ keys }) => Number(keys[0]))]
    .sort(([a], [b]) => a - b)
    .map(([year, some]) => ({
      year,
      count: sum(some),
      parts: Object.fromEntries(some.map(({ keys, count }) => [String(keys[1]), count])),
    }))
  return { values, years, not_stated: sum(rows) - sum(stated) }
}
