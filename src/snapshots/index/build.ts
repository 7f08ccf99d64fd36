import type { Car } from '../../listing/car.ts'
import { RANGE_FIELDS, type RangeField, SORT_FIELDS, VALUE_FACETS } from '../../listing/query.ts'
import { quantileRanks, scaleOf } from '../bins.ts'
import type { NumberColumn } from './column.ts'
import { type Columns, columnOf, type Whole, type WholeRange } from './columns.ts'
import { NUMBER_NAMES, numberOf, ORDERED_BY, TEXT_FIELDS, TEXT_NAMES } from './fields.ts'
import { NumberGatherer, TextGatherer } from './gather.ts'
import { IdGatherer } from './ids.ts'
import { record } from './record.ts'
import { binsOfCodes, tallyAll } from './tally.ts'

/** Makes the columns of a snapshot while its cars go by, in any order. Keeps about a hundred bytes a car. */
export class IndexBuilder {
  private size = 0
  private readonly ids: IdGatherer
  private readonly texts
  private readonly numbers

  /** @param expected number of cars, if it is known: saves growing */
  constructor(expected = 0) {
    this.ids = new IdGatherer(expected)
    this.texts = record(TEXT_NAMES, () => new TextGatherer(expected))
    this.numbers = record(NUMBER_NAMES, () => new NumberGatherer(expected))
  }

  add(cars: readonly Car[]): void {
    for (const car of cars) {
      const row = this.size++
      this.ids.add(car.id)
      for (const name of TEXT_NAMES) this.texts[name].set(row, TEXT_FIELDS[name](car))
      for (const name of NUMBER_NAMES) this.numbers[name].set(row, numberOf(car, name))
    }
  }

  /**
   * Ends the builder.
   * @throws when an id occurs twice
   */
  finish(): Columns {
    const { ids, order } = this.ids.finish()
    const texts = record(TEXT_NAMES, (name) => this.texts[name].finish(order))
    const orders = {} as Columns['orders']
    const numbers = record(NUMBER_NAMES, (name) => {
      const { column, ordered } = this.numbers[name].finish(order)
      for (const sort of SORT_FIELDS) {
        if (ORDERED_BY[sort] === name) orders[sort] = isAscending(ordered) ? null : ordered
      }
      return column
    })
    const columns = { size: this.size, ids, texts, numbers, orders }
    return { ...columns, whole: wholeOf(columns) }
  }
}

export async function columnsOf(batches: AsyncIterable<Car[]>, expected = 0): Promise<Columns> {
  const builder = new IndexBuilder(expected)
  for await (const cars of batches) builder.add(cars)
  return builder.finish()
}

const isAscending = (rows: Uint32Array) => rows.every((row, at) => row === at)

function wholeOf(columns: Omit<Columns, 'whole'>): Whole {
  return {
    values: record(VALUE_FACETS, (facet) => {
      const { codes, size } = columnOf(columns, facet)
      return [...tallyAll(codes, size).subarray(0, size)]
    }),
    ranges: record(RANGE_FIELDS, (field) => wholeRange(field, columns.numbers[field])),
  }
}

function wholeRange(field: RangeField, column: NumberColumn): WholeRange {
  const { codes, size, numbers } = column
  if (size === 0) return { scale: null, counts: [] }
  const tallied = tallyAll(codes, size)
  const { high } = quantileRanks(codes.length - (tallied[size] ?? 0), field === 'year' ? 1 : 0.99)
  let code = 0
  for (let upTo = tallied[0] ?? 0; upTo <= high; upTo += tallied[code] ?? 0) code += 1
  const number = (at: number) => numbers[at] ?? Number.NaN
  const scale = scaleOf(number(0), number(code), number(size - 1))
  const counts = new Array<number>(scale.count).fill(0)
  const bins = binsOfCodes(column, scale)
  for (let at = 0; at < size; at++) {
    const bin = bins[at] ?? 0
    counts[bin] = (counts[bin] ?? 0) + (tallied[at] ?? 0)
  }
  return { scale, counts }
}
