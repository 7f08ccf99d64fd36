import type { Deps } from '../deps.ts'
import type { Car } from '../listing/car.ts'
import { type Looked, lookedAt } from '../snapshots/looked.ts'
import type { Snapshot } from '../snapshots/read.ts'
import { type CarState, storiesOf, UNTOUCHED } from '../transactions/car-state.ts'

/** A car that a reader looked at, as it stands now. */
export type LookedCar = Looked & {
  /** null: it is listed no more */
  car: Car | null
  state: CarState
  /** What it asks now, on the live market or in the snapshot; null: it is listed no more */
  now: number | null
}

/** The cars that a reader looked at, the last one first. */
export async function readLooked(
  { cars, transactions }: Deps,
  snapshot: Snapshot,
  request: Request,
): Promise<LookedCar[]> {
  const looked = [...lookedAt(request).values()].toReversed()
  if (looked.length === 0) return []
  const [found, events] = await Promise.all([
    Promise.all(looked.map(({ id }) => cars.find(snapshot, id))),
    transactions.ofCars(looked.map(({ id }) => id)),
  ])
  const stories = storiesOf(events)
  return looked.map((each, at) => {
    const car = found[at] ?? null
    const state = stories.get(each.id)?.state ?? UNTOUCHED
    return { ...each, car, state, now: state.price ?? car?.price ?? null }
  })
}
