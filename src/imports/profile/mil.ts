import type { Field, Form } from '../../listing/row.ts'
import { readYear } from '../cleaning/cells.ts'
import { DISTANCE_WORDS, readQuantity } from '../cleaning/quantity.ts'
import type { Column } from './assign.ts'

/** Where people say mil for 10 km. */
const CURRENCIES = new Set(['SEK', 'NOK'])
/** km a year: hardly any car drives less, and few drive ten times this. */
const LEAST = 2500
const FEWEST = 5

/** Whether distances without a unit are Swedish miles: cars of a country that uses them that seem hardly to be driven. */
export function countsInMil(
  { price, distance }: Form,
  columns: readonly Column[],
  at: Record<Field, number>,
): boolean {
  const [km, years] = [columns[at.km], columns[at.year]]
  if (!CURRENCIES.has(price.currency ?? '') || distance.scale !== 1 || !km || !years) return false
  const all = years.raw.map((cell) => readYear(cell) ?? 0)
  const newest = Math.max(...all)
  const aYear = km.raw.flatMap((cell, row) => {
    const [amount, year] = [readQuantity(cell, DISTANCE_WORDS)?.amount, all[row] ?? 0]
    return amount === undefined || year === 0 ? [] : [amount / (newest - year + 1)]
  })
  const middle = aYear.sort((a, b) => a - b)[Math.floor(aYear.length / 2)] ?? 0
  return aYear.length >= FEWEST && middle > 0 && middle < LEAST
}
