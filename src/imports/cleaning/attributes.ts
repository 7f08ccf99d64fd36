import { z } from 'zod'
import { Attribute, isMeasured, kindOf } from '../../listing/attribute.ts'
import type { Extra } from '../../listing/row.ts'
import { cleanText, isBlank } from './words.ts'

const LONGEST = 200
const LONGEST_DESCRIPTION = 2_000
/** What a cell says where nothing is known. */
const UNKNOWN = /^(?:0+|unknown|unbekannt|not specified|none|other|autres?|andere)$/i
const MEASURED = /^(\d{1,6}(?:[.,]\d{1,3})?)\s*([\p{L}][\p{L}/]{0,11})?$/u

/** The attributes of a row, in the order of their columns. What says nothing is left out. */
export function attributesOf(cells: readonly string[], extras: readonly Extra[]): Attribute[] {
  return extras.flatMap((extra) => {
    const text = cleanText(cells[extra.at] ?? '')
    if (extra.key === EXPORTED) return fromExport(text)
    return isBlank(text) ? [] : (attributeOf(text, extra) ?? [])
  })
}

/** The column that our own exports keep attributes in. */
export const EXPORTED = 'attributes'
const Exported = z.array(Attribute).max(24)

function fromExport(text: string): Attribute[] {
  try {
    return Exported.parse(JSON.parse(text))
  } catch {
    return []
  }
}

function attributeOf(text: string, { key, name, unit }: Extra): Attribute | null {
  const kind = kindOf(key)
  if (kind === 'link') {
    const isLink = /^https?:\/\/\S+$/i.test(text) && text.length <= LONGEST_DESCRIPTION
    return isLink ? { key, name, value: text, unit: null } : null
  }
  const measured = isMeasured(key) ? MEASURED.exec(text) : null
  if (measured) {
    const value = Number((measured[1] ?? '').replace(',', '.'))
    return value === 0 ? null : { key, name, value, unit: measured[2] ?? unit }
  }
  if (UNKNOWN.test(text)) return null
  const longest = kind === 'description' ? LONGEST_DESCRIPTION : LONGEST
  return { key, name, value: text.slice(0, longest), unit: null }
}
