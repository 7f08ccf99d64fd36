import { FACETS } from '../../src/listing/query.ts'
import type {
  Bin,
  Breakdown,
  CarStore,
  Facets,
  Moments,
  Snapshot,
} from '../../src/snapshots/store.ts'
import type { MarketQuery } from './queries.ts'

/** What a market answers to a query. `found`: which of the ids, in order. */
export type Answers = {
  total: number
  page: { ids: string[]; before: boolean; after: boolean }
  facets: Facets
  groups: Breakdown[]
  cross: Breakdown[]
  moments: Moments
  bins: Bin[]
  found: string[]
}

/** Answers as test data keeps them: what is long is a hash of it, beside a figure that a person can check. */
export type Digest = {
  total: number
  page: [first: string | null, before: boolean, after: boolean, hash: string]
  facets: [cheapest: number | null, hash: string]
  groups: [count: number, hash: string]
  cross: [count: number, hash: string]
  moments: Moments
  bins: number[]
  found: number
}

export function digest(answers: Answers): Digest {
  const { total, page, facets, groups, cross, moments, bins, found } = answers
  return {
    total,
    page: [page.ids[0] ?? null, page.before, page.after, hash(page.ids)],
    facets: [facets.ranges.price?.min ?? null, hash(facets)],
    groups: [groups.length, hash(groups)],
    cross: [cross.length, hash(cross)],
    moments,
    bins: bins.map(({ count }) => count),
    found: found.length,
  }
}

const hash = (value: unknown) => Bun.hash.xxHash32(JSON.stringify(value)).toString(36)

export async function answersOfStore(
  store: CarStore,
  snapshot: Snapshot,
  query: MarketQuery,
): Promise<Answers> {
  const { filter, sort, limit, at, of, by, measure, cross, quantiles, edges, ids } = query
  const page = await store.page(snapshot, { filter, sort, limit, ...(at && { at }) })
  const groups = await store.distribution(snapshot, filter, { of, quantiles, ...(by && { by }) })
  return {
    total: page.total,
    page: { ids: page.items.map(({ id }) => id), before: page.before, after: page.after },
    facets: await store.facets(snapshot, filter, FACETS),
    groups: groups.map(({ group, ...rest }) => ({ groups: by ? [group] : [], ...rest })),
    cross: await store.breakdown(snapshot, filter, { of: measure, by: cross, quantiles }),
    moments: await store.moments(snapshot, filter, of),
    bins: await store.histogram(snapshot, filter, measure, edges),
    found: [...(await store.among(snapshot, filter, ids))].sort(),
  }
}
