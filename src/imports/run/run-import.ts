import type { Import } from '../../snapshots/import.ts'
import { openSource, type Source, sourceName } from '../sources/index.ts'
import { type Claim, claim } from './claim.ts'
import { failedAs } from './failure-record.ts'
import { asTyped } from './failures.ts'
import { importSource } from './import-source.ts'
import { type Ending, now } from './record.ts'
import type { ImportSettings, ImportStores } from './settings.ts'
import { settle } from './settle.ts'
import { type Hooks, Watch } from './watch.ts'

export type { ImportSettings } from './settings.ts'

/** ms for which a database that is away when an import has failed is waited for */
const PATIENCE = 20_000

/**
 * Imports a source as a new snapshot, or finds that nothing changed, in this thread. Waits while another import runs.
 * Resolves with the record, also when it was cancelled; throws SourceUnavailable, SourceUnsupported, SourceRefused,
 * NotACarList, UnreadableFile or ImportFailed, with the snapshot that was current still current.
 */
export async function runImport(
  stores: ImportStores,
  settings: ImportSettings,
  hooks: Hooks = {},
): Promise<Import> {
  const source = settings.shownAs ?? sourceName(settings.sources, settings.importFolders)
  const claimed = await claim(stores, { source, rulePack: settings.rulePack }, hooks)
  hooks.onStart?.(claimed.record)
  try {
    return await carryOut(stores, settings, claimed, hooks)
  } finally {
    await claimed.lease.release().catch(() => {})
  }
}

/** Does what was claimed, and ends its record. The lease stays with whoever claimed. Resolves and throws likewise. */
export async function carryOut(
  stores: ImportStores,
  settings: ImportSettings,
  { record, lease, ttl }: Claim,
  hooks: Hooks,
  patience = PATIENCE,
): Promise<Import> {
  const watch = new Watch(stores.imports, record.id, lease, ttl, hooks)
  const end = (ending: Ending) => settle(stores.imports, record.id, ending, { patience })
  let source: Source | null = null
  try {
    const { sources, importFolders, confined, remote } = settings
    source = await openSource(sources, { folders: importFolders, confined, remote })
    if (source.kept !== undefined) await stores.imports.update(record.id, { kept: source.kept })
    const ending = await importSource(stores, settings, watch, record, source)
    const change = { ...ending, finished_at: now() }
    await end(change)
    return { ...((await stores.imports.find(record.id)) ?? record), ...change }
  } catch (caught) {
    if (watch.cancelled) {
      const change = { status: 'cancelled', finished_at: now() } as const
      await end(change)
      return { ...record, ...change }
    }
    const failure = asTyped(caught)
    // A database that is still away is reported by what it broke; whoever claimed next settles the record.
    await end({ ...failedAs(failure), finished_at: now() }).catch(() => {})
    throw failure
  } finally {
    watch.end()
    await source?.close()
  }
}
