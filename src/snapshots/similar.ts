import type { Car } from '../listing/car.ts'
import { YEARS_APART } from '../pricing/index.ts'
import type { MarketReader, Snapshot } from './read.ts'

/** A neighbour of a car; 1 is a year, 10,000 km, another fuel or gearbox; 0.5 another trim or one more owner. */
export type Similar = { car: Car; distance: number }

const KM = 30_000
const LOOKED_AT = 200

/** What tells how near a listing is; `id` is that of the car itself, where it is listed. */
export type ComparedCar = Pick<
  Car,
  'brand' | 'base_model' | 'trim' | 'transmission' | 'fuel' | 'year' | 'km' | 'owners'
> & { id?: string }

/** The nearest cars of the same base model, nearest first. */
export async function similarCars(
  cars: MarketReader,
  snapshot: Snapshot,
  car: ComparedCar,
  wanted: number,
): Promise<Similar[]> {
  const { items } = await cars.page(snapshot, {
    filter: {
      brand: [car.brand],
      base_model: [car.base_model],
      year_min: Math.max(0, car.year - YEARS_APART),
      year_max: car.year + YEARS_APART,
      km_min: Math.max(0, car.km - KM),
      km_max: car.km + KM,
    },
    sort: '-year',
    limit: LOOKED_AT,
  })
  return items
    .filter(({ id }) => id !== car.id)
    .map((other) => ({ car: other, distance: distanceBetween(car, other) }))
    .sort((a, b) => a.distance - b.distance || (a.car.id < b.car.id ? -1 : 1))
    .slice(0, wanted)
}

export function distanceBetween(a: ComparedCar, b: ComparedCar): number {
  return (
    Math.abs(a.year - b.year) +
    Math.abs(a.km - b.km) / 10_000 +
    (a.fuel === b.fuel ? 0 : 1) +
    (a.transmission === b.transmission ? 0 : 1) +
    (a.trim === b.trim ? 0 : 0.5) +
    Math.abs((a.owners ?? 1) - (b.owners ?? 1)) * 0.5
  )
}
