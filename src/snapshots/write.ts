import type { StoredCar } from '../listing/car.ts'
import type { Snapshot } from './read.ts'

/**
 * ms that the cars of a removed snapshot stay readable. A reader takes a snapshot at the start of an answer and
 * may page through it for as long as the slowest export streams: ten minutes is far more than any has needed.
 */
export const REMOVAL_GRACE = 600_000

export type Publication = {
  as_of: string
  content_hash: string
  /** snapshots that stay listed */
  keep: number
  /** what the estimates of its cars were made with, as text; null: they have none */
  model: string | null
}

/** A snapshot in the making: invisible until `publish`, which is atomic. */
export interface Draft {
  write(cars: StoredCar[]): Promise<void>
  /**
   * Makes this the current snapshot and records what changed since the last one. Those beyond `keep` are no longer
   * listed; their cars go at a later draft or publication, once they have been removed for the grace time.
   */
  publish(details: Publication): Promise<Snapshot>
  /** Leaves a snapshot alone that was published. */
  discard(): Promise<void>
}

/** Who makes snapshots: the importer. */
export interface SnapshotWriter {
  /**
   * Begins a snapshot for an import; what an earlier attempt of anybody left behind is removed.
   * @param expected number of cars, if it is known: saves memory
   */
  draft(importId: number, expected?: number): Promise<Draft>
}
