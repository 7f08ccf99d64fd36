import { columnsIn, hintsOf, meaningsOf } from '../profile/names.ts'

/** Where each cell of the header comes from in rows below another one; −1: from nowhere. */
type Order = readonly number[]
type Finder = (fields: readonly string[]) => Order | null

/** Names of columns that make a row a header. */
const ENOUGH = 3

/**
 * Tells where a header stands again among the rows: the answer is how its cells stand there, `order[to]` being where a
 * cell comes from; null: the row is none. `year`: the place of a column that holds digits in every row.
 */
export function headerFinder(header: readonly string[], year = -1): Finder {
  const again = sameNames(header)
  return (fields) => {
    const exact = again(fields)
    if (exact !== null || year < 0 || isDigit(fields[year])) return exact
    return otherNames(header, fields)
  }
}

function sameNames(header: readonly string[]): Finder {
  const names = header.map(folded)
  const known = new Set(names)
  const longest = Math.max(0, ...names.map((name) => name.length)) + 2
  const initials = new Set(names.flatMap((name) => [name, name.toUpperCase()].map(initialOf)))
  initials.add(32)
  let passed: string | null = null
  return (fields) => {
    const first = fields[0] ?? ''
    // Cells of a brand come one after another, and few begin as a name does.
    if (first === passed || !initials.has(initialOf(first))) return null
    // Nearly no row begins with the name of a column: one look is enough.
    if (first.length > longest || !known.has(folded(first))) {
      passed = first
      return null
    }
    if (fields.length < names.length) return null
    passed = null
    const cells = fields.map(folded)
    const order = names.map((name) => cells.indexOf(name))
    return new Set(order).size === names.length && !order.includes(-1) ? order : null
  }
}

/** `Marke;Preis` above, `Make;Price` here: by what the names mean. A column that counts in another unit here is none. */
function otherNames(header: readonly string[], fields: readonly string[]): Order | null {
  if (fields.some((cell) => /\d{2}/.test(cell)) || columnsIn(fields) < ENOUGH) return null
  return header.map((name) => {
    const kind = meaningsOf(name)[0]?.kind
    const from = fields.findIndex(
      (cell) => kind !== undefined && meaningsOf(cell)[0]?.kind === kind,
    )
    return from >= 0 && isSaidAlike(name, fields[from] ?? '') ? from : -1
  })
}

function isSaidAlike(name: string, other: string): boolean {
  const [here, there] = [hintsOf(name), hintsOf(other)]
  return (['unit', 'currency', 'scale', 'engine'] as const).every(
    (each) => here[each] === there[each] || here[each] === null || there[each] === null,
  )
}

const isDigit = (cell = '') => /^\s*\d/.test(cell)
/** A space or a sign that cannot be seen may stand before a name. */
const initialOf = (text: string) => Math.max(32, text === '' ? 32 : text.charCodeAt(0))
const folded = (name: string) => name.trim().toLowerCase()
