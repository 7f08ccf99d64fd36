import type { Field, Form } from '../../listing/row.ts'
import { plainForm } from '../cleaning/clean.ts'
import { currencyOf, signsOf, usualMedian } from '../cleaning/currency.ts'
import { compact } from '../cleaning/words.ts'
import type { Answers } from './answers.ts'
import type { Column } from './assign.ts'
import { gearboxWords } from './dummies.ts'
import type { Market } from './sight.ts'

/** How the cells of a file are meant, as far as they and the names above them tell it. */
export function formOf(
  columns: readonly Column[],
  at: Record<Field, number>,
  market: Market,
  answers: Answers,
): Form {
  const form = plainForm(market.unit)
  const km = columns[at.km]
  if (km) {
    // Miles are set by hand: they stand until somebody says that the name of the column is right.
    const named = km.hints.unit === 'km' && market.unit === 'mi' ? null : km.hints.unit
    form.distance.unit = answers.unit ?? named ?? unitIn(km) ?? market.unit
    form.distance.scale = answers.scale?.km ?? km.hints.scale ?? 1
    form.distance.decimal = km.values.distances.decimal
  }
  const price = columns[at.price]
  if (price) {
    const said = currencySaid(price, market.currency)
    const currency = answers.currency ?? said ?? market.currency
    form.price.currency = currency
    form.price.scale = answers.scale?.price ?? price.hints.scale ?? 1
    form.price.decimal = price.values.prices.decimal
    form.price.rate = answers.rate ?? 1
    if (answers.currency !== undefined && said !== null && currency !== null) {
      const signs = [...price.values.prices.units.keys()]
      form.price.signs = signs.filter((sign) => !signsOf(currency).has(sign))
    }
  }
  const engine = columns[at.engine_cc]
  if (engine?.hints.engine) form.engine.unit = engine.hints.engine
  form.dates = orderOf(columns[at.registered_on] ?? columns[at.year])
  const gearbox = columns[at.transmission]
  if (gearbox && isYesOrNo(gearbox)) form.words.transmission = AUTOMATIC_OR_NOT
  else if (gearbox) form.words.transmission = gearboxWords(gearbox) ?? form.words.transmission
  const fuel = columns[at.fuel]
  if (fuel && isBeside(fuel, 'gas')) form.words.fuel = { gas: 'lpg' }
  if (fuel && isBeside(fuel, 'nafta')) form.words.fuel = { ...form.words.fuel, nafta: 'diesel' }
  return form
}

function unitIn({ values }: Column) {
  const units = [...values.distances.units.keys()]
  const [unit] = units
  return units.length === 1 && (unit === 'km' || unit === 'mi') ? unit : null
}

/** The currency that a column names, or most of its cells; null: neither does. */
export function currencySaid({ hints, values }: Column, market: string | null): string | null {
  const counts = new Map<string, number>()
  for (const [sign, count] of values.prices.units) {
    const code = currencyOf(sign, market)
    if (code !== null) counts.set(code, (counts.get(code) ?? 0) + count)
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a)
  return hints.currency ?? most?.[0] ?? null
}

/** What the numbers of a price column were divided by, where that alone makes them prices of cars; null: nothing. */
export function scaleMissing(median: number, currency: string | null): number | null {
  const usual = currency === null ? null : usualMedian(currency)
  if (median <= 0 || median >= 1000) return null
  if (usual === null) return median < 100 ? 1e3 : null
  if (median >= usual.least) return null
  const scales = ['INR', 'PKR', 'LKR', 'NPR', 'BDT'].includes(currency ?? '')
    ? [1e5, 1e3, 1e7]
    : [1e3, 1e6]
  return scales.find((each) => median * each >= usual.least && median * each <= usual.most) ?? null
}

/** Whether days stand before months: where one part never passes 12 and the other does, or is always the first. */
function orderOf(column: Column | undefined): Form['dates'] {
  const parts = (column?.values.cells ?? []).flatMap((cell) => {
    const found = /^(\d{1,2})[-/.](\d{1,2})[-/.]\d{4}/.exec(cell)
    return found ? [[Number(found[1]), Number(found[2])] as const] : []
  })
  const monthsFirst = parts.some(([, second]) => second > 12)
  return monthsFirst && parts.every(([first]) => first <= 12) ? 'mdy' : 'dmy'
}

/** The answers of a column that asks whether a car is automatic. */
const AUTOMATIC_OR_NOT: Form['words']['transmission'] = {
  ...{ y: 'automatic', yes: 'automatic', true: 'automatic', 1: 'automatic', s: 'automatic' },
  ...{ sim: 'automatic', si: 'automatic', oui: 'automatic', ja: 'automatic' },
  ...{ n: 'manual', no: 'manual', false: 'manual', 0: 'manual', nao: 'manual', non: 'manual' },
  nein: 'manual',
}
const isYesOrNo = ({ name, values: { cells } }: Column): boolean =>
  /automati|automáti/i.test(name) &&
  cells.every((cell) => Object.hasOwn(AUTOMATIC_OR_NOT, compact(cell)))

const PETROL = 'petrol benzin benzín benzine benzina gasolina gasoline essence'.split(' ')
/** A word for petrol is another fuel where petrol has another word: gas, and what Czechs call nafta. */
function isBeside({ values }: Column, fuel: string): boolean {
  const words = new Set(values.cells.map((cell) => cell.toLowerCase()))
  return words.has(fuel) && PETROL.some((word) => words.has(word))
}
