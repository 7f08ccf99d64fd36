import type { ReadFiltered } from '../../snapshots/read.ts'
import { POINT } from './depreciation.ts'

const YEARS = 3

/** Median asking price by make year, oldest first, of each base model that has enough years of enough cars. */
export type YearPrices = readonly { year: number; price: number }[]
export type YearLines = ReadonlyMap<string, YearPrices>

export const readYearLines: ReadFiltered<YearLines> = async (cars, snapshot, filter) => {
  const rows = await cars.group(snapshot, filter, {
    of: 'price',
    by: ['base_model', 'year'],
    quantiles: [0.5],
  })
  const enough = rows
    .filter(({ count }) => count >= POINT)
    .map(({ keys: [model, year], quantiles: [price = 0] }) => ({
      model: String(model),
      point: { year: Number(year), price },
    }))
  const lines = [...Map.groupBy(enough, ({ model }) => model)]
    .filter(([, points]) => points.length >= YEARS)
    .map(([model, points]) => {
      const sorted = points.map(({ point }) => point).sort((a, b) => a.year - b.year)
      return [model, sorted] as const
    })
  return new Map(lines)
}
