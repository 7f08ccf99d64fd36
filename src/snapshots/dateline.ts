import type { Dateline } from '../platform/ui/layout.tsx'
import type { ImportLedger } from './ledger.ts'
import type { MarketReader } from './read.ts'

/** What every page says of the market that readers see now; null before the first import. */
export async function readDateline(cars: MarketReader, imports: ImportLedger): Promise<Dateline> {
  const snapshot = await cars.current()
  if (!snapshot) return null
  const checksum = (await imports.find(snapshot.import_id))?.checksum
  return {
    version: snapshot.version,
    published_at: snapshot.published_at,
    as_of: snapshot.as_of,
    cars: snapshot.cars,
    checksum: checksum ? (checksum.agrees ? 'agrees' : 'differs') : 'none',
  }
}
