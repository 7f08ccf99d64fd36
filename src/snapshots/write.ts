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

/** What would change if a draft were published. Prices in the currency of the market. */
export type Difference = { new: number; gone: number; dearer: number; cheaper: number }

/** A snapshot in the making: invisible until `publish`, which is atomic. */
export interface Draft {
  write(cars: StoredCar[]): Promise<void>
  /** Against the current snapshot, once all cars are written; null: there is none. */
  compare(content_hash: string): Promise<Difference | null>
  /** Keeps it, whole and out of sight, until somebody decides; the oldest beyond HELD_AT_MOST are given up for it. */
  hold(details: Omit<Publication, 'keep'>): Promise<void>
  /**
   * Makes this the current snapshot and records what changed since the last one. Those beyond `keep` are no longer
   * listed; their cars go at a later draft or publication, once they have been removed for the grace time.
   */
  publish(details: Publication): Promise<Snapshot>
  /** Leaves a snapshot alone that was published. */
  discard(): Promise<void>
}

/** Drafts that wait at once. */
export const HELD_AT_MOST = 5

/** A draft that waits. `snapshot`: its cars can be read by it, though it has no version yet. */
export interface Held {
  snapshot: Snapshot
  publish(keep: number): Promise<Snapshot>
  discard(): Promise<void>
}

/** Who makes snapshots: the importer. */
export interface SnapshotWriter {
  /**
   * Begins a snapshot for an import; what an earlier attempt of anybody left behind is removed.
   * @param expected number of cars, if it is known: saves memory
   */
  draft(importId: number, expected?: number): Promise<Draft>
  /** The draft of an import that is held; null: there is none, or no longer. */
  held(importId: number): Promise<Held | null>
}
