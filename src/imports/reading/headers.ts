type Order = readonly number[]

/**
 * Tells where a header stands again among the rows: the answer is how its cells stand there, `order[to]` being where a
 * cell comes from; null: the row is none.
 */
export function headerFinder(
  header: readonly string[],
): (fields: readonly string[]) => Order | null {
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

/** A space or a sign that cannot be seen may stand before a name. */
const initialOf = (text: string) => Math.max(32, text === '' ? 32 : text.charCodeAt(0))
const folded = (name: string) => name.trim().toLowerCase()
