import type { Car } from '../../listing/car.ts'
import { SORT_FIELDS } from '../../listing/query.ts'
import type { Columns } from './columns.ts'
import {
  NUMBER_NAMES,
  numberOf,
  ORDERED_BY,
  searchedOf,
  TEXT_FIELDS,
  TEXT_NAMES,
  type TextField,
} from './fields.ts'
import { NumberGatherer, TextGatherer } from './gather.ts'
import { IdGatherer } from './id-gatherer.ts'
import { record } from './record.ts'
import { wholeOf } from './whole.ts'

/** Cars for which a collection costs less than what it gives back. */
const MANY = 100_000
/** Titles whose words are remembered. */
const TITLES = 50_000

/** Makes the columns of a snapshot while its cars go by, in any order. Keeps about a hundred bytes a car. */
export class IndexBuilder {
  private size = 0
  private readonly ids: IdGatherer
  private readonly texts
  private readonly numbers
  private readonly words = new Map<string, string>()

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
      for (const name of TEXT_NAMES) this.texts[name].set(row, this.textOf(car, name))
      for (const name of NUMBER_NAMES) this.numbers[name].set(row, numberOf(car, name))
    }
  }

  /** Titles repeat, and to take their words is most of the work. */
  private textOf(car: Car, name: TextField): string | null {
    if (name !== 'words') return TEXT_FIELDS[name](car)
    const text = searchedOf(car)
    const known = this.words.get(text)
    if (known !== undefined) return known
    if (this.words.size === TITLES) this.words.clear()
    const made = TEXT_FIELDS.words(car)
    this.words.set(text, made)
    return made
  }

  /** Of arrays outside of its heap the collector knows too little: those of one column would wait for the last. */
  private tidy(): void {
    if (this.size > MANY) Bun.gc(true)
  }

  /**
   * Ends the builder.
   * @throws when an id occurs twice
   */
  finish(): Columns {
    this.tidy()
    const { ids, order } = this.ids.finish()
    this.tidy()
    this.words.clear()
    const texts = record(TEXT_NAMES, (name) => this.texts[name].finish(order))
    this.tidy()
    const orders = {} as Columns['orders']
    const numbers = record(NUMBER_NAMES, (name) => {
      const { column, ordered } = this.numbers[name].finish(order)
      for (const sort of SORT_FIELDS) {
        if (ORDERED_BY[sort] === name) orders[sort] = isAscending(ordered) ? null : ordered
      }
      this.tidy()
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
