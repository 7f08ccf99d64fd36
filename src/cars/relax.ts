import { type CarFilter, FILTER_KEYS, RANGE_FIELDS, type RangeField } from '../listing/query.ts'
import type { MarketReader, Snapshot } from '../snapshots/read.ts'

/** A filter that asks for less than the one that found nothing. `moved` names a bound and where it goes. */
export type Relaxation = {
  filter: CarFilter
  count: number
  dropped?: keyof CarFilter
  moved?: { key: keyof CarFilter; from: number; to: number }
}

/** The smallest steps that lead from no car to some: a bound moved as little as it must, or one filter dropped. */
export async function relaxations(
  cars: MarketReader,
  snapshot: Snapshot,
  filter: CarFilter,
): Promise<Relaxation[]> {
  const set = FILTER_KEYS.filter((key) => filter[key] !== undefined)
  const ranges = RANGE_FIELDS.filter((field) =>
    set.some((key) => key === `${field}_min` || key === `${field}_max`),
  )
  const bounds = set.filter((key) => boundOf(key) !== null)
  const dropped = await Promise.all(
    set
      .filter((key) => !bounds.includes(key))
      .map(async (key): Promise<Relaxation> => {
        const { [key]: _, ...rest } = filter
        return { filter: rest, dropped: key, count: await cars.count(snapshot, rest) }
      }),
  )
  const { ranges: extents } = await cars.facets(snapshot, filter, ranges)
  const moved = await Promise.all(
    bounds.map(async (key): Promise<Relaxation | null> => {
      const bound = boundOf(key)
      const from = filter[key] as number
      const extent = bound && extents[bound.field]
      const to = bound?.side === 'min' ? extent?.max : extent?.min
      const helps =
        to !== null && to !== undefined && (bound?.side === 'min' ? to < from : to > from)
      if (!helps) return null
      const wider = { ...filter, [key]: to }
      return { filter: wider, moved: { key, from, to }, count: await cars.count(snapshot, wider) }
    }),
  )
  const step = ({ moved }: Relaxation) =>
    moved ? Math.abs(moved.to - moved.from) / Math.max(moved.from, 1) : 1
  return [...moved.filter((each) => each !== null), ...dropped]
    .filter(({ count }) => count > 0)
    .sort((a, b) => step(a) - step(b) || a.count - b.count)
    .slice(0, 4)
}

function boundOf(key: keyof CarFilter): { field: RangeField; side: 'min' | 'max' } | null {
  const [, field, side] = key.match(/^(.+)_(min|max)$/) ?? []
  return field && side ? ({ field, side } as { field: RangeField; side: 'min' | 'max' }) : null
}
