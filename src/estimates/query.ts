import { z } from 'zod'
import { FUELS, TRANSMISSIONS } from '../listing/car.ts'
import { readWhole } from '../platform/http/numbers.ts'
import type { EstimateCar } from '../pricing/index.ts'

const blank = (value: unknown) =>
  typeof value === 'string' && value.trim() === '' ? undefined : value
const text = z.string().trim().min(1).max(200)
const once = <T extends z.ZodType>(item: T) => z.preprocess(blank, item)
const word = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? value.trim().toLowerCase() : value),
    z.enum(values, {
      error: ({ input }) => `${JSON.stringify(input)} is not one of ${values.join(', ')}`,
    }),
  )
const number = z.preprocess(
  readWhole,
  z.int({
    error: ({ input }) =>
      input === undefined ? 'is missing' : `${JSON.stringify(input)} is not a whole number`,
  }),
)
const name = z.string({ error: 'is missing' }).trim().min(1).max(200).meta({ pattern: '\\S' })

const EARLIEST = 1980
const FARTHEST = 2_000_000
const MOST_OWNERS = 20
/** Next year's cars are sold already. */
const latestYear = () => new Date().getUTCFullYear() + 1

/** A car that somebody wants to know the price of. */
export const EstimateQuery = z.strictObject({
  brand: once(name).meta({ description: 'Brand', example: 'Honda' }),
  base_model: once(name).meta({ description: 'Model without its trim', example: 'City' }),
  trim: once(text.optional()).meta({ description: 'Trim; unknown: left out', example: 'VX CVT' }),
  year: once(number).meta({
    description: 'Year of make; the latest is next year',
    example: 2019,
    minimum: EARLIEST,
    maximum: latestYear(),
  }),
  km: once(number).meta({
    description: 'Distance driven, km',
    example: 40000,
    minimum: 0,
    maximum: FARTHEST,
  }),
  fuel: once(word(FUELS).optional()).meta({
    description: 'Fuel; absent: the usual one of the model',
    example: 'petrol',
  }),
  transmission: once(word(TRANSMISSIONS).optional()).meta({
    description: 'Gearbox; absent: the usual one',
    example: 'manual',
  }),
  owners: once(number.optional()).meta({
    description: 'Owners so far; absent: 1',
    example: 1,
    minimum: 1,
    maximum: MOST_OWNERS,
  }),
  state: once(text.toUpperCase().optional()).meta({
    description: 'State of first registration, two letters',
    example: 'KA',
  }),
  spare_key: once(z.stringbool().optional()).meta({
    description: 'Whether there is a spare key: true or false',
    example: true,
  }),
})
export type EstimateQuery = z.infer<typeof EstimateQuery>

/** What of it can be read, while the form is still being filled in. */
export const EstimateForm = EstimateQuery.partial()
export type EstimateForm = z.infer<typeof EstimateForm>

/** What is well-formed and yet no car. */
export function unacceptable({
  year,
  km,
  owners,
}: EstimateQuery): { parameter: string; message: string }[] {
  const latest = latestYear()
  return [
    ...(year < EARLIEST || year > latest
      ? [{ parameter: 'year', message: `${year} is not between ${EARLIEST} and ${latest}` }]
      : []),
    ...(km < 0 || km > FARTHEST
      ? [{ parameter: 'km', message: `${km} is not between 0 and ${FARTHEST}` }]
      : []),
    ...(owners !== undefined && (owners < 1 || owners > MOST_OWNERS)
      ? [{ parameter: 'owners', message: `${owners} is not between 1 and ${MOST_OWNERS}` }]
      : []),
  ]
}

/** @param usualFuel of the model, where none was given */
export function asCar(query: EstimateQuery, usualFuel: EstimateCar['fuel']): EstimateCar {
  return {
    brand: query.brand,
    base_model: query.base_model,
    trim: query.trim?.toUpperCase() ?? '',
    transmission: query.transmission ?? null,
    fuel: query.fuel ?? usualFuel,
    year: query.year,
    engine_cc: null,
    km: query.km,
    owners: query.owners ?? 1,
    spare_key: query.spare_key ?? null,
    state: query.state ?? null,
  }
}
