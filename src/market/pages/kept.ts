import type { CarFilter } from '../../listing/query.ts'
import type { MarketReader, Snapshot } from '../../snapshots/read.ts'

const KEPT = 50

export type Read<T> = (cars: MarketReader, snapshot: Snapshot, filter: CarFilter) => Promise<T>

/** The same question about the same snapshot is asked once: a snapshot never changes. The last answers are kept. */
export function kept<T>(read: Read<T>): Read<T> {
  const stores = new WeakMap<MarketReader, Map<string, Promise<T>>>()
  return (cars, snapshot, filter) => {
    const answers = stores.get(cars) ?? new Map<string, Promise<T>>()
    stores.set(cars, answers)
    const key = `${snapshot.version} ${snapshot.content_hash} ${JSON.stringify(filter)}`
    const known = answers.get(key)
    if (known) return known
    const answer = read(cars, snapshot, filter)
    answer.catch(() => answers.delete(key))
    answers.set(key, answer)
    const [oldest] = answers.keys()
    if (answers.size > KEPT && oldest !== undefined) answers.delete(oldest)
    return answer
  }
}
