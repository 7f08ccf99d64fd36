import { money, percent } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import type { CarGroup } from '../read.ts'
import { spreadOf } from '../spread.ts'

/** Fewer cars than this say little about a year. */
export const ENOUGH = 30
/** A year is worth comparing when it holds this share of the cars. */
const WORTH_COMPARING = 0.05
/** What fewer cars ask is no finding, however few there are of each: they are compared with nothing. */
export const FEWEST_COMPARED = 10

/**
 * Which years are drawn, which two are compared, and the sentence that says it.
 * @param least cars of a year that is drawn, unless no year has them
 */
export function priceByAge(byYear: CarGroup[], total: number, least = ENOUGH) {
  const enough = byYear.filter(({ count }) => count >= least)
  const shown = enough.length > 0 ? enough : byYear
  const left = byYear.filter((row) => !shown.includes(row)).map(({ keys: [year] }) => String(year))
  const comparable = shown.filter(({ count }) => count >= total * WORTH_COMPARING)
  const compared = (comparable.length > 1 ? comparable : shown).filter(
    ({ count }) => count >= FEWEST_COMPARED,
  )
  const [most] = shown.toSorted((a, b) => b.count - a.count)
  const [old, young] = compared.length > 1 ? [compared[0], compared.at(-1)] : [most, undefined]
  if (!old) return { shown, left, pair: [], finding: t('No car states its year.') }
  const pair = [old, young].flatMap((row) => (row ? [Number(row.keys[0])] : []))
  return { shown, left, pair, finding: compare(old, young) }
}

function compare(old: CarGroup, young: CarGroup | undefined): string {
  const asked = spreadOf(old).median
  if (!young) {
    const [year, price] = [String(old.keys[0]), money(asked)]
    return t('Half of the cars of {year} ask less than {price}.', { year, price })
  }
  const reference = spreadOf(young).median
  return t('A {old} car asks {share} of what a {young} car asks: {price} against {reference}.', {
    old: String(old.keys[0]),
    young: String(young.keys[0]),
    share: percent(asked / reference),
    price: money(asked),
    reference: money(reference),
  })
}
