import { z } from 'zod'
import { Car, dealPosition } from '../listing/car.ts'
import { columnsOf, flatRow, type Row } from '../platform/csv.ts'
import { sentence } from '../platform/language/message.ts'
import type { CellValue } from './xlsx/workbook.ts'

/** `name` as in the API and in CSV; `width` in characters; `note` its meaning, for the sheet that explains them. */
export type CarColumn = { name: string; width: number; note: string }

const LOOKS = new Map<string, Omit<CarColumn, 'name'>>(
  Object.entries({
    id: { width: 30, note: sentence('Stable from one snapshot to the next') },
    title: { width: 44, note: sentence('Year, brand and model as listed') },
    brand: { width: 16, note: sentence('Brand') },
    model: { width: 30, note: sentence('Model as listed') },
    base_model: { width: 18, note: sentence('The model without its trim') },
    trim: { width: 24, note: sentence('What follows the base model') },
    transmission: { width: 13, note: sentence('Gearbox') },
    fuel: { width: 10, note: sentence('Fuel') },
    year: { width: 8, note: sentence('Year of make') },
    registered_on: {
      width: 14,
      note: sentence('First registration; empty where it is not stated'),
    },
    engine_cc: { width: 11, note: sentence('Engine size in cm³') },
    engine_cc_status: {
      width: 16,
      note: sentence('Where the engine size comes from, or why it is empty'),
    },
    km: { width: 10, note: sentence('Distance driven, km') },
    owners: { width: 8, note: sentence('Number of owners so far') },
    price: { width: 12, note: sentence('Asking price') },
    emi: { width: 10, note: sentence('Listed monthly cost') },
    loan_rate: {
      width: 10,
      note: sentence('Yearly rate that reproduces the monthly cost, in percent'),
    },
    loan_months: { width: 12, note: sentence('Number of instalments') },
    loan_total_interest: { width: 20, note: sentence('All instalments less the price') },
    loan_reconciles: {
      width: 16,
      note: sentence('Whether a rate and a term reproduce the monthly cost'),
    },
    insured: { width: 9, note: sentence('Whether it is insured') },
    spare_key: { width: 10, note: sentence('Whether there is a spare key') },
    registration_mark: { width: 18, note: sentence('Office prefix of the plate, as listed') },
    state: { width: 8, note: sentence('State of first registration, two letters') },
    state_name: { width: 18, note: sentence('State of first registration, not of sale') },
    office: { width: 24, note: sentence('Registration office') },
    city: { width: 16, note: sentence('City of the registration office') },
    age_years: { width: 10, note: sentence('Years to the date that ages are counted to') },
    km_per_year: { width: 12, note: sentence('Distance by age, the first year counted whole') },
    price_per_km: { width: 12, note: sentence('Price by distance; empty at 0 km') },
    engine_category: { width: 15, note: sentence('Class of the engine size') },
    usage_category: { width: 14, note: sentence('Class of the distance a year') },
    ownership_category: { width: 18, note: sentence('Class of the number of owners') },
    price_category: { width: 14, note: sentence('Class of the price') },
    years_left: { width: 11, note: sentence('Years left under the registration rule') },
    estimate_price: { width: 15, note: sentence('What a car like this asks on this market') },
    estimate_low: { width: 13, note: sentence('Lower end of the 90% interval') },
    estimate_high: { width: 14, note: sentence('Upper end of the 90% interval') },
    deal: { width: 12, note: sentence('Deal rating; empty where there is none') },
    deal_reason: { width: 30, note: sentence('Why the price is not rated') },
    deal_position: {
      width: 14,
      note: sentence('Place of the price in the interval: 0 is its lower end, 1 its upper end'),
    },
    flags: { width: 24, note: sentence('Rules that flagged or repaired the listing') },
    attributes: { width: 30, note: sentence('What the list says beyond these columns, as JSON') },
  }),
)

/** The sheet of all cars: every column of the CSV file in its order, and the place of the price in its interval. */
export const CAR_COLUMNS: CarColumn[] = [...columnsOf(Car), 'deal_position'].map((name) => {
  const look = LOOKS.get(name)
  if (!look) throw new Error(`the column ${name} has no words`)
  return { name, ...look }
})

/** The cells of a car under those columns. */
export function cellsOf(car: Car): CellValue[] {
  const cells: Row = { ...flatRow(car), deal_position: dealPosition(car) }
  const registered = car.registered_on === null ? null : new Date(car.registered_on)
  return CAR_COLUMNS.map(({ name }) =>
    name === 'registered_on' ? registered : (Cell.parse(cells[name]) ?? null),
  )
}
const Cell = z.union([z.string(), z.number(), z.boolean()]).nullish()
