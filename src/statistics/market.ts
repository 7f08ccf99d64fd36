import type { CarFilter } from '../listing/query.ts'
import type { Bin, MarketReader, MeasuredField, Snapshot } from '../snapshots/read.ts'
import { edgesOf, QUANTILES, type Summary, summaryOf } from './summary.ts'

/** Fields that are measured in fractions; all others are whole numbers. */
const FRACTIONS: readonly MeasuredField[] = ['price_per_km', 'years_left']

/** A field over the cars of a filter. Everything is counted in the database. */
export type Chosen = { snapshot: Snapshot; filter: CarFilter; field: MeasuredField }

export async function meanOfMarket(cars: MarketReader, { snapshot, filter, field }: Chosen) {
  const { count, mean } = await cars.moments(snapshot, filter, field)
  return { count, mean }
}

export async function summaryOfMarket(cars: MarketReader, chosen: Chosen): Promise<Summary> {
  const { moments, quantiles } = await measure(cars, chosen)
  return summaryOf(moments, quantiles)
}

export async function binsOfMarket(cars: MarketReader, chosen: Chosen): Promise<Bin[]> {
  const { moments, quantiles } = await measure(cars, chosen)
  const { count, min, max } = moments
  if (min === null) return []
  if (min === max) return [{ from: min, to: max, count }]
  const edges = edgesOf({ count, min, max }, quantiles, !FRACTIONS.includes(chosen.field))
  return cars.histogram(chosen.snapshot, chosen.filter, chosen.field, edges)
}

async function measure(cars: MarketReader, { snapshot, filter, field }: Chosen) {
  const [moments, [all]] = await Promise.all([
    cars.moments(snapshot, filter, field),
    cars.group(snapshot, filter, { of: field, by: [], quantiles: QUANTILES }),
  ])
  return { moments, quantiles: all?.quantiles ?? [] }
}
