import type { Deps } from '../deps.ts'
import { type Looked, lookCookie, lookedAt } from '../snapshots/looked.ts'
import { type CarState, storiesOf, UNTOUCHED } from '../transactions/car-state.ts'

/** How a car stands on the live market, and for who looked at it before: what it asked then, and asks now. */
export type Mark = { state: CarState; since: { price: number; now: number } | null }

/**
 * The marks of the cars of a page.
 * @param look the car whose page it is: the browser is to remember what it asks
 */
export async function readMarks(
  deps: Deps,
  request: Request,
  ids: readonly string[],
  look: string | undefined,
): Promise<{ marks: Map<string, Mark>; cookie: string | null }> {
  const looked = lookedAt(request)
  const [events, prices] = await Promise.all([
    deps.transactions.ofCars(ids),
    pricesOf(
      deps,
      [...ids, ...(look ? [look] : [])].filter((id) => looked.has(id) || id === look),
    ),
  ])
  const stories = storiesOf(events)
  const marks = new Map<string, Mark>()
  for (const id of ids) {
    const { state } = stories.get(id) ?? { state: UNTOUCHED }
    marks.set(id, { state, since: sinceOf(looked.get(id), state.price ?? prices.get(id)) })
  }
  const price = look === undefined ? undefined : prices.get(look)
  if (look === undefined || price === undefined || looked.has(look)) return { marks, cookie: null }
  const asks = marks.get(look)?.state.price ?? price
  const on = new Date().toISOString().slice(0, 10)
  return { marks, cookie: lookCookie(request, { id: look, price: asks, on }) }
}

const sinceOf = (before: Looked | undefined, now: number | undefined): Mark['since'] =>
  before === undefined || now === undefined ? null : { price: before.price, now }

/** Prices of the snapshot; a car that is not listed has none. */
async function pricesOf({ cars }: Deps, ids: readonly string[]): Promise<Map<string, number>> {
  const snapshot = ids.length === 0 ? null : await cars.current()
  if (snapshot === null) return new Map()
  const found = await Promise.all(ids.map((id) => cars.find(snapshot, id)))
  return new Map(found.flatMap((car) => (car ? [[car.id, car.price]] : [])))
}
