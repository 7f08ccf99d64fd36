import type { AggregationCursor, Db } from 'mongodb'
import { type CarFilter, type Facet, RANGE_FIELDS, type RangeField } from '../../listing/query.ts'
import type { Answers } from '../answers.ts'
import { binsBetween, quantileOf, quantileRanks, rangeFacet, type Scale, scaleOf } from '../bins.ts'
import {
  type CarCounts,
  type Facets,
  type Moments,
  NO_MOMENTS,
  type RangeFacet,
  type Snapshot,
  type ValueCount,
} from '../read.ts'
import { countOf } from './cars.ts'
import { type Condition, match, order, plain } from './filter.ts'
import { carsIn } from './schema.ts'

type Aggregate = <T extends object>(
  snapshot: Snapshot,
  pipeline: Condition[],
) => AggregationCursor<T>

export function countsOf(db: Db, answers: Answers): CarCounts {
  const aggregate: Aggregate = (snapshot, pipeline) =>
    carsIn(db, snapshot).aggregate(pipeline, { allowDiskUse: true })
  const scale = (snapshot: Snapshot, field: RangeField) =>
    answers.once(snapshot, `scale ${field}`, () => measureScale(db, snapshot, field))

  return {
    count: (snapshot, filter) => countOf(db, snapshot, filter),

    async facets(snapshot, filter, facets) {
      const found: Facets = { total: 0, values: {}, ranges: {} }
      // In the order that was asked for, whichever is answered first: the same question is the same answer.
      for (const facet of facets) {
        if (isRange(facet)) found.ranges[facet] = { min: null, max: null, bins: [] }
        else found.values[facet] = []
      }
      const one = async (facet: Facet) => {
        if (isRange(facet)) {
          const bins = await scale(snapshot, facet)
          found.ranges[facet] = await rangeOf(aggregate, snapshot, filter, facet, bins)
        } else found.values[facet] = await valuesOf(aggregate, snapshot, filter, facet)
      }
      const counted = async () => {
        found.total = await countOf(db, snapshot, filter)
      }
      await Promise.all([counted(), ...facets.map(one)])
      return found
    },

    /**
     * One pass: the database counts every value of every group, in order, and the ranks of the quantiles are found by
     * adding up. Exact, which $percentile is not, and every server can do it.
     */
    async group(snapshot, filter, { of, by, quantiles }) {
      const names = by.map((field, at) => [`g${at}`, field] as const)
      const values = quantiles.length > 0 || by.length === 0
      const order = [...names.map(([name]) => `_id.${name}`), ...(values ? ['_id.value'] : [])]
      const counted = aggregate<{ _id: { [name: string]: Key }; n: number }>(snapshot, [
        { $match: match(filter, undefined, [{ [of]: { $ne: null } }]) },
        {
          $group: {
            _id: {
              ...Object.fromEntries(names.map(([name, field]) => [name, `$${field}`])),
              ...(values && { value: `$${of}` }),
            },
            n: { $sum: 1 },
          },
        },
        { $sort: Object.fromEntries(order.map((name) => [name, 1])) },
      ])
      const found: { id: string; keys: Key[]; tally: Tally }[] = []
      for await (const { _id, n } of counted) {
        const keys = names.map(([name]) => _id[name] ?? null)
        const id = JSON.stringify(keys)
        let last = found.at(-1)
        if (last?.id !== id) {
          last = { id, keys, tally: [] }
          found.push(last)
        }
        last.tally.push({ value: Number(_id.value), n })
      }
      return found.map(({ keys, tally }) => ({ keys, ...quantilesOf(tally, quantiles) }))
    },

    /** Two passes: squares about the mean keep their digits, a sum of plain squares would not. */
    async moments(snapshot, filter, of) {
      const $match = match(filter, undefined, [{ [of]: { $ne: null } }])
      const [middle] = await aggregate<Omit<Moments, 'squares'>>(snapshot, [
        { $match },
        {
          $group: {
            _id: null,
            count: { $sum: 1 },
            mean: { $avg: `$${of}` },
            min: { $min: `$${of}` },
            max: { $max: `$${of}` },
          },
        },
        { $project: { _id: 0 } },
      ]).toArray()
      if (!middle) return NO_MOMENTS
      const apart = { $subtract: [`$${of}`, middle.mean] }
      const [spread] = await aggregate<{ squares: number }>(snapshot, [
        { $match },
        { $group: { _id: null, squares: { $sum: { $multiply: [apart, apart] } } } },
      ]).toArray()
      return { ...middle, squares: spread?.squares ?? 0 } as Moments
    },

    async histogram(snapshot, filter, of, edges) {
      const [least = 0, most = 0] = [edges[0], edges.at(-1)]
      const inside = { [of]: { $gte: plain(least), $lte: plain(most) } }
      // The highest boundary of $bucket is outside; the last bin takes its own.
      const boundaries = [...edges.slice(0, -1), Math.abs(most) * 2 + 1].map(plain)
      const counted = await aggregate<{ _id: number; n: number }>(snapshot, [
        { $match: match(filter, undefined, [inside]) },
        { $bucket: { groupBy: `$${of}`, boundaries, output: { n: { $sum: 1 } } } },
      ]).toArray()
      return binsBetween(edges, new Map(counted.map(({ _id, n }) => [edges.indexOf(_id), n])))
    },
  }
}

async function valuesOf(
  aggregate: Aggregate,
  snapshot: Snapshot,
  filter: CarFilter,
  facet: Facet,
): Promise<ValueCount[]> {
  const counts = await aggregate<{ _id: string | number; count: number }>(snapshot, [
    { $match: match(filter, facet, [{ [facet]: { $ne: null } }]) },
    { $group: { _id: `$${facet}`, count: { $sum: 1 } } },
    { $sort: { count: -1, _id: 1 } },
  ]).toArray()
  return counts.map(({ _id, count }) => ({ value: _id, count }))
}

async function rangeOf(
  aggregate: Aggregate,
  snapshot: Snapshot,
  filter: CarFilter,
  field: RangeField,
  scale: Scale | null,
): Promise<RangeFacet> {
  if (scale === null) return rangeFacet(null, new Map(), { min: null, max: null })
  const { from, width, count, max } = scale
  const boundaries = Array.from({ length: count }, (_, index) => from + index * width)
  const bins = await aggregate<{ _id: number; n: number; min: number; max: number }>(snapshot, [
    { $match: match(filter, field, [{ [field]: { $ne: null } }]) },
    {
      $bucket: {
        groupBy: `$${field}`,
        boundaries: [...boundaries, Math.max(max, from + count * width) + 1],
        output: { n: { $sum: 1 }, min: { $min: `$${field}` }, max: { $max: `$${field}` } },
      },
    },
  ]).toArray()
  const counts = new Map(bins.map(({ _id, n }) => [(_id - from) / width, n]))
  return rangeFacet(scale, counts, {
    min: bins.length === 0 ? null : Math.min(...bins.map((bin) => bin.min)),
    max: bins.length === 0 ? null : Math.max(...bins.map((bin) => bin.max)),
  })
}

async function measureScale(db: Db, snapshot: Snapshot, field: RangeField): Promise<Scale | null> {
  const present: Condition = field === 'emi' ? { emi_missing: { $eq: 0 } } : {}
  const cars = carsIn(db, snapshot)
  const count = field === 'emi' ? await cars.countDocuments(present) : snapshot.cars
  if (count === 0) return null
  const at = async (rank: number) => {
    const ranked = cars.find(present, { projection: { [field]: 1 } }).sort(order(field))
    const [found] = await ranked.skip(rank).limit(1).toArray()
    return Number(found?.[field])
  }
  const most = quantileRanks(count, field === 'year' ? 1 : 0.99).high
  return scaleOf(...(await Promise.all([at(0), at(most), at(count - 1)])))
}

const isRange = (facet: Facet): facet is RangeField =>
  (RANGE_FIELDS as readonly string[]).includes(facet)

type Key = string | number | null
/** The values of a group in order, each with how often it occurs. */
type Tally = { value: number; n: number }[]

function quantilesOf(tally: Tally, quantiles: readonly number[]) {
  const upTo: number[] = []
  for (const { n } of tally) upTo.push((upTo.at(-1) ?? 0) + n)
  const count = upTo.at(-1) ?? 0
  const value = (rank: number) => tally[firstAbove(upTo, rank)]?.value ?? Number.NaN
  return { count, quantiles: quantiles.map((p) => quantileOf(count, p, value)) }
}

function firstAbove(ascending: number[], rank: number): number {
  let [low, high] = [0, ascending.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] ?? 0) > rank) high = middle
    else low = middle + 1
  }
  return low
}
