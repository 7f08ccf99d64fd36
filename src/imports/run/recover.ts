import { inEnglish, message } from '../../platform/language/message.ts'
import type { ImportLedger } from '../../snapshots/ledger.ts'
import type { MarketReader } from '../../snapshots/read.ts'
import type { SnapshotWriter } from '../../snapshots/write.ts'
import { type Ending, now } from './record.ts'
import { publishedEnding } from './settle.ts'

type Stores = {
  cars: MarketReader
  imports: ImportLedger
  snapshots?: Pick<SnapshotWriter, 'held'>
}

/** Killed between the decision and the publication: it can be decided on again. */
const HELD: Ending = { status: 'held' }

/** The one lease that lets somebody import. */
export const IMPORT_LEASE = 'import'
/** ms without a sign of life after which an import counts as dead. */
export const LEASE_TTL = 60_000

/** Settles what killed imports left behind, unless one is running now. */
export async function recover(stores: Stores): Promise<void> {
  const lease = await stores.imports.lease(IMPORT_LEASE, LEASE_TTL)
  if (lease === null) return
  try {
    await recoverUnfinished(stores)
  } finally {
    await lease.release()
  }
}

/** For the holder of the lease alone: whatever still says running was killed, before or after its publication. */
export async function recoverUnfinished({ cars, imports, snapshots }: Stores): Promise<void> {
  for (const { id } of await imports.unfinished()) {
    const waits = (await snapshots?.held(id)) ?? null
    const ending = (await publishedEnding(cars, id)) ?? (waits ? HELD : interrupted())
    await imports.update(id, ending)
  }
}

function interrupted(): Ending {
  const words = message('The import was killed before it could publish')
  return { status: 'interrupted', error: inEnglish(words), message: words, finished_at: now() }
}
