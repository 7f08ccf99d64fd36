import { capital, ordinal } from '../platform/language/format.ts'
import { sentence, t } from '../platform/language/message.ts'
import type { Car } from './car.ts'
import type { RangeField, Sort, ValueFacet } from './query.ts'
import { type CarFilter, toSearch } from './query.ts'

/** The words for codes and fields. */

/** The words of a code; one that is not in the table is shown as it is. */
const wordsOf = (table: Readonly<Record<string, string>>, code: string): string =>
  Object.hasOwn(table, code) ? t(String(table[code])) : code

const FUELS: Record<Car['fuel'], string> = {
  petrol: sentence('petrol'),
  diesel: sentence('diesel'),
  cng: sentence('CNG'),
  electric: sentence('electric'),
  lpg: sentence('LPG'),
  hybrid: sentence('hybrid'),
  other: sentence('other fuel'),
}

export const fuelWords = (fuel: string): string => wordsOf(FUELS, fuel)
const GEARBOXES: Record<string, string> = {
  manual: sentence('manual'),
  automatic: sentence('automatic'),
}

export function gearboxWords(gearbox: string): string
export function gearboxWords(gearbox: string | null): string | null
export function gearboxWords(gearbox: string | null): string | null {
  return gearbox === null ? null : wordsOf(GEARBOXES, gearbox)
}

export const ownerWords = (owners: number | string): string =>
  t('{nth} owner', { nth: ordinal(Number(owners)) })

const VALUE_LABELS: Record<ValueFacet, string> = {
  brand: sentence('Brand'),
  base_model: sentence('Base model'),
  trim: sentence('Trim'),
  fuel: sentence('Fuel'),
  transmission: sentence('Gearbox'),
  owners: sentence('Owners'),
  state: sentence('First registered in'),
  city: sentence('City of registration'),
  deal: sentence('Deal'),
}

const RANGE_LABELS: Record<RangeField, string> = {
  price: sentence('Asking price'),
  year: sentence('Make year'),
  km: sentence('Distance driven'),
  emi: sentence('Monthly cost'),
}

const SORT_WORDS: Record<Sort, { option: string; said: string }> = {
  price: { option: sentence('Price, lowest first'), said: sentence('cheapest first') },
  '-price': { option: sentence('Price, highest first'), said: sentence('dearest first') },
  year: { option: sentence('Year, oldest first'), said: sentence('oldest first') },
  '-year': { option: sentence('Year, newest first'), said: sentence('newest first') },
  km: { option: sentence('Km, fewest first'), said: sentence('fewest km first') },
  '-km': { option: sentence('Km, most first'), said: sentence('most km first') },
  emi: {
    option: sentence('Monthly cost, lowest first'),
    said: sentence('lowest monthly cost first'),
  },
  deal: { option: sentence('Deal, best first'), said: sentence('best deal first') },
  '-deal': { option: sentence('Deal, worst first'), said: sentence('worst deal first') },
  '-emi': {
    option: sentence('Monthly cost, highest first'),
    said: sentence('highest monthly cost first'),
  },
}

const DEALS: Record<string, string> = {
  great: sentence('Great'),
  good: sentence('Good'),
  fair: sentence('Fair'),
  high: sentence('High'),
  overpriced: sentence('Overpriced'),
}

export const valueLabel = (facet: ValueFacet): string => t(VALUE_LABELS[facet])
export const rangeLabel = (field: RangeField): string => t(RANGE_LABELS[field])
export const sortWords = (sort: Sort): { option: string; said: string } => ({
  option: t(SORT_WORDS[sort].option),
  said: t(SORT_WORDS[sort].said),
})

/** By two letters. */
export type StateNames = ReadonlyMap<string, string>

/** How a value of a facet is called in a list. */
export function valueWords(facet: string, value: string | number, states: StateNames): string {
  if (facet === 'fuel') return capital(fuelWords(String(value)))
  if (facet === 'transmission') return capital(gearboxWords(String(value)))
  if (facet === 'deal') return dealName(String(value))
  if (facet === 'owners') return ownerWords(value)
  if (facet === 'state') return states.get(String(value).toUpperCase()) ?? String(value)
  return String(value)
}

/** The rating of a deal in a word. */
export const dealName = (deal: string | null): string =>
  deal === null ? t('Not rated') : wordsOf(DEALS, deal)

/** Kia Seltos */
export const nameOf = ({ brand, base_model }: Car): string => `${brand} ${base_model}`

export const hrefOf = ({ id }: Pick<Car, 'id'>): string => `/cars/${encodeURIComponent(id)}`

/** 2022 Kia Seltos */
export const carTitle = (car: Car): string =>
  t('{year} {car}', { year: String(car.year), car: nameOf(car) })

/** The picture of a car, for those who pass its address on. */
export const picturePath = (car: Pick<Car, 'id'>): string => `${hrefOf(car)}/picture.png`

/** The same of the cars of a filter. */
export const marketPicture = (filter: CarFilter): string => `/reports/market.png${toSearch(filter)}`

/** The list of the cars of a filter, and of a narrower one within it. */
export const carsHref = (filter: CarFilter, narrower: CarFilter = {}): string =>
  `/cars${toSearch({ ...filter, ...narrower })}`

/** Diesel, automatic, 1st owner: what is known of it. */
export function traits({ fuel, transmission, owners }: Car): string[] {
  const known = [
    fuelWords(fuel),
    gearboxWords(transmission),
    owners === null ? null : ownerWords(owners),
  ]
  return known.filter((word): word is string => word !== null)
}
