type Order = readonly number[]

/**
 * Tells where a header stands again among the rows: the answer is how its cells stand there, `order[to]` being where a
 * cell comes from; null: the row is none.
 */
export function headerFinder(
  header: readonly string[],
): (fields: readonly string[]) => Order | null {
  const names = header.map(folded)
  const known = new Set(names.filter((name) => name !== ''))
  const longest = Math.max(0, ...names.map((name) => name.length)) + 2
  return (fields) => {
    const [first = ''] = fields
    // Nearly no row begins with the name of a column: one look is enough.
    if (first.length > longest || !known.has(folded(first)) || fields.length < names.length)
      return null
    const cells = fields.map(folded)
    const order = names.map((name) => cells.indexOf(name))
    return new Set(order).size === names.length && !order.includes(-1) ? order : null
  }
}

const folded = (name: string) => name.trim().toLowerCase()
