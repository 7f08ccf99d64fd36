import type { StoredCar } from '../listing/car.ts'
import type { Import } from './import.ts'
import type { Change, ChangeCounts, Snapshot } from './read.ts'

/** What a store remembers of a snapshot for good, also when its cars are gone. `changes` null: none stood before it. */
export type SnapshotRecord = Snapshot & {
  changes: ChangeCounts | null
  removed: boolean
  /** the model behind its estimates, as it was stored */
  model: string | null
}

/** What a move or a backup takes out of a market and puts back, beyond what everybody reads. */
export interface MarketArchive {
  /** Every snapshot that ever was, oldest first. */
  snapshots(): Promise<SnapshotRecord[]>
  /** All cars of a snapshot with their rows, by id, in batches. */
  stored(snapshot: Snapshot): AsyncIterable<StoredCar[]>
  /** Puts a record back under the number that it had; later ones are numbered above it. Its rejects go to the ledger. */
  restoreImport(record: Import): Promise<void>
  /**
   * Puts a snapshot back with its numbers and times; visible once it is whole. Begin with the oldest. A removed one has
   * no cars.
   * @throws when the market has this version or a newer one
   */
  restoreSnapshot(
    record: SnapshotRecord,
    cars: AsyncIterable<StoredCar[]>,
    changes: AsyncIterable<Change[]>,
  ): Promise<void>
  /** Removes every snapshot with its history, every record and reject, and numbers from 1 again. There is no way back. */
  erase(): Promise<void>
}
