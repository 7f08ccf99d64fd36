import type { Database } from 'bun:sqlite'
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
import { chosen, present } from './filter.ts'
import { all, one, type Row } from './rows.ts'

export function countsOf(db: Database, answers: Answers): CarCounts {
  const scale = (snapshot: Snapshot, field: RangeField) =>
    answers.once(snapshot, `scale ${field}`, async () => measureScale(db, snapshot, field))

  return {
    count: async (snapshot, filter) => countOf(db, snapshot, filter),

    async facets(snapshot, filter, facets) {
      const found: Facets = { total: countOf(db, snapshot, filter), values: {}, ranges: {} }
      for (const facet of facets) {
        if (isRange(facet)) {
          const bins = await scale(snapshot, facet)
          found.ranges[facet] = rangeOf(db, snapshot, filter, facet, bins)
        } else found.values[facet] = valuesOf(db, snapshot, filter, facet)
      }
      return found
    },

    async group(snapshot, filter, { of, by, quantiles }) {
      const { sql, params } = chosen(snapshot, filter, { more: [present(of)] })
      const names = by.map((field, at) => `${field} AS g${at}`)
      const keys = by.map((_, at) => `g${at}`)
      const keysOf = (row: Row) => keys.map((key) => row[key] ?? null)
      if (quantiles.length === 0) {
        const grouped = by.length === 0 ? 'HAVING n > 0' : `GROUP BY ${keys} ORDER BY ${keys}`
        return all(db, `SELECT ${[...names, 'COUNT(*) AS n']} ${sql} ${grouped}`, params).map(
          (row) => ({ keys: keysOf(row), count: Number(row.n), quantiles: [] }),
        )
      }
      const within = by.length === 0 ? '' : `PARTITION BY ${by}`
      // The two ranks that each quantile lies between; with an exact one the second is not used.
      const ranks = quantiles.map(() => 'at - CAST((n - 1) * ? AS INTEGER) IN (0, 1)').join(' OR ')
      const ranked = all(
        db,
        `WITH ranked AS (
         SELECT ${[...names, `${of} AS amount`]}, COUNT(*) OVER (${within}) AS n,
           ROW_NUMBER() OVER (${within} ORDER BY ${of}) - 1 AS at ${sql})
       SELECT * FROM ranked WHERE ${ranks} ORDER BY ${[...keys, 'at']}`,
        [...params, ...quantiles],
      )
      const found = Map.groupBy(ranked, (row) => JSON.stringify(keysOf(row)))
      return [...found.values()].map((rows) => {
        const [first = {}] = rows
        const count = Number(first.n)
        const value = (rank: number) => Number(rows.find(({ at }) => at === rank)?.amount)
        return {
          keys: keysOf(first),
          count,
          quantiles: quantiles.map((p) => quantileOf(count, p, value)),
        }
      })
    },

    /** Two passes: squares about the mean keep their digits, a sum of plain squares would not. */
    async moments(snapshot, filter, of) {
      const { sql, params } = chosen(snapshot, filter, { more: [present(of)] })
      const found = one(
        db,
        `WITH chosen AS (SELECT ${of} AS value ${sql}),
           middle AS (SELECT COUNT(*) AS count, AVG(value) AS mean, MIN(value) AS min, MAX(value) AS max FROM chosen)
         SELECT middle.*, (SELECT SUM((value - mean) * (value - mean)) FROM chosen) AS squares FROM middle`,
        params,
      )
      return found?.count ? (found as Moments) : NO_MOMENTS
    },

    async histogram(snapshot, filter, of, edges) {
      const [least = 0, most = 0] = [edges[0], edges.at(-1)]
      const inside = { sql: `${of} BETWEEN ? AND ?`, params: [least, most] }
      const { sql, params } = chosen(snapshot, filter, { more: [inside] })
      const inner = edges.slice(1, -1)
      const bin = `CASE ${inner.map((_, at) => `WHEN ${of} < ? THEN ${at}`).join(' ')} ELSE ${inner.length} END`
      const counts = all(
        db,
        `SELECT ${inner.length === 0 ? '0' : bin} AS bin, COUNT(*) AS n ${sql} GROUP BY bin`,
        [...inner, ...params],
      )
      return binsBetween(edges, new Map(counts.map(({ bin, n }) => [Number(bin), Number(n)])))
    },
  }
}

const isRange = (facet: Facet): facet is RangeField =>
  (RANGE_FIELDS as readonly string[]).includes(facet)

function valuesOf(db: Database, snapshot: Snapshot, filter: CarFilter, facet: Facet): ValueCount[] {
  const { sql, params } = chosen(snapshot, filter, { except: facet, more: [present(facet)] })
  return all(
    db,
    `SELECT ${facet} AS value, COUNT(*) AS count ${sql} GROUP BY value ORDER BY count DESC, value`,
    params,
  ) as ValueCount[]
}

function rangeOf(
  db: Database,
  snapshot: Snapshot,
  filter: CarFilter,
  field: RangeField,
  scale: Scale | null,
): RangeFacet {
  const { sql, params } = chosen(snapshot, filter, { except: field, more: [present(field)] })
  const extent = one(db, `SELECT MIN(${field}) AS min, MAX(${field}) AS max ${sql}`, params) as {
    min: number | null
    max: number | null
  }
  if (scale === null) return rangeFacet(null, new Map(), extent)
  const bins = all(
    db,
    `SELECT MIN((${field} - ?) / ?, ?) AS bin, COUNT(*) AS n ${sql} GROUP BY bin`,
    [scale.from, scale.width, scale.count - 1, ...params],
  )
  return rangeFacet(scale, new Map(bins.map(({ bin, n }) => [Number(bin), Number(n)])), extent)
}

function measureScale(db: Database, snapshot: Snapshot, field: RangeField): Scale | null {
  const { sql } = chosen(snapshot, {}, { more: [present(field)] })
  const extent = one(db, `SELECT MIN(${field}) AS min, MAX(${field}) AS max, COUNT(*) AS n ${sql}`)
  const count = Number(extent?.n)
  if (count === 0) return null
  const most = one(db, `SELECT ${field} AS value ${sql} ORDER BY ${field} LIMIT 1 OFFSET ?`, [
    quantileRanks(count, field === 'year' ? 1 : 0.99).high,
  ])
  return scaleOf(Number(extent?.min), Number(most?.value), Number(extent?.max))
}
