import type { Import } from '../../snapshots/import.ts'
import type { ImportLedger, Lease } from '../../snapshots/ledger.ts'
import type { MarketReader } from '../../snapshots/read.ts'
import type { SnapshotWriter } from '../../snapshots/write.ts'
import { newRecord } from './record.ts'
import { IMPORT_LEASE, LEASE_TTL, recoverUnfinished } from './recover.ts'
import { type Hooks, ImportCancelled } from './watch.ts'

type Stores = {
  cars: MarketReader
  imports: ImportLedger
  snapshots?: Pick<SnapshotWriter, 'held'>
}

/** The right to import, and the record of the import that it is for. `ttl`: ms that the lease lives without renewal. */
export type Claim = { record: Import; lease: Lease; ttl: number }

/** ms between two looks at a lease that somebody else holds */
const WAIT = 500

/** What an import is: its source as readers may see it, and its market. */
export type Announced = { source: string; rulePack: string }

/** Claims the right to import; null while somebody else has it. What killed imports left behind is settled first. */
export async function tryClaim(
  stores: Stores,
  { source, rulePack }: Announced,
  ttl = LEASE_TTL,
): Promise<Claim | null> {
  const lease = await stores.imports.lease(IMPORT_LEASE, ttl)
  if (lease === null) return null
  try {
    await recoverUnfinished(stores)
    return { record: await stores.imports.create(newRecord(source, rulePack)), lease, ttl }
  } catch (error) {
    await lease.release().catch(() => {})
    throw error
  }
}

/** The same, waiting for its turn. @throws ImportCancelled when it is told to stop before */
export async function claim(
  stores: Stores,
  announced: Announced,
  hooks: Hooks = {},
  ttl = LEASE_TTL,
): Promise<Claim> {
  for (let waits = 0; ; waits += 1) {
    if (hooks.signal?.aborted) throw new ImportCancelled('Cancelled before it began')
    const claimed = await tryClaim(stores, announced, ttl)
    if (claimed !== null) return claimed
    if (waits === 0) hooks.onWait?.()
    await Bun.sleep(Math.min(WAIT, ttl / 2))
  }
}
