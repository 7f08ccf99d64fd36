import { brandOf, splitBrand } from '../cleaning/brands.ts'
import { compact } from '../cleaning/words.ts'
import type { Column, Placed } from './assign.ts'
import { meaningsOf } from './names.ts'

/** Rows that must share their value with others before that tells anything. */
const FEWEST = 6

/**
 * The column that holds models beside a column of brands, where none is called so: each of its values goes with one
 * brand, or most are known models of the brand in their row. Its fit is the share of these; below 0.5 it is a guess.
 * @param taken places of columns that are read otherwise
 */
export function modelBeside(
  brands: Column,
  columns: readonly Column[],
  taken: ReadonlySet<number>,
): Placed | null {
  const free = columns.filter(
    ({ at, name, values }) =>
      !taken.has(at) && meaningsOf(name).length === 0 && values.dates < 0.5 && values.years < 0.5,
  )
  const found = free.flatMap((column) => {
    const known = knownIn(brands.raw, column.raw)
    return known >= 0.5 || goesWith(brands.raw, column.raw) ? [{ at: column.at, known }] : []
  })
  const [best] = found.sort((a, b) => b.known - a.known)
  return best
    ? { at: best.at, ground: best.known >= 0.5 ? 'values' : 'guess', fit: best.known }
    : null
}

/** The share of cells that are models of the brand in their row. */
function knownIn(brands: readonly string[], cells: readonly string[]): number {
  const told = cells.filter((cell, row) => {
    const brand = splitBrand(cell)?.brand
    const beside = brands[row] ?? ''
    return brand !== undefined && compact(brand) === compact(brandOf(beside) ?? beside)
  })
  return cells.length === 0 ? 0 : told.length / cells.length
}

/** Whether values that stand in several rows nearly always stand beside one brand, and are more than the brands. */
function goesWith(brands: readonly string[], cells: readonly string[]): boolean {
  const beside = new Map<string, Map<string, number>>()
  for (const [row, cell] of cells.entries()) {
    const key = compact(cell)
    if (key === '' || /^\d+$/.test(key) || cell.length > 40) continue
    const counts = beside.get(key) ?? new Map<string, number>()
    const brand = compact(brands[row] ?? '')
    beside.set(key, counts.set(brand, (counts.get(brand) ?? 0) + 1))
  }
  let [repeated, alone] = [0, 0]
  for (const counts of beside.values()) {
    const each = [...counts.values()]
    const rows = each.reduce((sum, count) => sum + count, 0)
    if (rows < 2) continue
    repeated += rows
    alone += Math.max(...each)
  }
  const makers = new Set(brands.map(compact)).size
  const many = repeated >= Math.max(FEWEST, cells.length * 0.2)
  return many && makers >= 3 && beside.size > makers && alone >= repeated * 0.95
}
