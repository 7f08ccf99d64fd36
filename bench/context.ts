import type { Filters } from './filters.ts'
import type { Peers } from './peers.ts'

export const ROOT = `${import.meta.dir}/..`

/** What every case is given. */
export type Context = {
  /** sizes of the market, in cars, rising */
  cars: number[]
  seed: number
  rounds: number
  /** the most that one load lasts */
  seconds: number
  /** folder of everything that is made or installed for benches; outside the repository */
  cache: string
  peers: Peers
  filters: Filters
  say(words: string): void
}

/** ms after which a row that does not agree with itself is not tried again */
export const PATIENCE = 120_000
