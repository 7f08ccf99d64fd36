import type { Car } from '../listing/car.ts'
import { baseOf } from './estimate-car.ts'

/** Cars of one base model that were made at most so many years apart can be compared. */
export const YEARS_APART = 2

type Named = Pick<Car, 'brand' | 'base_model' | 'year'>

/** Names that are remembered; a market has some hundreds. */
const MOST_NAMES = 20_000

/** How many cars a market lists of each base model and year of make. */
export class Neighbours {
  size = 0
  private readonly years = new Map<string, Map<number, number>>()
  /** the same by names as they stand in cars: to fold them takes longer than to count */
  private readonly known = new Map<string, Map<number, number>>()

  static of(cars: Iterable<Named>): Neighbours {
    const neighbours = new Neighbours()
    for (const car of cars) neighbours.add(car)
    return neighbours
  }

  /** @param count below zero takes cars away again */
  add(car: Named, count = 1): void {
    const years = this.yearsOf(car)
    years.set(car.year, (years.get(car.year) ?? 0) + count)
    this.size += count
  }

  /** Cars of the same base model made within two years of it; a car that is listed is among them. */
  near(car: Named): number {
    const years = this.yearsOf(car)
    let near = 0
    for (let year = car.year - YEARS_APART; year <= car.year + YEARS_APART; year++) {
      near += years.get(year) ?? 0
    }
    return near
  }

  private yearsOf({ brand, base_model }: Named): Map<number, number> {
    const name = `${brand}\n${base_model}`
    const known = this.known.get(name)
    if (known) return known
    const base = baseOf({ brand, base_model })
    const years = this.years.get(base) ?? new Map<number, number>()
    this.years.set(base, years)
    if (this.known.size < MOST_NAMES) this.known.set(name, years)
    return years
  }
}
