import { isStoreAway } from '../platform/stores/away.ts'
import { decode, type Reason } from '../transactions/decode.ts'
import type { TransactionStore } from '../transactions/store.ts'
import { momentOf, type Transaction } from '../transactions/transaction.ts'
import type { Account } from './account.ts'
import { pause, pauseAfter } from './bus/backoff.ts'
import { type Batch, type Bus, nameOf, type Received } from './bus/bus.ts'
import { deadLetter, originOf } from './dead-letters.ts'
import type { StreamMetrics } from './metrics.ts'
import { deadLettersOf } from './topics.ts'

/** Attempts at what the store refuses although it answers */
const ATTEMPTS = 4

export type Parts = {
  bus: Bus
  store: TransactionStore
  account: Account
  metrics: StreamMetrics
  signal: AbortSignal
}
type Read = {
  message: Received
  offset: number
  transaction: Transaction
  text: string | undefined
}

/**
 * Applies a batch: what cannot be read is put aside first, then all others are written with the offset behind them. A
 * store that is away is waited for, as long as it takes; what a store that answers refuses is tried a few times and then
 * put aside by itself.
 * @throws where the bus does not take dead letters, or the ledger is stopped: the batch then comes again
 */
export async function applyBatch(parts: Parts, batch: Batch): Promise<void> {
  const { metrics, account } = parts
  metrics.consumed.inc(batch.messages.length)
  const read: Read[] = []
  for (const message of batch.messages) {
    const decoded = decode(message.value, message.key)
    if (decoded.refusal === null) {
      const { transaction, text } = decoded
      read.push({ message, offset: message.offset, transaction, text })
    } else await putAside(parts, message, decoded.refusal, 1)
  }
  const partition = nameOf(batch.topic, batch.partition)
  const refused = await write(parts, partition, read, batch.next)
  if (refused) await oneByOne(parts, partition, read, batch.next)
  account.positions.set(batch.partition, batch.next)
}

async function oneByOne(parts: Parts, partition: string, all: readonly Read[], next: number) {
  for (const [at, each] of all.entries()) {
    const following = all[at + 1]?.offset ?? next
    const refused = await write(parts, partition, [each], following)
    if (refused) {
      await putAside(parts, each.message, { reason: 'refused', detail: refused.message }, ATTEMPTS)
    }
  }
  await write(parts, partition, [], next)
}

/** @returns why the store refuses; null: it is written */
async function write(
  { store, account, metrics, signal }: Parts,
  partition: string,
  messages: readonly Read[],
  next: number,
): Promise<Error | null> {
  for (let failures = 0; ; ) {
    try {
      const { applied, repeated } = await store.apply(partition, messages, next)
      account.applied += applied
      account.repeated += repeated
      metrics.applied.inc(applied)
      metrics.repeated.inc(repeated)
      const now = Date.now()
      for (const { transaction } of messages) {
        const ms = Math.max(0, now - momentOf(transaction.id))
        account.took(ms)
        metrics.latency.observe(ms / 1000)
      }
      return null
    } catch (error) {
      if (signal.aborted) throw error
      const why = error instanceof Error ? error : new Error(String(error))
      if (!isStoreAway(error) && failures + 1 >= ATTEMPTS) return why
      account.retries++
      metrics.retries.inc()
      await pause(pauseAfter(failures++), signal)
      if (signal.aborted) throw error
    }
  }
}

async function putAside(
  { bus, account, metrics }: Parts,
  message: Received,
  why: { reason: Reason; detail: string },
  attempts: number,
): Promise<void> {
  await bus.send(deadLettersOf(message.topic), [deadLetter(message, why, attempts)])
  account.dead++
  account.lastFailure = {
    reason: why.reason,
    origin: originOf(message),
    at: new Date().toISOString(),
  }
  metrics.dead.inc({ reason: why.reason })
}
