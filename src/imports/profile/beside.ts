import type { Columns, Field } from '../../listing/row.ts'
import { joined } from '../cleaning/clean.ts'
import { currencyOf } from '../cleaning/currency.ts'
import { DISTANCE_WORDS } from '../cleaning/quantity.ts'
import type { Column } from './assign.ts'
import { meaningsOf } from './names.ts'
import { SERIES } from './series.ts'
import { Values } from './values.ts'

type Beside = NonNullable<Columns['beside']>

/** Cells of a column that must say a currency or a unit. */
const MOST = 0.8

/** The columns that say what others leave out: `price, currency`, `mileage, unit` and `series, model`. */
export function besideOf(columns: readonly Column[], at: Record<Field, number>): Beside {
  const find = (kind: string, says: (cell: string) => boolean) =>
    columns.find(({ name, at: place, values: { cells } }) => {
      const named = meaningsOf(name).some((each) => each.kind === kind)
      const free = !Object.values(at).includes(place)
      return named && free && cells.filter(says).length > cells.length * MOST
    })?.at
  const price = find('currency', (cell) => currencyOf(cell.toLowerCase(), null) !== null)
  const km = find('distance_unit', (cell) => DISTANCE_WORDS.get(cell.toLowerCase())?.unit != null)
  const model = seriesOf(columns, at)
  return {
    ...(price !== undefined && { price }),
    ...(km !== undefined && { km }),
    ...(model !== undefined && { model }),
  }
}

/** `Focus` beside `1.6 TDCi Trend`: a model that begins with its engine leaves the series to a column of its own. */
function seriesOf(columns: readonly Column[], at: Record<Field, number>): number | undefined {
  const cells = columns[at.model]?.values.cells ?? []
  const sized = cells.filter((cell) => /^\d[.,]\d\b/.test(cell)).length
  if (at.model === at.brand || sized * 2 <= cells.length) return undefined
  const used = Object.values(at)
  return columns.find(({ name, at: place }) => SERIES.test(name.trim()) && !used.includes(place))
    ?.at
}

/** A column as it is read: with what stands beside its cells. */
export function withBeside(
  column: Column,
  columns: readonly Column[],
  at: Record<Field, number>,
  beside: Beside,
): Column {
  const field = (['price', 'km'] as const).find((each) => at[each] === column.at)
  const other = columns[(field && beside[field]) ?? -1]
  if (other === undefined) return column
  const cells = column.raw.map((cell, row) => joined(cell, other.raw[row]))
  return { ...column, values: new Values(cells) }
}
