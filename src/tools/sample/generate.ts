import { ORDINARY } from './catalogue.ts'
import {
  clean,
  DIRT,
  DIRT_KINDS,
  type DirtKind,
  type Draft,
  type Outcome,
  type Recent,
  USUAL_RATES,
} from './dirt.ts'
import { HARMLESS } from './harmless.ts'
import { createMarket, fieldsOf, type Market, type SampleCar } from './market.ts'
import { LATEST_YEAR } from './pricing.ts'
import { toLine, totalsLine } from './row.ts'

/** What must be reported for a row of the sample. */
export type TruthRow = {
  /** Line of the file on which the row begins; the header is 1. */
  line: number
  /** Ids of the rules that it breaks; none: clean. */
  rules: string[]
  outcome: Outcome
  /** Untidiness that must not be reported. */
  harmless?: string[]
}

export type SampleRow = { line: string; truth: TruthRow }

export type SampleOptions = {
  /** Rows under the header, the totals row among them. */
  rows: number
  seed: number
  /** No dirt of any kind, and no totals row. */
  clean?: boolean
  /** Share of all rows for each kind of dirt, where it is not the usual one. */
  rates?: Partial<Record<DirtKind, number>>
}

const HARMLESS_RATE = 0.03
const HARMLESS_KINDS = Object.keys(HARMLESS)
const REMEMBERED = 128

/**
 * The rows of a used-car file, one at a time and in memory that does not grow with their number: the same rows for the
 * same options on every machine. `line` has no line end after it, but may have one inside a quoted title.
 */
export function* generateRows(options: SampleOptions): Generator<SampleRow> {
  const { rows, seed } = options
  const market = createMarket(seed, rows)
  const schedule = options.clean
    ? null
    : createSchedule(market, { ...USUAL_RATES, ...options.rates })
  const listings = options.clean ? rows : rows - 1
  const recent: Recent[] = []
  const waiting: Draft[] = []
  let remembered = 0
  let line = 2
  let total = 0

  for (let row = 0; row < listings; row++) {
    const draft = next(row)
    yield place(draft)
    total += draft.price
    line += lines(draft)
  }
  if (!options.clean) {
    yield place({
      text: totalsLine(total),
      price: 0,
      rules: ['identity-blank'],
      outcome: 'rejected',
    })
  }

  /** The first row is of the latest year, because ages are counted to it. */
  function next(row: number): Draft {
    if (row === 0) return ordinary(market.car({ trims: NEWEST, years: [LATEST_YEAR, LATEST_YEAR] }))
    const left = listings - row
    if (waiting.length >= left || (waiting.length > 0 && market.random.next() < 0.1)) {
      return waiting.shift() as Draft
    }
    const kind = schedule?.due(row)
    if (!kind) return ordinary(market.car())
    const made = DIRT[kind](market, recent.length > 0 ? market.random.pick(recent) : undefined)
    const [first, ...others] = made ?? []
    if (!first || others.length + waiting.length >= left) return ordinary(market.car())
    waiting.push(...others)
    return first
  }

  function ordinary(car: SampleCar): Draft {
    const fields = fieldsOf(car)
    const untidy = !options.clean && market.random.next() < HARMLESS_RATE
    if (!untidy) {
      const text = toLine(fields)
      recent[remembered++ % REMEMBERED] = { car, text }
      return { text, price: car.price, ...clean() }
    }
    const kind = market.random.pick(HARMLESS_KINDS)
    HARMLESS[kind]?.(fields, market.random)
    return { text: toLine(fields), price: car.price, ...clean(), harmless: [kind] }
  }

  function place({ text, rules, outcome, harmless }: Draft): SampleRow {
    return { line: text, truth: { line, rules, outcome, ...(harmless && { harmless }) } }
  }
}

const NEWEST = ORDINARY.filter((trim) => trim.to === LATEST_YEAR)

const lines = ({ text }: Draft) => 1 + (text.includes('\n') ? 1 : 0)

/** When each kind of dirt is due: at its rate, with gaps of a half to one and a half of the usual. */
function createSchedule({ random }: Market, rates: Record<DirtKind, number>) {
  const due = DIRT_KINDS.map((kind) => 1 + random.next() / rates[kind])
  let soonest = Math.min(...due)
  return {
    due(row: number): DirtKind | null {
      if (row < soonest) return null
      const index = due.indexOf(soonest)
      const kind = DIRT_KINDS[index] as DirtKind
      due[index] = soonest + (0.5 + random.next()) / rates[kind]
      soonest = Math.min(...due)
      return kind
    },
  }
}
