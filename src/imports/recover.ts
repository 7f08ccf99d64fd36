import { inEnglish, message } from '../platform/language/message.ts'
import type { Import } from '../snapshots/import.ts'
import type { ImportLedger } from '../snapshots/ledger.ts'
import type { MarketReader } from '../snapshots/read.ts'

type Stores = { cars: MarketReader; imports: ImportLedger }

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
export async function recoverUnfinished({ cars, imports }: Stores): Promise<void> {
  const unfinished = await imports.unfinished()
  if (unfinished.length === 0) return
  const snapshots = await cars.snapshots()
  for (const { id } of unfinished) {
    const snapshot = snapshots.find((each) => each.import_id === id)
    await imports.update(id, snapshot ? await published(cars, snapshot) : interrupted())
  }
}

async function published(
  cars: MarketReader,
  { version, published_at }: { version: number; published_at: string },
): Promise<Partial<Import>> {
  const changes = await cars.changes(version)
  return { status: 'published', finished_at: published_at, snapshot: version, changes }
}

function interrupted(): Partial<Import> {
  const words = message('The import was killed before it could publish')
  const error = inEnglish(words)
  return { status: 'interrupted', error, message: words, finished_at: new Date().toISOString() }
}
