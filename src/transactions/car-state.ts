import type { Recorded, Transaction } from './transaction.ts'

/** How a car stands on the live market, beside what the snapshot says of it. */
export type CarState = {
  status: 'available' | 'reserved' | 'sold'
  /** What it asks now, or was sold for; null: what the snapshot says */
  price: number | null
  /** Whether any of what made it so was made up */
  simulated: boolean
  /** When it came to stand so; null: nothing has happened */
  since: string | null
}
export const UNTOUCHED: CarState = {
  status: 'available',
  price: null,
  simulated: false,
  since: null,
}

/** The state after a transaction; null: nothing of the kind can happen to a car that stands so. */
export function after(state: CarState, transaction: Transaction): CarState | null {
  const { kind, price, at } = transaction
  const simulated = state.simulated || transaction.simulated
  const changed = { ...state, simulated, since: at }
  switch (state.status) {
    case 'sold':
      return null
    case 'reserved':
      if (kind === 'sale') return { ...changed, status: 'sold', price }
      return kind === 'cancellation' ? { ...changed, status: 'available' } : null
    case 'available':
      if (kind === 'sale') return { ...changed, status: 'sold', price }
      if (kind === 'reservation') return { ...changed, status: 'reserved' }
      return kind === 'price_change' ? { ...changed, price } : null
  }
}

/** What is odd about a transaction: it cannot follow on what was before, it came after a later one, or its car is not listed. */
export const NOTES = ['impossible', 'late', 'unknown_car'] as const
export type Note = (typeof NOTES)[number]

export type Story = { state: CarState; notes: Map<string, 'impossible' | 'late'> }

/** What became of a car, from all its transactions: ids say in which order they happened, offsets in which they came. */
export function storyOf(transactions: readonly Recorded[]): Story {
  const notes: Story['notes'] = new Map()
  const inOrder = transactions.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  let state = UNTOUCHED
  for (const transaction of inOrder) {
    const next = after(state, transaction)
    if (next === null) notes.set(transaction.id, 'impossible')
    state = next ?? state
  }
  const first = new Map<string, number>()
  for (const { id, partition, offset } of inOrder.toReversed()) {
    const earliest = first.get(partition) ?? Number.POSITIVE_INFINITY
    if (offset > earliest && !notes.has(id)) notes.set(id, 'late')
    first.set(partition, Math.min(earliest, offset))
  }
  return { state, notes }
}

/** The stories of several cars. */
export function storiesOf(transactions: readonly Recorded[]): Map<string, Story> {
  const cars = Map.groupBy(transactions, ({ car_id }) => car_id)
  return new Map([...cars].map(([id, own]) => [id, storyOf(own)]))
}
