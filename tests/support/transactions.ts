import { type Kind, momentOf, type Transaction } from '../../src/transactions/transaction.ts'

/** A moment at which nothing else happens in tests. */
export const NOON = Date.parse('2026-11-20T12:00:00.000Z')

let made = 0

/** A UUIDv7 of a moment; later ones of the same moment are greater. */
export function idAt(ms: number): string {
  const time = ms.toString(16).padStart(12, '0')
  const n = (++made).toString(16).padStart(15, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${n.slice(0, 3)}-8${n.slice(3, 6)}-${n.slice(6)}000`
}

/** A transaction that could be, with what a test wants to be different. `ms`: when, counted from noon. */
export function aTransaction(
  kind: Kind,
  { ms = 0, ...different }: Partial<Transaction> & { ms?: number } = {},
): Transaction {
  const id = different.id ?? idAt(NOON + ms)
  return {
    version: 1,
    id,
    kind,
    car_id: '2019-honda-city-1',
    brand: 'Honda',
    title: '2019 Honda City 1.5L I-VTEC V MT',
    at: new Date(momentOf(id)).toISOString(),
    price: 700_000,
    price_before: kind === 'price_change' ? 720_000 : null,
    currency: 'INR',
    listed_at: new Date(NOON - 3_600_000).toISOString(),
    simulated: true,
    ...different,
  }
}

/** As a partition delivers them. */
export const numbered = (transactions: readonly Transaction[], from = 0) =>
  transactions.map((transaction, at) => ({ offset: from + at, transaction }))
