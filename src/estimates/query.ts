import { z } from 'zod'
import { type Attribute, isMeasured } from '../listing/attribute.ts'
import { FUELS, TRANSMISSIONS } from '../listing/car.ts'
import type { FieldError } from '../platform/http/errors.ts'
import { readAmount, readWhole } from '../platform/http/numbers.ts'
import { message } from '../platform/language/message.ts'
import type { EstimateCar } from '../pricing/index.ts'

const blank = (value: unknown) =>
  typeof value === 'string' && value.trim() === '' ? undefined : value
const text = z.string().trim().min(1).max(200)
/** A form sends a blank for each field that was left out. */
const filled = (values: unknown[]) => {
  const said = values.filter((value) => blank(value) !== undefined)
  return said.length === 0 ? undefined : said
}
const once = <T extends z.ZodType>(item: T) => z.preprocess(blank, item)
const word = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? value.trim().toLowerCase() : value),
    z.enum(values),
  )
const number = z.preprocess(readWhole, z.int())
const name = z.string().trim().min(1).max(200).meta({ pattern: '\\S' })

const EARLIEST = 1980
const FARTHEST = 2_000_000
const MOST_OWNERS = 20
const MOST_ASKED = 10_000_000_000
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
  asking_price: once(z.preprocess(readAmount, z.int().min(1).max(MOST_ASKED)).optional()).meta({
    description:
      'What somebody asks for it, ₹: it is rated. Read as people write it: 650000, 6.5 lakh',
    example: 650_000,
  }),
  attribute: z
    .preprocess(
      (value) =>
        typeof value === 'string' || Array.isArray(value) ? filled([value].flat()) : value,
      z
        .array(
          z
            .string()
            .trim()
            .max(200)
            .regex(/^\w+:\s*\S/),
        )
        .max(24)
        .optional(),
    )
    .meta({
      description:
        'What lists of this market say beyond the other fields, as key:value; counts where the model kept it, and is usual where it is absent',
      example: ['power:116'],
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
export function unacceptable({ year, km, owners }: EstimateQuery): FieldError[] {
  return [
    ...outside('year', year, EARLIEST, latestYear()),
    ...outside('km', km, 0, FARTHEST),
    ...outside('owners', owners ?? 1, 1, MOST_OWNERS),
  ]
}

const outside = (parameter: string, value: number, least: number, most: number): FieldError[] =>
  value >= least && value <= most
    ? []
    : [
        {
          parameter,
          message: message('{value} is not between {least} and {most}', { value, least, most }),
        },
      ]

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
    attributes: (query.attribute ?? []).map(asAttribute),
  }
}

/** Of `key:value`. */
function asAttribute(said: string): Attribute {
  const colon = said.indexOf(':')
  const [key, text] = [said.slice(0, colon), said.slice(colon + 1).trim()]
  const value = isMeasured(key) && Number.isFinite(Number(text)) ? Number(text) : text
  return { key, name: key, value, unit: null }
}
