import { type Car, dealPosition } from '../listing/car.ts'
import { sentence } from '../platform/language/message.ts'
import type { CellValue } from './xlsx/workbook.ts'

/** `name` as in the API and in CSV; `note` is its meaning, for the sheet that explains them; `width` in characters. */
export type CarColumn = {
  name: string
  width: number
  note: string
  of: (car: Car) => CellValue
}

/** The sheet of all cars. */
export const CAR_COLUMNS: CarColumn[] = [
  {
    name: 'id',
    width: 30,
    note: sentence('Stable from one snapshot to the next'),
    of: (car) => car.id,
  },
  {
    name: 'title',
    width: 44,
    note: sentence('Year, brand and model as listed'),
    of: (car) => car.title,
  },
  { name: 'brand', width: 16, note: sentence('Brand'), of: (car) => car.brand },
  {
    name: 'base_model',
    width: 18,
    note: sentence('The model without its trim'),
    of: (car) => car.base_model,
  },
  { name: 'trim', width: 24, note: sentence('What follows the base model'), of: (car) => car.trim },
  { name: 'year', width: 8, note: sentence('Year of make'), of: (car) => car.year },
  {
    name: 'registered_on',
    width: 14,
    note: sentence('First registration; empty where it is not stated'),
    of: (car) => (car.registered_on === null ? null : new Date(car.registered_on)),
  },
  { name: 'fuel', width: 10, note: sentence('Fuel'), of: (car) => car.fuel },
  { name: 'transmission', width: 13, note: sentence('Gearbox'), of: (car) => car.transmission },
  {
    name: 'engine_cc',
    width: 11,
    note: sentence('Engine size in cm³'),
    of: (car) => car.engine_cc,
  },
  { name: 'km', width: 10, note: sentence('Distance driven, km'), of: (car) => car.km },
  { name: 'owners', width: 8, note: sentence('Number of owners so far'), of: (car) => car.owners },
  { name: 'price', width: 12, note: sentence('Asking price'), of: (car) => car.price },
  { name: 'emi', width: 10, note: sentence('Listed monthly cost'), of: (car) => car.emi },
  {
    name: 'loan_rate',
    width: 10,
    note: sentence('Yearly rate that reproduces the monthly cost, in percent'),
    of: (car) => car.loan?.rate ?? null,
  },
  {
    name: 'loan_months',
    width: 12,
    note: sentence('Number of instalments'),
    of: (car) => car.loan?.months ?? null,
  },
  {
    name: 'loan_total_interest',
    width: 18,
    note: sentence('All instalments less the price'),
    of: (car) => car.loan?.total_interest ?? null,
  },
  {
    name: 'state_name',
    width: 18,
    note: sentence('State of first registration, not of sale'),
    of: (car) => car.state_name ?? car.state,
  },
  {
    name: 'city',
    width: 16,
    note: sentence('City of the registration office'),
    of: (car) => car.city,
  },
  {
    name: 'age_years',
    width: 10,
    note: sentence('Years to the date that ages are counted to'),
    of: (car) => car.age_years,
  },
  {
    name: 'km_per_year',
    width: 12,
    note: sentence('Distance by age, the first year counted whole'),
    of: (car) => car.km_per_year,
  },
  {
    name: 'years_left',
    width: 11,
    note: sentence('Years left under the registration rule'),
    of: (car) => car.years_left,
  },
  {
    name: 'estimate_price',
    width: 15,
    note: sentence('What a car like this asks on this market'),
    of: (car) => car.estimate?.price ?? null,
  },
  {
    name: 'estimate_low',
    width: 13,
    note: sentence('Lower end of the 90% interval'),
    of: (car) => car.estimate?.low ?? null,
  },
  {
    name: 'estimate_high',
    width: 14,
    note: sentence('Upper end of the 90% interval'),
    of: (car) => car.estimate?.high ?? null,
  },
  {
    name: 'deal_position',
    width: 14,
    note: sentence('Place of the price in the interval: 0 is its lower end, 1 its upper end'),
    of: (car) => dealPosition(car),
  },
  {
    name: 'deal',
    width: 12,
    note: sentence('Deal rating; empty where there is none'),
    of: (car) => car.deal,
  },
  {
    name: 'flags',
    width: 24,
    note: sentence('Rules that flagged or repaired the listing'),
    of: (car) => car.flags.join(';'),
  },
]
