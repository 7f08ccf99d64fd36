import { RANGE_FIELDS, type RangeField, VALUE_FACETS } from '../../listing/query.ts'
import { quantileRanks, type Scale, scaleOf } from '../bins.ts'
import { shownAttributes } from './attribute-facets.ts'
import type { Column, NumberColumn } from './column.ts'
import {
  type Columns,
  columnOf,
  type ShownAttribute,
  type Whole,
  type WholeRange,
} from './columns.ts'
import { record } from './record.ts'
import { binsOfCodes, tallyAll } from './tally.ts'

/** Counts of the whole market: what is asked without a filter, and what the counts of most of it are taken from. */
export function wholeOf(columns: Pick<Columns, 'size' | 'texts' | 'numbers'>): Whole {
  return {
    values: record(VALUE_FACETS, (facet) => countsOf(columnOf(columns, facet))),
    ranges: record(RANGE_FIELDS, (field) => {
      const column = columns.numbers[field]
      const tallied = tallyAll(column.codes, column.size)
      return countedInto(usualScale(field, column, tallied), column, tallied)
    }),
    attributes: attributesOf(columns),
  }
}

const countsOf = ({ codes, size }: Column): number[] => [...tallyAll(codes, size).subarray(0, size)]

function attributesOf({ size, texts }: Pick<Columns, 'size' | 'texts'>): Whole['attributes'] {
  const column = texts.attributes
  const counts = countsOf(column)
  return { shown: shownAttributes([{ size, column, counts }]), counts }
}

/** The same cars, counted into other bins, and with other attributes listed: as suits all shards of a market. */
export function asShard(
  columns: Columns,
  scales: Record<RangeField, Scale | null>,
  shown: ShownAttribute[],
): Columns {
  const ranges = record(RANGE_FIELDS, (field) => {
    const column = columns.numbers[field]
    return countedInto(scales[field], column, tallyAll(column.codes, column.size))
  })
  const attributes = { ...columns.whole.attributes, shown }
  return { ...columns, whole: { ...columns.whole, ranges, attributes } }
}

/** The open last bin begins where the dearest hundredth does; years have none. */
function usualScale(field: RangeField, column: NumberColumn, tallied: Uint32Array): Scale | null {
  const { codes, size, numbers } = column
  if (size === 0) return null
  const { high } = quantileRanks(codes.length - (tallied[size] ?? 0), field === 'year' ? 1 : 0.99)
  let code = 0
  for (let upTo = tallied[0] ?? 0; upTo <= high; upTo += tallied[code] ?? 0) code += 1
  const number = (at: number) => numbers[at] ?? Number.NaN
  return scaleOf(number(0), number(code), number(size - 1))
}

function countedInto(scale: Scale | null, column: NumberColumn, tallied: Uint32Array): WholeRange {
  if (scale === null) return { scale, counts: [] }
  const counts = new Array<number>(scale.count).fill(0)
  const bins = binsOfCodes(column, scale)
  for (let at = 0; at < column.size; at++) {
    const bin = bins[at] ?? 0
    counts[bin] = (counts[bin] ?? 0) + (tallied[at] ?? 0)
  }
  return { scale, counts }
}
