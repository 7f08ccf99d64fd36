import { ATTRIBUTE_KINDS, type AttributeKind } from '../../listing/attribute.ts'
import type { Extra } from '../../listing/row.ts'
import { EXPORTED } from '../cleaning/attributes.ts'
import type { Column } from './assign.ts'
import { isEconomy } from './assign.ts'
import { meaningsOf } from './names.ts'

/** No car page lists more. */
const MOST = 24
const LONGEST_NAME = 60
const isKept = (kind: string): kind is AttributeKind =>
  (ATTRIBUTE_KINDS as readonly string[]).includes(kind)

/** The columns that hold no field of a car and whose names say what they are. @param used places that are read */
export function extrasOf(columns: readonly Column[], used: ReadonlySet<number>): Extra[] {
  const extras: Extra[] = []
  const counts = new Map<string, number>()
  for (const column of columns) {
    if (used.has(column.at) || column.values.cells.length === 0) continue
    if (column.name === EXPORTED && column.values.cells[0]?.startsWith('[')) {
      extras.push({ at: column.at, key: EXPORTED, name: EXPORTED, unit: null })
      continue
    }
    const kind = kindOf(column)
    if (kind === null || extras.length === MOST) continue
    const count = (counts.get(kind) ?? 0) + 1
    counts.set(kind, count)
    const key = count === 1 ? kind : `${kind}_${count}`
    const name = column.name.slice(0, LONGEST_NAME)
    extras.push({ at: column.at, key, name, unit: unitIn(column.name) })
  }
  return extras
}

function kindOf({ name, hints, values }: Column): AttributeKind | null {
  const [meaning] = meaningsOf(name)
  if (meaning === undefined) return null
  if (meaning.kind === 'km' && isEconomy(hints, values)) return 'economy'
  return isKept(meaning.kind) ? meaning.kind : null
}

/** `powerPS`, `Power (kW)`, `hp`: null where the name says none. */
const unitIn = (name: string): string | null =>
  /(?:^|[^\p{L}]|(?<=\p{Ll}))(PS|CV|KM|kW|KW|bhp|BHP|hp|HP|Nm|mpg|kmpl)(?:$|[^\p{L}])/u.exec(
    name,
  )?.[1] ?? null
