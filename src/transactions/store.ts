import { z } from 'zod'
import type { Kind, Recorded, Transaction } from './transaction.ts'

export type TransactionQuery = {
  car?: readonly string[]
  /** Case and accents do not count */
  brand?: readonly string[]
  kind?: readonly Kind[]
  /** ms since 1970; `from` inclusive, `to` exclusive */
  from?: number
  to?: number
  limit: number
  /** Only what lies on this side of an id: older ones with `next`, newer ones with `prev` */
  at?: { towards: 'next' | 'prev'; id: string }
}
/** Newest first. `before` and `after` say whether there are newer and older ones. */
export type TransactionPage = { items: Recorded[]; before: boolean; after: boolean }

/** Transactions of a kind in a minute (ms since 1970); `amount`: the sum of what each adds (`amountOf`). */
export type Minute = { minute: number; kind: Kind; count: number; amount: number }
export type Totals = Record<Kind, { count: number; amount: number }>

/** What one ledger says of itself, once a second. Counts since it started. */
export const LedgerReport = z.object({
  ledger: z.string(),
  at: z.iso.datetime(),
  /** Where its messages come from, in words without secrets */
  bus: z.string(),
  /** `next`: the offset that it applies next; `end`: the one that the next message gets */
  partitions: z.array(z.object({ name: z.string(), next: z.int(), end: z.int() })),
  applied: z.int(),
  repeated: z.int(),
  retries: z.int(),
  dead: z.int(),
  rebalances: z.int(),
  /** Of the messages applied last, from `at` to the store, ms; null: none yet */
  latency: z.object({ p50: z.number(), p99: z.number() }).nullable(),
  last_failure: z.object({ reason: z.string(), origin: z.string(), at: z.string() }).nullable(),
})
export type LedgerReport = z.infer<typeof LedgerReport>

/** What pages ask of the live market. */
export interface TransactionReader {
  list(query: TransactionQuery): Promise<TransactionPage>
  count(condition: Omit<TransactionQuery, 'limit' | 'at'>): Promise<number>
  /** All of these cars, by id. */
  ofCars(cars: readonly string[]): Promise<Recorded[]>
  /**
   * What was applied since a mark, oldest first; none: nothing, and where the stream stands. Marks are the store's
   * own words, to be handed back to it alone.
   */
  since(mark: string | null, limit: number): Promise<{ items: Recorded[]; mark: string }>
  /** By minute and kind, from a moment (ms since 1970) on. */
  minutes(from: number): Promise<Minute[]>
  totals(): Promise<Totals>
  /** Sales whose cars were listed for the shortest time. */
  soldFastest(limit: number): Promise<Recorded[]>
  /** Price changes that took most off. */
  cutMost(limit: number): Promise<Recorded[]>
  /** The last words of each ledger since a moment. */
  reports(since: Date): Promise<LedgerReport[]>
}

/**
 * Keeps transactions beside the market: never a snapshot is altered by one. Both engines do the same, which
 * tests/contract/transactions.ts proves.
 */
export interface TransactionStore extends TransactionReader {
  /**
   * Applies messages of one partition, in their order; one whose id is there already changes nothing. With them the
   * offset is kept at which the next ones begin, so that it never runs ahead of what is applied. `text`: of the
   * transaction as JSON, where that is there already.
   */
  apply(
    partition: string,
    messages: readonly { offset: number; transaction: Transaction; text?: string | undefined }[],
    next: number,
  ): Promise<{ applied: number; repeated: number }>
  /** The offset that is applied next, by partition. */
  positions(): Promise<Map<string, number>>
  /** Removes what happened before a moment, to the minute. @returns how many */
  forget(before: Date): Promise<number>
  report(report: LedgerReport): Promise<void>
}

export const noTotals = (): Totals => ({
  reservation: { count: 0, amount: 0 },
  sale: { count: 0, amount: 0 },
  price_change: { count: 0, amount: 0 },
  cancellation: { count: 0, amount: 0 },
})

export const MINUTE = 60_000
/** ms, at the start of its minute */
export const minuteOf = (ms: number): number => ms - (ms % MINUTE)

/** The least UUID of a moment: ids sort by it. */
export function leastId(ms: number): string {
  const hex = Math.max(0, ms).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-`
}
