import { count, distance, money } from '../platform/language/format.ts'
import { t } from '../platform/language/message.ts'
import type { Chip } from '../platform/ui/lists.tsx'
import { attributeLabel, keyOfChoice } from './attribute.ts'
import {
  type CarFilter,
  FILTER_KEYS,
  RANGE_FIELDS,
  type RangeField,
  type ValueFacet,
} from './query.ts'
import { rangeLabel, type StateNames, valueLabel, valueWords } from './words.ts'

/** Each active filter, with the filter that is left without it. A range is one chip, a repeated filter one for each value. */
export function chipsOf(
  filter: CarFilter,
  states: StateNames,
  href: (filter: CarFilter) => string,
): Chip[] {
  return [
    ...(filter.q
      ? [
          {
            label: t('Words: {words}', { words: filter.q }),
            href: href({ ...filter, q: undefined }),
          },
        ]
      : []),
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
    const said = key === 'attribute' ? attributeWords(String(value)) : null
    return {
      label: t('{label}: {value}', {
        label: said?.label ?? labelOf(key),
        value: said?.value ?? valueWords(key, value, states),
      }),
      href: href({ ...filter, [key]: rest.length > 0 ? rest : undefined }),
    }
  })
}

function attributeWords(choice: string) {
  const key = keyOfChoice(choice)
  return { label: attributeLabel(key), value: choice.slice(key.length + 1) }
}

function labelOf(key: string): string {
  if (key === 'model') return t('Model')
  return key === 'flag' ? t('Flag') : valueLabel(key as ValueFacet)
}

function rangeChip(
  field: RangeField,
  filter: CarFilter,
  href: (filter: CarFilter) => string,
): Chip[] {
  const [least, most] = [filter[`${field}_min`], filter[`${field}_max`]]
  if (least === undefined && most === undefined) return []
  const words =
    least === undefined
      ? t('up to {amount}', { amount: amount(field, most ?? 0) })
      : most === undefined
        ? t('from {amount}', { amount: amount(field, least) })
        : least === most
          ? amount(field, least)
          : t('{least} to {most}', { least: amount(field, least), most: amount(field, most) })
  const rest = { ...filter, [`${field}_min`]: undefined, [`${field}_max`]: undefined }
  return [
    { label: t('{label}: {value}', { label: rangeLabel(field), value: words }), href: href(rest) },
  ]
}

/** A value of a range field with its unit. */
export function amount(field: RangeField, value: number): string {
  if (field === 'year') return String(value)
  if (field === 'km') return distance(value)
  return money(value)
}

/** The same without its unit, as it stands in a form. */
export const plainAmount = (field: RangeField, value: number): string =>
  field === 'year' ? String(value) : count(value)

/** Brand: Honda · Make year: from 2019 */
export function filterWords(filter: CarFilter, states: StateNames): string {
  const words = chipsOf(filter, states, () => '').map(({ label }) => label)
  return words.length === 0 ? t('none: all cars') : words.join(' · ')
}
