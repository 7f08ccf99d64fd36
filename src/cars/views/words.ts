import { capital, ordinal } from '../../platform/ui/format.ts'
import type { Car } from '../car.ts'
import type { RangeField, Sort, ValueFacet } from '../query.ts'

/** The words for codes and fields. */

const FUELS: Record<Car['fuel'], string> = {
  petrol: 'petrol',
  diesel: 'diesel',
  cng: 'CNG',
  electric: 'electric',
  lpg: 'LPG',
  hybrid: 'hybrid',
  other: 'other fuel',
}

export const fuelWords = (fuel: string): string => FUELS[fuel as Car['fuel']] ?? fuel
export const ownerWords = (owners: number | string): string => `${ordinal(Number(owners))} owner`

export const VALUE_LABELS: Record<ValueFacet, string> = {
  brand: 'Brand',
  base_model: 'Base model',
  trim: 'Trim',
  fuel: 'Fuel',
  transmission: 'Gearbox',
  owners: 'Owners',
  state: 'First registered in',
  city: 'City of registration',
}

export const RANGE_LABELS: Record<RangeField, string> = {
  price: 'Asking price',
  year: 'Make year',
  km: 'Distance driven',
  emi: 'Monthly cost',
}

export const SORT_WORDS: Record<Sort, { option: string; said: string }> = {
  price: { option: 'Price, lowest first', said: 'cheapest first' },
  '-price': { option: 'Price, highest first', said: 'dearest first' },
  year: { option: 'Year, oldest first', said: 'oldest first' },
  '-year': { option: 'Year, newest first', said: 'newest first' },
  km: { option: 'Km, fewest first', said: 'fewest km first' },
  '-km': { option: 'Km, most first', said: 'most km first' },
  emi: { option: 'Monthly cost, lowest first', said: 'lowest monthly cost first' },
  '-emi': { option: 'Monthly cost, highest first', said: 'highest monthly cost first' },
}

export type StateNames = Record<string, string>

/** How a value of a facet is called in a list. */
export function valueWords(facet: string, value: string | number, states: StateNames): string {
  if (facet === 'fuel') return capital(fuelWords(String(value)))
  if (facet === 'transmission') return capital(String(value))
  if (facet === 'owners') return ownerWords(value)
  if (facet === 'state') return states[String(value).toUpperCase()] ?? String(value)
  return String(value)
}

/** Kia Seltos */
export const nameOf = ({ brand, base_model }: Car): string => `${brand} ${base_model}`

export const hrefOf = ({ id }: Pick<Car, 'id'>): string => `/cars/${encodeURIComponent(id)}`

/** Diesel, automatic, 1st owner: what is known of it. */
export function traits({ fuel, transmission, owners }: Car): string[] {
  const known = [fuelWords(fuel), transmission, owners === null ? null : ownerWords(owners)]
  return known.filter((word): word is string => word !== null)
}
