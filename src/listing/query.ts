import { z } from 'zod'
import { readAmount, readWhole } from '../platform/http/numbers.ts'
import { sentence } from '../platform/language/message.ts'
import { type Car, DEALS, dealPosition, FUELS, TRANSMISSIONS } from './car.ts'

/*
 * The query of the market. This schema makes the form, the OpenAPI document and the query of each store:
 * a filter is added here, and everywhere else it follows from the tables below.
 */

/** Filters on words: compared without case and accents, several values are alternatives. */
export const TEXT_FILTERS = ['brand', 'base_model', 'model', 'trim', 'city'] as const
/** Filters on codes and small numbers. */
export const CODE_FILTERS = ['fuel', 'transmission', 'owners', 'state', 'deal'] as const
/** Fields with a least and a most: NAME_min, NAME_max, both inclusive. */
export const RANGE_FIELDS = ['price', 'year', 'km', 'emi'] as const
export const VALUE_FACETS = [
  'brand',
  'base_model',
  'trim',
  'fuel',
  'transmission',
  'owners',
  'state',
  'city',
  'deal',
] as const
export const FACETS = [...VALUE_FACETS, ...RANGE_FIELDS] as const
export const SORT_FIELDS = ['price', 'year', 'km', 'emi', 'deal'] as const
export const SORTS = SORT_FIELDS.flatMap((field) => [field, `-${field}`] as const)

export type RangeField = (typeof RANGE_FIELDS)[number]
export type ValueFacet = (typeof VALUE_FACETS)[number]
export type Facet = (typeof FACETS)[number]
export type SortField = (typeof SORT_FIELDS)[number]
export type Sort = SortField | `-${SortField}`

const MAX_TEXT = 200
const MAX_VALUES = 50

const isBlank = (value: unknown) => typeof value === 'string' && value.trim() === ''
const toList = (value: unknown) => {
  const list = [value].flat().filter((each) => each !== undefined && !isBlank(each))
  return list.length > 0 ? list : undefined
}
/** A parameter that may repeat: any of the values may match. */
const many = <T extends z.ZodType>(item: T) =>
  z.preprocess(toList, z.array(item).max(MAX_VALUES).optional())
const once = <T extends z.ZodType>(item: T) =>
  z.preprocess((value) => (isBlank(value) ? undefined : value), item)

const text = z.string().trim().min(1).max(MAX_TEXT)
const code = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? value.trim().toLowerCase() : value),
    z.enum(values),
  )
/** Reads 500000, 5,00,000 and ₹5,00,000 alike, as a person may type any of them. */
const wholeNumber = (most = Number.MAX_SAFE_INTEGER, least = 0) =>
  z.preprocess(readWhole, z.int().min(least).max(most))

/** The same, and amounts as people say them: 5 lakh, 5L. */
const amount = () => z.preprocess(readAmount, z.int().min(0).max(Number.MAX_SAFE_INTEGER))

const shape = {
  q: once(text.optional()).meta({
    description:
      'Every word is the beginning of a word of the title, or of what the list says beside',
    example: 'honda city',
  }),
  brand: many(text).meta({ description: 'Brand', example: ['Honda'] }),
  base_model: many(text).meta({ description: 'Model without its trim', example: ['City'] }),
  model: many(text).meta({ description: 'Model as listed', example: ['CITY VX CVT'] }),
  trim: many(text).meta({ description: 'Trim', example: ['VX CVT'] }),
  fuel: many(code(FUELS)).meta({ description: 'Fuel', example: ['petrol'] }),
  transmission: many(code(TRANSMISSIONS)).meta({ description: 'Gearbox', example: ['automatic'] }),
  owners: many(wholeNumber(99)).meta({ description: 'Number of owners so far', example: [1] }),
  state: many(text.toUpperCase()).meta({
    description: 'State of first registration, two letters',
    example: ['KA'],
  }),
  city: many(text).meta({ description: 'City of the registration office', example: ['Bengaluru'] }),
  deal: many(code(DEALS)).meta({ description: 'Deal rating', example: ['great', 'good'] }),
  flag: many(text.toLowerCase()).meta({
    description: 'Id of a rule that flagged or repaired the listing',
    example: ['fuel-contradicts-model'],
  }),
  attribute: many(text.regex(/^\w+:/)).meta({
    description:
      'What the list says beyond the other fields, as key:value. Values of one key are alternatives, keys all have to match',
    example: ['colour:black'],
  }),
  price_min: once(amount().optional()).meta({
    description: 'Least asking price',
    example: 300_000,
  }),
  price_max: once(amount().optional()).meta({
    description: 'Highest asking price',
    example: 800_000,
  }),
  year_min: once(wholeNumber(9999).optional()).meta({
    description: 'Earliest year of make',
    example: 2016,
  }),
  year_max: once(wholeNumber(9999).optional()).meta({
    description: 'Latest year of make',
    example: 2022,
  }),
  km_min: once(wholeNumber().optional()).meta({
    description: 'Least distance driven, km',
    example: 5000,
  }),
  km_max: once(wholeNumber().optional()).meta({
    description: 'Longest distance driven, km',
    example: 60_000,
  }),
  emi_min: once(amount().optional()).meta({
    description: 'Least monthly cost',
    example: 5000,
  }),
  emi_max: once(amount().optional()).meta({
    description: 'Highest monthly cost',
    example: 15_000,
  }),
}

/** A least above the most would silently find nothing. */
function inOrder(filter: Record<string, unknown>, context: z.core.$RefinementCtx): void {
  for (const field of RANGE_FIELDS) {
    const [least, most] = [filter[`${field}_min`], filter[`${field}_max`]]
    if (typeof least === 'number' && typeof most === 'number' && least > most) {
      context.addIssue({
        code: 'custom',
        path: [`${field}_min`],
        message: sentence('{least} is more than {field}, which is {most}'),
        params: { least, field: `${field}_max`, most },
      })
    }
  }
}

export const CarFilter = z.strictObject(shape).superRefine(inOrder)
/** What a store filters by. An absent key does not filter. */
export type CarFilter = z.infer<typeof CarFilter>

export const DEFAULT_SORT: Sort = 'price'
export const PAGE_SIZE = 24

/** The query of `/cars` and `/api/cars`. */
export const CarQuery = z
  .strictObject({
    ...shape,
    sort: once(z.enum(SORTS as [Sort, ...Sort[]]).default(DEFAULT_SORT)).meta({
      description: 'Order; - is descending, ties by id',
      example: '-price',
    }),
    limit: once(wholeNumber(500, 1).default(PAGE_SIZE)).meta({
      description: 'Cars on a page',
      example: 50,
    }),
    cursor: once(text.max(600).optional()).meta({
      description: 'Where to go on, from links.next or links.prev',
      example: 'WzEsMjUsIjFyMnMzdDQiLCJuZXh0IiwyNDMwMDAsIjIwMTYtaG9uZGEtYnJpby0xeWExYm9hc2pkdyJd',
    }),
  })
  .superRefine(inOrder)
export type CarQuery = z.infer<typeof CarQuery>

/** A place in a sorted list: the sort value and id of the car at its edge. */
export type Position = { towards: 'next' | 'prev'; value: number | null; id: string }

/** The filter of a query, without order and place, and without keys that are not set. */
export function filterOf(query: CarFilter & Partial<CarQuery>): CarFilter {
  const filter: Record<string, unknown> = {}
  for (const key of FILTER_KEYS) if (query[key] !== undefined) filter[key] = query[key]
  return filter as CarFilter
}
export const FILTER_KEYS = Object.keys(shape) as (keyof CarFilter)[]

export function sortKey(sort: Sort): { field: SortField; descending: boolean } {
  const descending = sort.startsWith('-')
  return { field: (descending ? sort.slice(1) : sort) as SortField, descending }
}

/** What a car is ordered by. */
export function sortValue(car: Car, sort: Sort): number | null {
  const { field } = sortKey(sort)
  return field === 'deal' ? dealPosition(car) : car[field]
}

/** The query string of a filter, in one canonical order: the same filter is the same URL. */
export function toSearch(
  filter: CarFilter,
  extra: Record<string, string | number | undefined> = {},
): string {
  let written = ''
  const add = (key: string, value: string | number) => {
    written += `${written === '' ? '' : '&'}${key}=${encoded(String(value))}`
  }
  for (const key of FILTER_KEYS) {
    const value = filter[key]
    if (Array.isArray(value)) for (const each of value) add(key, each)
    else if (value !== undefined) add(key, value)
  }
  for (const key in extra) {
    const value = extra[key]
    if (value !== undefined) add(key, value)
  }
  return written === '' ? '' : `?${written}`
}

const PLAIN = /^[\w.*-]*$/

/** As browsers write it into an address when a form is sent. */
const encoded = (text: string): string =>
  PLAIN.test(text) ? text : new URLSearchParams({ '': text }).toString().slice(1)
