import type { CarFilter } from '../listing/query.ts'
import type { Change, MarketReader, Snapshot } from './read.ts'

/** A filter that almost nothing matches must not read every change that ever was. */
const MOST_EXAMINED = 50_000

export type News = {
  /** Newest first; in one snapshot by id */
  changes: Change[]
  /** There may be more than these */
  cut: boolean
}

/**
 * What buyers want to hear of a filter: cars that appeared or became cheaper in the snapshots that are kept, and are
 * still there.
 * @param since the version behind which it happened; 0: any
 * @param most changes that are wanted
 */
export async function newsOf(
  cars: MarketReader,
  snapshot: Snapshot,
  filter: CarFilter,
  { since = 0, most, examine = MOST_EXAMINED }: { since?: number; most: number; examine?: number },
): Promise<News> {
  const found: Change[] = []
  const versions = (await cars.snapshots())
    .map(({ version }) => version)
    .filter((version) => version > since && version <= snapshot.version)
  let examined = 0
  for (const version of versions) {
    for await (const batch of cars.changed(version)) {
      const wanted = batch.filter(isGood)
      const ids = wanted.map(({ id }) => id)
      const there = await cars.among(snapshot, filter, ids)
      found.push(...wanted.filter(({ id }) => there.has(id)))
      examined += batch.length
      if (found.length > most || examined >= examine) {
        return { changes: found.slice(0, most), cut: true }
      }
    }
  }
  return { changes: found, cut: false }
}

const isGood = ({ kind, price_before, price_after }: Change): boolean =>
  kind === 'new' ||
  (kind === 'price' && price_before !== null && price_after !== null && price_after < price_before)
