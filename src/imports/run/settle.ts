import type { Import } from '../../snapshots/import.ts'
import type { ImportLedger } from '../../snapshots/ledger.ts'
import type { MarketReader } from '../../snapshots/read.ts'
import type { Ending } from './record.ts'
import type { ImportStores } from './settings.ts'

/** ms between two attempts, the first and the longest */
const FIRST_WAIT = 200
const LONGEST_WAIT = 10_000

export type Patience = {
  /** ms for which a database that is away is waited for */
  patience: number
  signal?: AbortSignal
}

/**
 * Ends the record of an import, also when the database is away just then: it is asked again until it answers.
 * @throws the last failure once patience is over
 */
export async function settle(
  imports: ImportLedger,
  id: number,
  ending: Ending,
  patience: Patience,
): Promise<void> {
  await persist(() => imports.update(id, ending), patience)
}

/**
 * Ends an import whose worker is no more: as published where its snapshot stands, else as `ending` says, and with
 * nothing left of its draft. A record that somebody else has ended stays as it is.
 */
export async function settleOrphan(
  stores: ImportStores,
  id: number,
  ending: Ending,
  patience: Patience,
): Promise<Import> {
  return await persist(async () => {
    const record = await stores.imports.find(id)
    if (!record) throw new Error(`there is no import ${id}`)
    if (record.status !== 'running' && record.status !== 'queued') return record
    const change = (await publishedEnding(stores.cars, id)) ?? ending
    if (change === ending) await (await stores.snapshots.draft(id)).discard()
    await stores.imports.update(id, change)
    return { ...record, ...change }
  }, patience)
}

/** How an import ended that published a snapshot; null: it published none that is still kept. */
export async function publishedEnding(cars: MarketReader, id: number): Promise<Ending | null> {
  const snapshot = (await cars.snapshots()).find((each) => each.import_id === id)
  if (!snapshot) return null
  const { version, published_at } = snapshot
  const changes = await cars.changes(version)
  return { status: 'published', finished_at: published_at, snapshot: version, changes }
}

async function persist<T>(attempt: () => Promise<T>, { patience, signal }: Patience): Promise<T> {
  const until = performance.now() + patience
  for (let wait = FIRST_WAIT; ; wait = Math.min(LONGEST_WAIT, wait * 2)) {
    try {
      return await attempt()
    } catch (error) {
      if (performance.now() + wait > until || signal?.aborted) throw error
      await Bun.sleep(wait)
    }
  }
}
