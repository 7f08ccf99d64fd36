import { expect } from 'bun:test'
import { FACETS } from '../../src/listing/query.ts'
import type { CarIndex } from '../../src/snapshots/index/car-index.ts'
import type {
  Bin,
  CarGroup,
  Facets,
  MarketReader,
  Moments,
  Snapshot,
} from '../../src/snapshots/read.ts'
import type { MarketQuery } from './queries.ts'

/** What a market answers to a query. `found`: which of the ids, in order. */
export type Answers = {
  total: number
  page: { ids: string[]; before: boolean; after: boolean }
  facets: Facets
  groups: CarGroup[]
  cross: CarGroup[]
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
    facets: [facets.ranges.price?.min ?? null, hash(facetsAsIn010(facets))],
    groups: [groups.length, hash(groups.map(asIn010))],
    cross: [cross.length, hash(cross.map(asIn010))],
    moments,
    bins: bins.map(({ count }) => count),
    found: found.length,
  }
}

/** 0.1.0 called the keys of a group its groups. */
const asIn010 = ({ keys, ...rest }: CarGroup) => ({ groups: keys, ...rest })
/** It knew of no attributes. */
const facetsAsIn010 = ({ attributes: _, ...rest }: Facets) => rest
const hash = (value: unknown) => Bun.hash.xxHash32(JSON.stringify(value)).toString(36)

export async function answersOfStore(
  store: MarketReader,
  snapshot: Snapshot,
  query: MarketQuery,
): Promise<Answers> {
  const { filter, sort, limit, at, of, by, measure, cross, quantiles, edges, ids } = query
  const page = await store.page(snapshot, { filter, sort, limit, ...(at && { at }) })
  return {
    total: page.total,
    page: { ids: page.items.map(({ id }) => id), before: page.before, after: page.after },
    facets: await store.facets(snapshot, filter, FACETS),
    groups: await store.group(snapshot, filter, { of, by: by ? [by] : [], quantiles }),
    cross: await store.group(snapshot, filter, { of: measure, by: cross, quantiles }),
    moments: await store.moments(snapshot, filter, of),
    bins: await store.histogram(snapshot, filter, measure, edges),
    found: [...(await store.among(snapshot, filter, ids))].sort(),
  }
}

export function answersOfIndex(index: CarIndex, query: MarketQuery): Answers {
  const { filter, sort, limit, at, of, by, measure, cross, quantiles, edges, ids } = query
  const page = index.page(filter, { sort, limit, ...(at && { at }) })
  return {
    total: page.total,
    page: { ids: page.rows.map((row) => index.idOf(row)), before: page.before, after: page.after },
    facets: index.facets(filter, FACETS),
    groups: index.group(filter, { of, by: by ? [by] : [], quantiles }),
    cross: index.group(filter, { of: measure, by: cross, quantiles }),
    moments: index.moments(filter, of),
    bins: index.histogram(filter, measure, edges),
    found: [...index.among(filter, ids)].sort(),
  }
}

/** Figures are equal; sums of fractions but for what adding them in another order rounds away. */
export function expectSame<T extends { moments: Moments }>(found: T, expected: T): void {
  const { moments, ...rest } = found
  const { moments: wanted, ...others } = expected
  expect(rest as object).toEqual(others)
  if (wanted.mean === null || moments.mean === null) {
    expect(moments).toEqual(wanted)
    return
  }
  const { count, min, max } = wanted
  expect(moments).toMatchObject({ count, min, max })
  const size = Math.max(Math.abs(wanted.min), Math.abs(wanted.max), 1)
  expect(Math.abs(moments.mean - wanted.mean)).toBeLessThanOrEqual(1e-12 * size)
  expect(Math.abs(moments.squares - wanted.squares)).toBeLessThanOrEqual(
    1e-9 * wanted.squares + 1e-12 * size ** 2,
  )
}
