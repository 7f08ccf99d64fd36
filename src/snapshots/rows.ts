import type { Car, Lineage } from '../listing/car.ts'
import type { Snapshot } from './read.ts'

/** The cars of a snapshot as a database keeps them: by their ids, and all in a row. Which they are, its index knows. */
export interface CarRows {
  /** In the order of the ids. Throws when one is not there, so that nothing is cut short. */
  byIds(snapshot: Snapshot, ids: readonly string[]): Promise<Car[]>
  find(snapshot: Snapshot, id: string): Promise<Car | null>
  lineage(snapshot: Snapshot, id: string): Promise<Lineage | null>
  /** By id, in batches. Throws when the snapshot is gone. */
  all(snapshot: Snapshot): AsyncIterable<Car[]>
}

/** @throws when a car is not there: its snapshot was removed meanwhile */
export function inOrderOf(
  ids: readonly string[],
  cars: readonly Car[],
  { version }: Snapshot,
): Car[] {
  const found = new Map(cars.map((car) => [car.id, car]))
  return ids.map((id) => {
    const car = found.get(id)
    if (!car) throw new Error(`snapshot ${version} was removed while it was read`)
    return car
  })
}
