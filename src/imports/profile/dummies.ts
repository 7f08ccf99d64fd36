import type { Fuel, Transmission } from '../../listing/car.ts'
import type { Columns, Form } from '../../listing/row.ts'
import { readFuel, readTransmission } from '../cleaning/words.ts'
import type { Assignment, Column } from './assign.ts'
import { meaningsOf } from './names.ts'

type OneHot = NonNullable<Columns['oneHot']>

/** Cells that say whether a car is what the name of their column says. */
const YES_OR_NO = /^(?:0|1|true|false|yes|no|y|n)(?:\.0+)?$/i
/** Between the words of such a name: `Fuel_Type_Petrol`, `fuelType: Diesel`. */
const BETWEEN = /[\s_.:=/-]+/

/**
 * Facts that stand as a column a value, as models of prices want them: `fuel_Petrol`, `transmission_Manual`. They are
 * read where no column with words says the same.
 */
export function placeDummies(assignment: Assignment, columns: readonly Column[]): OneHot {
  const free = columns.filter(
    ({ values: { cells } }) => cells.length > 0 && cells.every((cell) => YES_OR_NO.test(cell)),
  )
  const saysNothing = (field: 'fuel' | 'transmission') => {
    const at = assignment.placed.get(field)?.at
    const values = at === undefined ? null : columns[at]?.values
    return values == null || (field === 'fuel' ? values.fuels : values.gearboxes) < 0.5
  }
  const [gearbox] = free.filter((column) => gearboxOf(column) !== null)
  if (gearbox && saysNothing('transmission')) {
    assignment.placed.set('transmission', { at: gearbox.at, ground: 'name', fit: 1 })
  }
  const fuels = saysNothing('fuel')
    ? free.flatMap((column) => {
        const value = valueIn(column.name, 'fuel', readFuel)
        return value === null ? [] : [{ at: column.at, value }]
      })
    : []
  const [first] = fuels
  if (first) assignment.placed.set('fuel', { at: first.at, ground: 'name', fit: 1 })
  return fuels
}

/** Of two gearboxes one is what the other is not: the answers of a column that asks for one; null: it asks for none. */
export function gearboxWords(column: Column): Form['words']['transmission'] | null {
  const asked = gearboxOf(column)
  if (asked === null || !column.values.cells.every((cell) => YES_OR_NO.test(cell))) return null
  const other = asked === 'manual' ? 'automatic' : 'manual'
  return {
    ...{ 1: asked, '10': asked, true: asked, yes: asked, y: asked },
    ...{ 0: other, '00': other, false: other, no: other, n: other },
  }
}

const gearboxOf = ({ name }: Column): Transmission | null =>
  valueIn(name, 'transmission', readTransmission)

/** The value at the end of a name that begins with what a field is called, or that is nothing else. */
function valueIn<T extends Fuel | Transmission>(
  name: string,
  kind: 'fuel' | 'transmission',
  read: (word: string) => T | null,
): T | null {
  const words = name.trim().split(BETWEEN).filter(Boolean)
  for (let cut = words.length - 1; cut >= 0; cut -= 1) {
    const before = words.slice(0, cut).join(' ')
    const value = words.slice(cut).join(' ')
    const named = cut === 0 || meaningsOf(before).some((each) => each.kind === kind)
    const found = value.length > 2 ? read(value) : null
    if (named && found !== null) return found
  }
  return null
}
