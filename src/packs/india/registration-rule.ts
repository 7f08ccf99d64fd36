import type { Fuel } from '../../listing/car.ts'
import type { RegistrationLimit } from '../pack.ts'
import { REGISTRATION_LIMITS } from './registration-limits.ts'

/** The year and BH: a plate of the whole country, of no state. */
const BHARAT = /^\d{2}BH$/

export function registrationLimit(
  fuel: Fuel,
  state: string | null,
  mark: string | null = null,
): RegistrationLimit {
  const place = mark !== null && BHARAT.test(mark) ? 'BH' : state
  const found = REGISTRATION_LIMITS.find(
    ({ applies }) =>
      (applies.fuels === null || applies.fuels.includes(fuel)) &&
      (applies.states === null || (place !== null && applies.states.includes(place))),
  )
  if (!found) throw new Error(`no registration limit applies to ${fuel} in ${state}`)
  return found
}

const YEAR_MS = 365.2425 * 24 * 3600 * 1000

/**
 * Years left at `asOf` (ms), to one decimal and never below 0. An unknown date of registration, or one before the year
 * of make, counts as 1 January of that year: the earliest possible, so at least this much is left.
 */
export function yearsLeft(
  car: { year: number; registered_on: string | null; fuel: Fuel; state: string | null },
  asOf: number,
): number {
  const earliest = Date.UTC(car.year, 0, 1)
  const listed = car.registered_on === null ? earliest : Date.parse(car.registered_on)
  const used = (asOf - Math.max(earliest, listed)) / YEAR_MS
  const left = registrationLimit(car.fuel, car.state).years - used
  return Math.max(0, Math.round(left * 10) / 10)
}
