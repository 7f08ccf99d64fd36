import type { Dateline } from '../platform/ui/layout.tsx'
import type { Published } from '../platform/ui/page.tsx'
import type { ImportLedger } from './ledger.ts'
import type { MarketReader } from './read.ts'

/**
 * Says on every page which market readers see; null before the first import. What an import found is written just after
 * its snapshot is published, and does not change from then on: it is asked for until then, and kept.
 */
export function createDateline(
  cars: Pick<MarketReader, 'current'>,
  imports: Pick<ImportLedger, 'find'>,
): (current?: Published) => Promise<Dateline> {
  let kept: { key: string; dateline: Dateline } | null = null
  return async (given) => {
    const current = given ?? (await cars.current())
    if (!current) return null
    const { version, published_at, as_of } = current
    const key = `${version} ${current.content_hash}`
    if (kept?.key === key) return kept.dateline
    const run = await imports.find(current.import_id)
    const checksum = run?.checksum ? (run.checksum.agrees ? 'agrees' : 'differs') : 'none'
    const settled = run === null || (run.status !== 'queued' && run.status !== 'running')
    const dateline = {
      version,
      published_at,
      as_of,
      cars: current.cars,
      checksum,
      settled,
    } as const
    if (settled) kept = { key, dateline }
    return dateline
  }
}
