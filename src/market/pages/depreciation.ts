import { median, sum } from 'd3-array'
import type { ReadFiltered } from '../../snapshots/read.ts'
import { mostFirst } from '../../snapshots/spread.ts'

/** Fewer cars than this are no point of a curve. */
export const POINT = 4
const MODELS = 6
const CANDIDATES = 12
const MOST = 0.6
/** Years that a curve needs. */
export const YEARS = 3

export type Point = { year: number; count: number; price: number; index: number | null }
/** `yearly_loss`: share of the price that a year of age takes off, by a line through all points. */
export type Curve = { base_model: string; count: number; yearly_loss: number; points: Point[] }
export type Depreciation = {
  /** the youngest make year that all curves have: there the index is 1; null: they have none in common */
  index_year: number | null
  /** most cars first */
  curves: Curve[]
  /** base models with many cars that have too few years, or none that the others have */
  left_out: string[]
  /** share of the price that a year of age takes off within a base model, and from how many pairs of years */
  yearly: { share: number; pairs: number } | null
}

/** Median price of a base model and make year. */
export type YearPrice = { model: string; year: number; count: number; price: number }

export const readYearPrices: ReadFiltered<YearPrice[]> = async (cars, snapshot, filter) => {
  const rows = await cars.group(snapshot, filter, {
    of: 'price',
    by: ['base_model', 'year'],
    quantiles: [0.5],
  })
  return rows.map(({ keys: [model, year], count, quantiles: [price = 0] }) => ({
    model: String(model),
    year: Number(year),
    count,
    price,
  }))
}

export const readDepreciation: ReadFiltered<Depreciation> = async (...given) =>
  depreciationOf(await readYearPrices(...given))

export function depreciationOf(rows: readonly YearPrice[]): Depreciation {
  const models = [...Map.groupBy(rows, ({ model }) => model)].map(([base_model, years]) => ({
    base_model,
    count: years.reduce((sum, { count }) => sum + count, 0),
    points: years.filter(({ count }) => count >= POINT).sort((a, b) => a.year - b.year),
  }))
  const most = mostFirst(models)
  const candidates = most.filter(({ points }) => points.length >= YEARS).slice(0, CANDIDATES)
  const index_year = referenceYear(candidates)
  const shown = candidates
    .filter(({ points }) => index_year === null || spans(points, index_year))
    .slice(0, MODELS)
  const last = shown.at(-1)
  const left = most.slice(0, last ? most.indexOf(last) : 0)
  return {
    index_year,
    curves: shown.map(({ base_model, count, points }) => {
      const reference = points.find(({ year }) => year === index_year)?.price
      return {
        base_model,
        count,
        yearly_loss: yearlyLoss(points),
        points: points.map(({ year, count: inside, price }) => ({
          year,
          count: inside,
          price,
          index: reference ? price / reference : null,
        })),
      }
    }),
    left_out: left.filter((one) => !shown.includes(one)).map(({ base_model }) => base_model),
    yearly: yearlyOf(models.map(({ points }) => points)),
  }
}

/** Whether a curve begins in this make year and goes back far enough. */
const spans = (points: YearPrice[], year: number) =>
  points.some((point) => point.year === year) &&
  points.filter((point) => point.year <= year).length >= YEARS

/** The youngest make year in which most of the curves can begin. */
function referenceYear(models: { points: YearPrice[] }[]): number | null {
  const wanted = Math.min(MODELS, Math.ceil(models.length * MOST))
  const years = new Set(models.flatMap(({ points }) => points.map(({ year }) => year)))
  const possible = [...years].filter(
    (year) => models.filter(({ points }) => spans(points, year)).length >= wanted,
  )
  return possible.length > 0 ? Math.max(...possible) : null
}

/** From the slope of the logarithm of the median price over the make year, each point weighed by its cars. */
function yearlyLoss(points: readonly YearPrice[]): number {
  const all = sum(points, ({ count }) => count)
  const mean = (of: (row: YearPrice) => number) => sum(points, (row) => of(row) * row.count) / all
  const year = mean((row) => row.year)
  const level = mean((row) => Math.log(row.price))
  const along = mean((row) => (row.year - year) * (Math.log(row.price) - level))
  return 1 - Math.exp(-along / mean((row) => (row.year - year) ** 2))
}

/** The median of what one year takes off, over neighbouring make years of the same base model. */
function yearlyOf(models: YearPrice[][]): Depreciation['yearly'] {
  const ratios = models.flatMap((points) =>
    points.flatMap((older, at) => {
      const younger = points[at + 1]
      return younger?.year === older.year + 1 && younger.price > 0
        ? [older.price / younger.price]
        : []
    }),
  )
  const middle = median(ratios)
  return middle === undefined ? null : { share: 1 - middle, pairs: ratios.length }
}
