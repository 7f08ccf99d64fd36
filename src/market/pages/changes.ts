import { median } from 'd3-array'
import type { CarFilter } from '../../listing/query.ts'
import type { Change, ChangeCounts, MarketReader, Snapshot } from '../../snapshots/read.ts'

const LARGEST = 10
const DAY = 86_400_000

/** What happened between the snapshot before and this one. Shares are of the price before. */
export type Changes = {
  /** null: nothing stood before this snapshot */
  since: { version: number; published_at: string | null } | null
  counts: ChangeCounts | null
  /** whether cars that are gone could be asked the filter: the snapshot before is still kept */
  gone_filtered: boolean
  price: { cheaper: number; dearer: number; median_share: number | null }
  /** the largest cuts, by share */
  cuts: (Change & { share: number })[]
  /** of the cars that are gone: from the snapshot that they came with to this one; `at_least`: some came before the first */
  days_listed: { cars: number; median: number | null; at_least: boolean }
}

/** One pass over what changed, in batches. */
export async function readChanges(
  cars: MarketReader,
  snapshot: Snapshot,
  filter: CarFilter,
): Promise<Changes> {
  const counts = await cars.changes(snapshot.version)
  if (!counts) return NONE
  const before = snapshot.version - 1
  const earlier = await cars.readable(before)
  const filtered = Object.keys(filter).length > 0
  const wanted = async (batch: Change[]): Promise<Change[]> => {
    if (!filtered) return batch
    const ids = (gone: boolean) =>
      batch.filter(({ kind }) => (kind === 'gone') === gone).map(({ id }) => id)
    const [now, then] = await Promise.all([
      cars.among(snapshot, filter, ids(false)),
      earlier ? cars.among(earlier, filter, ids(true)) : new Set<string>(),
    ])
    return batch.filter(({ id, kind }) => (kind === 'gone' ? then : now).has(id))
  }
  const seen = { new: 0, gone: 0, price: 0 }
  const shares: number[] = []
  const days: number[] = []
  let cuts: Changes['cuts'] = []
  let atLeast = false
  for await (const batch of cars.changed(snapshot.version)) {
    const changes = await wanted(batch)
    for (const { kind } of changes) seen[kind] += 1
    const moved = changes.flatMap((change) => {
      const { kind, price_before: old, price_after: now } = change
      return kind === 'price' && old && now !== null ? [{ ...change, share: now / old - 1 }] : []
    })
    shares.push(...moved.map(({ share }) => share))
    cuts = [...cuts, ...moved.filter(({ share }) => share < 0)]
      .sort((a, b) => a.share - b.share)
      .slice(0, LARGEST)
    const gone = changes.filter(({ kind }) => kind === 'gone').map(({ id }) => id)
    if (gone.length === 0) continue
    const { first, later } = await cars.arrivals(gone, snapshot.version)
    for (const id of gone) {
      const from = later.get(id) ?? first ?? snapshot.published_at
      if (!later.has(id)) atLeast = true
      days.push((Date.parse(snapshot.published_at) - Date.parse(from)) / DAY)
    }
  }
  return {
    since: { version: before, published_at: earlier?.published_at ?? null },
    counts: seen,
    gone_filtered: !filtered || earlier !== null,
    price: {
      cheaper: shares.filter((share) => share < 0).length,
      dearer: shares.filter((share) => share > 0).length,
      median_share: median(shares) ?? null,
    },
    cuts,
    days_listed: { cars: days.length, median: median(days) ?? null, at_least: atLeast },
  }
}

const NONE: Changes = {
  since: null,
  counts: null,
  gone_filtered: true,
  price: { cheaper: 0, dearer: 0, median_share: null },
  cuts: [],
  days_listed: { cars: 0, median: null, at_least: false },
}
