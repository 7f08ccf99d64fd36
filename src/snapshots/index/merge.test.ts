import { describe, expect, test } from 'bun:test'
import { oddMarket } from '../../../tests/support/odd-market.ts'
import { matching } from '../../../tests/support/plain-market.ts'
import { randomFilter } from '../../../tests/support/queries.ts'
import type { Car } from '../../listing/car.ts'
import { FACETS, RANGE_FIELDS } from '../../listing/query.ts'
import { createRandom } from '../../pricing/random.ts'
import { NO_MOMENTS } from '../read.ts'
import { shownAttributes } from './attribute-facets.ts'
import { IndexBuilder } from './build.ts'
import { CarIndex } from './car-index.ts'
import type { Columns } from './columns.ts'
import { commonScale, mergeBins, mergeFacets, mergeMoments, quantileOfBins } from './merge.ts'
import { record } from './record.ts'
import { asShard } from './whole.ts'

function columnsOf(cars: readonly Car[]): Columns {
  const builder = new IndexBuilder()
  builder.add(cars)
  return builder.finish()
}

/** A market in one piece and in four, one of them empty, all counted into the same bins. */
function sharded(cars: readonly Car[]): { whole: CarIndex; shards: CarIndex[] } {
  const parts = [0, 1, 2].map((shard) =>
    cars.filter(({ id }) => Bun.hash.xxHash32(id) % 3 === shard),
  )
  const columns = [...parts, []].map(columnsOf)
  const scales = record(RANGE_FIELDS, (field) =>
    commonScale(columns.map(({ whole }) => whole.ranges[field].scale)),
  )
  const shown = shownAttributes(
    columns.map(({ size, texts, whole }) => ({
      size,
      column: texts.attributes,
      counts: whole.attributes.counts,
    })),
  )
  const rescaled = (each: Columns) => new CarIndex(asShard(each, scales, shown))
  return { whole: rescaled(columnsOf(cars)), shards: columns.map(rescaled) }
}

describe('a market in shards', () => {
  const random = createRandom(31)
  const cars = oddMarket(random, 600)
  const { whole, shards } = sharded(cars)
  const filters = [{}, ...Array.from({ length: 40 }, () => randomFilter(random, cars))]

  test('counts and facets add up to those of the whole', () => {
    for (const filter of filters) {
      const counts = shards.map((shard) => shard.count(filter))
      expect(counts.reduce((sum, count) => sum + count)).toBe(whole.count(filter))
      const merged = mergeFacets(shards.map((shard) => shard.facets(filter, FACETS)))
      expect(merged).toEqual(whole.facets(filter, FACETS))
    }
    const some = mergeFacets(shards.map((shard) => shard.facets({}, ['brand', 'price'])))
    expect(some).toEqual(whole.facets({}, ['brand', 'price']))
  })

  test('bins that suit all shards hold every car', () => {
    const { ranges } = whole.facets({}, RANGE_FIELDS)
    for (const field of RANGE_FIELDS) {
      const counted = ranges[field]?.bins.reduce((sum, { count }) => sum + count, 0)
      expect(counted).toBe(cars.filter((car) => car[field] !== null).length)
      expect(ranges[field]?.bins.length).toBeLessThan(60)
    }
    expect(commonScale([null, null])).toBeNull()
  })

  test('counts of different bins are not added', () => {
    const counts = [[{ from: 0, to: 1, count: 1 }], [{ from: 0, to: 2, count: 1 }]]
    expect(() => mergeBins(counts)).toThrow('different bins')
    expect(() => mergeBins([counts[0] ?? [], []])).toThrow('different bins')
    expect(mergeBins([])).toEqual([])
  })

  test('moments become those of the whole', () => {
    for (const filter of filters) {
      for (const of of ['price', 'km', 'years_left'] as const) {
        const merged = mergeMoments(shards.map((shard) => shard.moments(filter, of)))
        const wanted = whole.moments(filter, of)
        if (wanted.mean === null) {
          expect(merged).toEqual(NO_MOMENTS)
          continue
        }
        const { count, mean, squares, min, max } = wanted
        expect(merged).toMatchObject({ count, min, max })
        expect(merged.mean).toBeCloseTo(mean, 6)
        expect(merged.squares ?? Number.NaN).toBeCloseTo(squares, -Math.log10(squares + 1) / 2)
      }
    }
  })

  test('quantiles of merged counts are off by no more than a bin', () => {
    const edges = Array.from({ length: 61 }, (_, at) => at * 30_000)
    const inside = (price: number) => price >= 0 && price <= 1_800_000
    for (const filter of filters) {
      const bins = mergeBins(shards.map((shard) => shard.histogram(filter, 'price', edges)))
      const prices = matching(cars, filter)
        .map(({ price }) => price)
        .filter(inside)
        .sort((a, b) => a - b)
      for (const p of [0, 0.05, 0.25, 0.5, 0.75, 0.99, 1]) {
        const found = quantileOfBins(bins, p)
        if (prices.length === 0) {
          expect(found).toBeNaN()
          continue
        }
        const at = (prices.length - 1) * p
        const [low, high] = [prices[Math.floor(at)] ?? 0, prices[Math.ceil(at)] ?? 0]
        const exact = low + (high - low) * (at % 1)
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(30_000)
      }
    }
  })
})
