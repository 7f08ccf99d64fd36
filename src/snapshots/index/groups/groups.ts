import { quantileRanks } from '../../bins.ts'
import type { CarGroup, GroupRequest } from '../../read.ts'
import { BLOCK, type NumberColumn } from '../column.ts'
import { type Columns, columnOf } from '../columns.ts'
import { plain } from '../conditions.ts'
import { eachPassing } from '../passing.ts'
import type { Selection } from '../selection.ts'
import { cutOf, type KeyBlock, Keys, partOf } from './keys.ts'
import { Listed } from './listed.ts'
import { type AtRank, ranksOfCounts } from './ranks.ts'

/** Counters that are set up whatever the number of cars, for each car, and at most. */
const CELLS = { least: 2 ** 12, each: 8, most: 2 ** 21 }

/** Cars of one key that have the field. */
type Group = { key: number; count: number; atRank: AtRank }

/**
 * Count and quantiles of a field of cars that are alike in some others, or of all cars; in order of the groups' keys,
 * cars without a value first. Cars without the field do not count.
 */
export function groupsOf(
  columns: Columns,
  selection: Selection,
  { of, by, cut, quantiles }: GroupRequest,
): CarGroup[] {
  const measured = columns.numbers[of]
  const parts = by.map((field) => partOf(columnOf(columns, field)))
  if (cut) parts.push(cutOf(columns.numbers[cut.of], cut.edges.map(plain)))
  const keys = new Keys(parts)
  const fits = (cells: number) =>
    cells <= CELLS.least || cells <= Math.min(CELLS.most, CELLS.each * selection.total)
  const found =
    quantiles.length > 0 && fits(keys.possible * (measured.size + 1))
      ? talliedGroups(selection, keys, measured)
      : listedGroups(selection, keys, measured, {
          dense: fits(keys.possible),
          ranked: quantiles.length > 0,
        })
  return found.map(({ key, count, atRank }) => ({
    keys: keys.read(key),
    count,
    quantiles: quantiles.map((p) => {
      const { low, high, share } = quantileRanks(count, p)
      const [least, most] = [measured.at(atRank(low)), measured.at(atRank(high))]
      return least + (most - least) * share
    }),
  }))
}

/** A counter for each key and each value of the field. */
function talliedGroups(selection: Selection, keys: Keys, measured: NumberColumn): Group[] {
  const width = measured.size + 1
  const counts = new Int32Array(keys.possible * width)
  eachKeyed(selection, keys, measured, (found, codes, length) => {
    if (found instanceof Int32Array) tallyCells(found, codes, length, width, counts)
  })
  const groups: Group[] = []
  for (let key = 0; key < keys.possible; key++) {
    const own = counts.subarray(key * width, key * width + measured.size)
    let count = 0
    for (let code = 0; code < own.length; code++) count += own[code] ?? 0
    if (count > 0) groups.push({ key, count, atRank: ranksOfCounts(own) })
  }
  return groups
}

function tallyCells(
  keys: Int32Array,
  codes: Int32Array,
  length: number,
  width: number,
  counts: Int32Array,
): void {
  for (let at = 0; at < length; at++) {
    const cell = (Math.imul(keys[at] ?? 0, width) + (codes[at] ?? 0)) | 0
    counts[cell] = ((counts[cell] ?? 0) + 1) | 0
  }
}

/** A list of codes for each key; without ranks only how many there are. */
function listedGroups(
  selection: Selection,
  keys: Keys,
  measured: NumberColumn,
  { dense, ranked }: { dense: boolean; ranked: boolean },
): Group[] {
  const room = selection.total
  const numbers = dense ? null : new Map<number, number>()
  const counts = new Int32Array(dense ? keys.possible : room)
  const listed = new Listed(ranked ? room : 0, measured.size)
  eachKeyed(selection, keys, measured, (found, codes, length) => {
    const block = found instanceof Int32Array && dense ? found : renumbered(found, length, numbers)
    if (ranked) listed.add(block, codes, length, counts)
    else countPresent(block, codes, length, measured.size, counts)
  })
  if (ranked) listed.spread(counts)
  const groups: Group[] = []
  const add = (key: number, number: number) => {
    const count = counts[number] ?? 0
    if (count > 0) groups.push({ key, count, atRank: listed.ranks(number, count) })
  }
  if (numbers) for (const [key, number] of numbers) add(key, number)
  else for (let key = 0; key < counts.length; key++) add(key, key)
  return groups.sort((a, b) => a.key - b.key)
}

/** Keys numbered as they are met. */
function renumbered(keys: KeyBlock, length: number, numbers: Map<number, number> | null) {
  const block = new Int32Array(length)
  for (let at = 0; at < length; at++) {
    const key = keys[at] ?? 0
    const number = numbers?.get(key) ?? numbers?.size ?? 0
    numbers?.set(key, number)
    block[at] = number
  }
  return block
}

/** Counts those that have the field. */
function countPresent(
  keys: Int32Array,
  codes: Int32Array,
  length: number,
  missing: number,
  counts: Int32Array,
): void {
  for (let at = 0; at < length; at++) {
    const key = keys[at] ?? 0
    counts[key] = ((counts[key] ?? 0) + (codes[at] === missing ? 0 : 1)) | 0
  }
}

/** Keys and codes of the cars that pass, in blocks. */
function eachKeyed(
  selection: Selection,
  keys: Keys,
  measured: NumberColumn,
  each: (keys: KeyBlock, codes: Int32Array, length: number) => void,
): void {
  const found = keys.room(Math.min(selection.total, BLOCK))
  eachPassing(selection, [measured, ...keys.columns], ([codes = NONE, ...blocks], length) => {
    keys.write(blocks, length, found)
    each(found, codes, length)
  })
}

const NONE = new Int32Array()
