import { POINT, YEARS, type YearPrice } from './depreciation.ts'

/** Median asking price by make year, oldest first, of each base model that has enough years of enough cars. */
export type YearPrices = readonly { year: number; price: number }[]
export type YearLines = ReadonlyMap<string, YearPrices>

export function yearLinesOf(rows: readonly YearPrice[]): YearLines {
  const enough = rows.filter(({ count }) => count >= POINT)
  const lines = [...Map.groupBy(enough, ({ model }) => model)]
    .filter(([, points]) => points.length >= YEARS)
    .map(([model, points]) => [model, points.toSorted((a, b) => a.year - b.year)] as const)
  return new Map(lines)
}
