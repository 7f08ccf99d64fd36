import type { CarFilter } from '../listing/query.ts'
import type { MarketReader, Snapshot } from './read.ts'

export type Read<T> = (cars: MarketReader, snapshot: Snapshot, filter: CarFilter) => Promise<T>

/** The same reading, which answers each filter of a snapshot once. @param question its name among all others */
export const answeredOnce =
  <T>(question: string, read: Read<T>): Read<T> =>
  (cars, snapshot, filter) =>
    cars.answers.once(snapshot, `${question} ${JSON.stringify(filter)}`, () =>
      read(cars, snapshot, filter),
    )
