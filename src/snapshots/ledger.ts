import type { Profile } from '../listing/profile.ts'
import type { Import, Reject } from './import.ts'

export type RejectPage = { items: Reject[]; total: number }

/** Who may import now. A lease that is not renewed in time falls to the next who asks. */
export interface Lease {
  /** who holds it, for `heldLease` */
  readonly holder: string
  /** false: somebody else has taken it over. */
  renew(): Promise<boolean>
  release(): Promise<void>
}

/** The records of imports and the rows that they refused. Kept for good: nothing is lost. */
export interface ImportLedger {
  /** Numbers imports from 1. */
  create(record: Omit<Import, 'id'>): Promise<Import>
  update(id: number, change: Partial<Omit<Import, 'id'>>): Promise<void>
  find(id: number): Promise<Import | null>
  /** Newest first, below `before` where it is given. */
  list(request: { limit: number; before?: number }): Promise<{ items: Import[]; total: number }>
  /** Imports that still say queued or running. */
  unfinished(): Promise<Import[]>

  keepRejects(id: number, rejects: Reject[]): Promise<void>
  /** In the order of the file, from the `offset`-th on. */
  rejects(id: number, request: { offset: number; limit: number }): Promise<RejectPage>

  /** Asks a running import to stop; it stops at its next batch. false: it is not running. */
  requestCancellation(id: number): Promise<boolean>
  cancellationRequested(id: number): Promise<boolean>

  /** A small value that all replicas share; null where nothing is kept under this name. */
  readSetting(name: string): Promise<string | null>
  /** Keeps a value where nothing is kept yet. @returns what is kept, which may be another replica's */
  writeSetting(name: string, value: string): Promise<string>

  /** Keeps a value in place of the one before. Who may be doing so at once takes a lease. */
  replaceSetting(name: string, value: string): Promise<void>

  /** How files with a header are read; null: nobody has said. */
  profile(fingerprint: string): Promise<Profile | null>
  /** All that are kept, by their fingerprints. */
  profiles(): Promise<Profile[]>
  /** Keeps it for the next file with its header, in place of the one before. */
  keepProfile(profile: Profile): Promise<void>

  /** null while another holder's lease lives. `ttl` in ms. */
  lease(name: string, ttl: number): Promise<Lease | null>
  /** A lease that was taken elsewhere, as by another thread of this process. Whether it still holds, `renew` tells. */
  heldLease(name: string, holder: string, ttl: number): Lease
}
