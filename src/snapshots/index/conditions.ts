import { keyOfChoice } from '../../listing/attribute.ts'
import { fold, words } from '../../listing/car.ts'
import {
  type CarFilter,
  CODE_FILTERS,
  type Facet,
  RANGE_FIELDS,
  TEXT_FILTERS,
} from '../../listing/query.ts'
import { type Column, countBelow, countUpTo, type NumberColumn } from './column.ts'
import type { Columns } from './columns.ts'
import type { Texts } from './texts.ts'

/** One part of a filter: for each code of a column whether it passes, 1 or 0; the last is that of cars without. */
export type Condition<F extends string = Facet | 'model' | 'flag' | 'attribute' | 'q'> = {
  of: F
  column: Column
  passes: Uint8Array
  /** where it is these codes alone, up to before `to` */
  range?: { from: number; to: number }
}

/**
 * What a car must pass.
 * @throws TypeError when the filter holds what is neither text nor number
 */
export function conditionsOf({ texts, numbers, orders }: Columns, filter: CarFilter): Condition[] {
  const conditions: Condition[] = []
  const among = (of: Condition['of'], column: Column, codes: Iterable<number>) => {
    const passes = new Uint8Array(column.size + 1)
    for (const code of codes) passes[code] = 1
    conditions.push({ of, column, passes })
  }
  for (const of of TEXT_FILTERS) {
    const column = texts[of]
    const values = filter[of]?.map((value) => fold(plain(value)))
    if (values)
      among(
        of,
        column,
        values.flatMap((value) => column.texts.foldedTo(value)),
      )
  }
  for (const of of CODE_FILTERS) {
    if (of === 'owners') continue
    const column = texts[of]
    const codes = filter[of]?.map((value) => column.texts.indexOf(plain(value)))
    if (codes)
      among(
        of,
        column,
        codes.filter((code) => code >= 0),
      )
  }
  const owners = filter.owners?.map((value) => indexOf(numbers.owners, plain(value)))
  if (owners)
    among(
      'owners',
      numbers.owners,
      owners.filter((code) => code >= 0),
    )
  for (const of of RANGE_FIELDS) {
    const [least, most] = [filter[`${of}_min`], filter[`${of}_max`]]
    if (least === undefined && most === undefined) continue
    const column = numbers[of]
    const [from, to] = between(column, least, most)
    // What every car passes, as a least price of 1, need not be looked at.
    if (from === 0 && to === column.size && !lacksSome(column, orders[of])) continue
    const passes = new Uint8Array(column.size + 1).fill(1, from, to)
    conditions.push({ of, column, passes, range: { from, to } })
  }
  const flags = filter.flag?.map(plain)
  if (flags) among('flag', texts.flags, havingFlag(texts.flags.texts, flags))
  const choices = filter.attribute?.map((value) => fold(plain(value)).replaceAll(';', ','))
  if (choices) among('attribute', texts.attributes, havingChoices(texts.attributes.texts, choices))
  const wanted = words(filter.q ?? '')
  if (wanted.length > 0) {
    const passes = beginningWith(texts.words.texts, wanted)
    conditions.push({ of: 'q', column: texts.words, passes })
  }
  return conditions
}

/** Which sets of flags have one of these. */
function havingFlag(sets: Texts, flags: readonly string[]): number[] {
  return sets.all().flatMap((set, code) => {
    const has = set.split(';')
    return flags.some((flag) => has.includes(flag)) ? [code] : []
  })
}

/** Which sets have, of each key that is asked for, one of its values. */
function havingChoices(sets: Texts, choices: readonly string[]): number[] {
  const asked = Map.groupBy(choices, keyOfChoice)
  return sets.all().flatMap((set, code) => {
    const has = new Set(set.split(';').map(fold))
    const all = [...asked.values()].every((values) => values.some((value) => has.has(value)))
    return all ? [code] : []
  })
}

function indexOf({ numbers, size }: NumberColumn, value: number): number {
  const at = countBelow(numbers, value)
  return at < size && numbers[at] === value ? at : -1
}

/** The codes that pass: from one up to before another. */
function between(
  { numbers, size }: NumberColumn,
  least?: number,
  most?: number,
): [from: number, to: number] {
  const from = least === undefined ? 0 : countBelow(numbers, plain(least))
  const to = most === undefined ? size : countUpTo(numbers, plain(most))
  return [from, Math.max(from, to)]
}

/** Whether a car has no value: those without are last in its order. */
function lacksSome({ codes, size }: NumberColumn, order: Uint32Array | null): boolean {
  const last = codes.length - 1
  return last >= 0 && codes[order?.[last] ?? last] === size
}

/** Which texts have a word that begins with each of these. */
function beginningWith(texts: Texts, wanted: readonly string[]): Uint8Array {
  const passes = new Uint8Array(texts.size + 1).fill(1, 0, texts.size)
  for (const word of new Set(wanted)) {
    const found = texts.holding(` ${word}`)
    for (let text = 0; text < texts.size; text++)
      passes[text] = (passes[text] ?? 0) & (found[text] ?? 0)
  }
  return passes
}

/** An object could stand where a filter has text or a number; it finds nothing. */
export function plain<T>(value: T): T {
  if (typeof value === 'string' || typeof value === 'number') return value
  throw new TypeError(`${JSON.stringify(value)} is neither text nor number`)
}
