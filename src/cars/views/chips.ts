import { count, distance, money } from '../../platform/ui/format.ts'
import type { Chip } from '../../platform/ui/parts.tsx'
import {
  type CarFilter,
  FILTER_KEYS,
  RANGE_FIELDS,
  type RangeField,
  type ValueFacet,
} from '../query.ts'
import type { Relaxation } from '../relax.ts'
import { RANGE_LABELS, type StateNames, VALUE_LABELS, valueWords } from './words.ts'

/** Each active filter, with the filter that is left without it. A range is one chip, a repeated filter one for each value. */
export function chipsOf(
  filter: CarFilter,
  states: StateNames,
  href: (filter: CarFilter) => string,
): Chip[] {
  return [
    ...(filter.q ? [{ label: `Words: ${filter.q}`, href: href({ ...filter, q: undefined }) }] : []),
    ...FILTER_KEYS.flatMap((key) => valueChips(key, filter, states, href)),
    ...RANGE_FIELDS.flatMap((field) => rangeChip(field, filter, href)),
  ]
}

function valueChips(
  key: keyof CarFilter,
  filter: CarFilter,
  states: StateNames,
  href: (filter: CarFilter) => string,
): Chip[] {
  const values = filter[key]
  if (!Array.isArray(values)) return []
  return values.map((value, at) => {
    const rest = values.filter((_, index) => index !== at)
    return {
      label: `${labelOf(key)}: ${valueWords(key, value, states)}`,
      href: href({ ...filter, [key]: rest.length > 0 ? rest : undefined }),
    }
  })
}

const labelOf = (key: string) => (key === 'model' ? 'Model' : VALUE_LABELS[key as ValueFacet])

function rangeChip(
  field: RangeField,
  filter: CarFilter,
  href: (filter: CarFilter) => string,
): Chip[] {
  const [least, most] = [filter[`${field}_min`], filter[`${field}_max`]]
  if (least === undefined && most === undefined) return []
  const words =
    least === undefined
      ? `up to ${amount(field, most ?? 0)}`
      : most === undefined
        ? `from ${amount(field, least)}`
        : least === most
          ? amount(field, least)
          : `${amount(field, least)} to ${amount(field, most)}`
  const rest = { ...filter, [`${field}_min`]: undefined, [`${field}_max`]: undefined }
  return [{ label: `${RANGE_LABELS[field]}: ${words}`, href: href(rest) }]
}

/** A value of a range field with its unit. */
function amount(field: RangeField, value: number): string {
  if (field === 'year') return String(value)
  if (field === 'km') return distance(value)
  return money(value)
}

/** The same without its unit, as it stands in a form. */
export const plainAmount = (field: RangeField, value: number): string =>
  field === 'year' ? String(value) : count(value)

/** What a way out of an empty result changes. */
export function relaxationWords(
  { dropped, moved }: Pick<Relaxation, 'dropped' | 'moved'>,
  _states: StateNames,
): string {
  if (moved) {
    const [, field, side] = moved.key.match(/^(price|year|km|emi)_(min|max)$/) ?? []
    if (!field) return 'A wider range'
    const range = field as RangeField
    return `${RANGE_LABELS[range]} ${side === 'min' ? 'from' : 'up to'} ${amount(range, moved.to)}`
  }
  if (dropped === 'q') return 'Without the words'
  return dropped
    ? `Any ${labelOf(dropped).toLowerCase().replace('first registered in', 'state')}`
    : 'A wider filter'
}
