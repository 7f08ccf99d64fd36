import { z } from 'zod'
import { Car, DEALS, fold } from '../listing/car.ts'
import { HttpError, refusal } from '../platform/http/errors.ts'
import { message } from '../platform/language/message.ts'
import {
  type Explanation,
  estimate,
  explain,
  rate,
  type Warning,
  YEARS_APART,
} from '../pricing/index.ts'
import { modelOf } from '../snapshots/model.ts'
import { neighboursOf } from '../snapshots/neighbours.ts'
import type { MarketReader, Snapshot } from '../snapshots/read.ts'
import { similarCars } from '../snapshots/similar.ts'
import { asCar, type EstimateForm, type EstimateQuery, unacceptable } from './query.ts'

const COMPARABLES = 8

/** What `/api/estimate` answers. Effects are ₹ and add up to the price, from the base on. */
export const EstimateAnswer = z
  .object({
    price: z.int(),
    low: z.int(),
    high: z.int(),
    coverage: z.number().meta({ description: 'Share of asking prices that such intervals hold' }),
    explanation: z.array(
      z.object({
        factor: z.string(),
        value: z.union([z.string(), z.number(), z.boolean()]).nullable(),
        effect: z.int(),
      }),
    ),
    comparables: z.array(
      Car.extend({
        distance: z
          .number()
          .meta({ description: '1 is a year, 10,000 km, another fuel or gearbox' }),
      }),
    ),
    comparables_count: z
      .int()
      .meta({ description: 'Listed cars of the same base model within two years' }),
    deal: z
      .enum(DEALS)
      .nullable()
      .meta({ description: 'Place of asking_price in the interval; null: see deal_reason' }),
    deal_reason: z.string().nullable().meta({ description: 'Why there is no rating' }),
    warnings: z.array(z.object({ code: z.string(), message: z.string() })),
    prices_of: z.int().meta({ description: 'Year of the asking prices behind it' }),
  })
  .meta({ id: 'EstimateAnswer' })
export type EstimateAnswer = Omit<z.infer<typeof EstimateAnswer>, 'warnings'> & {
  steps: Explanation
  warnings: Warning[]
}

/** @throws HttpError 422 for what is no car, 503 where the market has no estimates */
export async function estimateCar(
  cars: MarketReader,
  snapshot: Snapshot,
  query: EstimateQuery,
): Promise<EstimateAnswer> {
  const errors = unacceptable(query)
  if (errors.length > 0) throw refusal(422, errors)
  const model = await modelOf(cars, snapshot)
  if (!model) {
    throw new HttpError(503, message('This market has too few cars to estimate a price from.'))
  }
  const known = model.market.bases[fold(`${query.brand} ${query.base_model}`)]
  const car = asCar(query, known?.fuel ?? model.market.usual.fuel)
  const { price, low, high, coverage, warnings } = estimate(model, car)
  const steps = explain(model, car)
  const near = await similarCars(cars, snapshot, car, COMPARABLES)
  const comparables_count = (await neighboursOf(cars, snapshot)).near(car)
  const { asking_price } = query
  return {
    price,
    low,
    high,
    coverage,
    explanation: [
      { ...steps.base, value: null },
      ...steps.items.map(({ factor, value, effect }) => ({ factor, value, effect })),
    ],
    comparables: near.map(({ car: other, distance }) => ({
      ...other,
      distance: Math.round(distance * 100) / 100,
    })),
    comparables_count,
    ...(asking_price === undefined
      ? { deal: null, deal_reason: 'no asking price' }
      : warnings.some(({ code }) => code === 'fuel_unlisted')
        ? { deal: null, deal_reason: 'fuel not listed' }
        : rate(asking_price, { low, high }, comparables_count)),
    warnings,
    prices_of: Number(snapshot.as_of.slice(0, 4)),
    steps,
  }
}

/** Of the cars that such a car is compared with, those that ask more than was asked for it. */
export async function dearerThan(
  cars: MarketReader,
  snapshot: Snapshot,
  { brand, base_model, year, asking_price }: EstimateForm,
): Promise<number> {
  if (!brand || !base_model || year === undefined || asking_price === undefined) return 0
  return cars.count(snapshot, {
    brand: [brand],
    base_model: [base_model],
    year_min: Math.max(0, year - YEARS_APART),
    year_max: year + YEARS_APART,
    price_min: asking_price + 1,
  })
}
