import { type Message, message } from '../../platform/language/message.ts'
import type { Comparison, Import } from '../../snapshots/import.ts'
import type { MarketReader, Snapshot } from '../../snapshots/read.ts'
import type { Difference } from '../../snapshots/write.ts'

/** From how much on an import is held, in per cent; 0: never for that. */
export type Limits = { gone: number; rejected: number; price: number }

/** Rows or cars from which a share says something. */
const FEWEST = 50
/** A sample is there to be replaced. */
const SAMPLE = 'the bundled sample'

/** A draft beside the snapshot that readers see. */
export async function comparisonOf(
  cars: MarketReader,
  current: Snapshot | null,
  draft: Snapshot,
  difference: Difference | null,
): Promise<Comparison> {
  const median = async (snapshot: Snapshot) => {
    const request = { of: 'price', by: [], quantiles: [0.5] } as const
    const [all] = await cars.group(snapshot, {}, request)
    return Math.round(all?.quantiles[0] ?? 0)
  }
  const sizeOf = async (snapshot: Snapshot) => ({
    cars: snapshot.cars,
    median_price: await median(snapshot),
  })
  return {
    before: current && (await sizeOf(current)),
    after: await sizeOf(draft),
    ...(difference ?? { new: draft.cars, gone: 0, dearer: 0, cheaper: 0 }),
  }
}

type Found = {
  limits: Limits
  rows: Import['rows']
  comparison: Comparison
  /** what published the snapshot that readers see */
  publisher: Import | null
  profile: Import['profile']
  /** whether a sample may be replaced by anything */
  replaces?: 'sample' | 'nothing'
}

/** Why an import is not to be published unseen; none: it is like the last one. */
export function oddities(found: Found): Message[] {
  const { limits, rows, comparison, publisher, profile, replaces = 'sample' } = found
  const { before, after, gone } = comparison
  const odd: Message[] = []
  const rejected = share(rows.rejected, rows.read)
  if (rows.read >= FEWEST && exceeds(rejected, limits.rejected)) {
    odd.push(
      message('{percent} % of the rows were rejected: {n} of {all}', {
        percent: rejected,
        n: rows.rejected,
        all: rows.read,
      }),
    )
  }
  if (before === null || before.cars < FEWEST) return odd
  if (replaces === 'sample' && publisher?.source === SAMPLE) return odd
  const left = share(gone, before.cars)
  if (exceeds(left, limits.gone)) {
    odd.push(
      message('{percent} % of the cars would be gone: {n} of {all}', {
        percent: left,
        n: gone,
        all: before.cars,
      }),
    )
  }
  const moved = share(Math.abs(after.median_price - before.median_price), before.median_price)
  if (exceeds(moved, limits.price)) {
    odd.push(
      message('The price in the middle would move by {percent} %, from {before} to {after}', {
        percent: moved,
        before: before.median_price,
        after: after.median_price,
      }),
    )
  }
  const lost = Object.keys(publisher?.profile?.columns ?? {}).filter(
    (field) => !Object.hasOwn(profile?.columns ?? {}, field),
  )
  if (lost.length > 0) {
    odd.push(
      message('The last list said more of its cars: {columns}', { columns: lost.join(', ') }),
    )
  }
  return odd
}

const share = (part: number, whole: number) =>
  whole === 0 ? 0 : Math.round((part / whole) * 1000) / 10
const exceeds = (percent: number, limit: number) => limit > 0 && percent > limit
