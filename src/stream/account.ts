import { noTotals, type Totals } from '../transactions/store.ts'
import { amountOf, type Transaction } from '../transactions/transaction.ts'

/** Latencies of which the percentiles are told */
const REMEMBERED = 2048

/** What a ledger has done since it started, for its report. */
export class Account {
  applied = 0
  repeated = 0
  retries = 0
  dead = 0
  rebalances = 0
  lastFailure: { reason: string; origin: string; at: string } | null = null
  /** The offset that is applied next, by partition of the topic */
  readonly positions = new Map<number, number>()
  readonly #latencies: number[] = []
  #told = 0

  /** @param ms from the moment of a transaction to the store */
  took(ms: number): void {
    this.#latencies[this.#told++ % REMEMBERED] = ms
  }

  latency(): { p50: number; p99: number } | null {
    const sorted = this.#latencies.toSorted((a, b) => a - b)
    const at = (share: number) =>
      sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
    const [p50, p99] = [at(0.5), at(0.99)]
    return p50 === undefined || p99 === undefined ? null : { p50, p99 }
  }
}

/** The sums of transactions, as their producer counts them. */
export function sumsOf(transactions: readonly Transaction[], into: Totals = noTotals()): Totals {
  for (const transaction of transactions) {
    const sum = into[transaction.kind]
    sum.count += 1
    sum.amount += amountOf(transaction)
  }
  return into
}
