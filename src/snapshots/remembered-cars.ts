import { LRUCache } from 'lru-cache'
import type { Car } from '../listing/car.ts'
import type { Snapshot } from './read.ts'
import type { CarRows } from './rows.ts'

/** Cars that are kept: some 2 kB each with their JSON. */
const MOST = 4096

/**
 * The cars that were read last, of one snapshot, which never changes: most questions are about cars that others were
 * shown before. They are frozen, as many get the same.
 */
export function rememberCars(rows: CarRows): Pick<CarRows, 'byIds' | 'find'> {
  const cars = new LRUCache<string, Car>({ max: MOST })
  let of = ''
  const enter = ({ import_id, content_hash, published_at }: Snapshot) => {
    const name = `${import_id} ${content_hash} ${published_at}`
    if (name !== of) cars.clear()
    of = name
    return name
  }
  /** A snapshot that was asked for meanwhile has taken the place. */
  const keep = (name: string, car: Car) => {
    if (name === of) cars.set(car.id, Object.freeze(car))
  }
  return {
    async byIds(snapshot, ids) {
      const name = enter(snapshot)
      const known = ids.map((id) => cars.get(id))
      const missing = ids.filter((_, at) => known[at] === undefined)
      if (missing.length === 0) return known as Car[]
      const read = await rows.byIds(snapshot, missing)
      for (const car of read) keep(name, car)
      let next = 0
      return known.map((car) => car ?? (read[next++] as Car))
    },

    async find(snapshot, id) {
      const name = enter(snapshot)
      const known = cars.get(id)
      if (known) return known
      const car = await rows.find(snapshot, id)
      if (car) keep(name, car)
      return car
    },
  }
}
