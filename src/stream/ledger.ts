import type { Log } from '../platform/log.ts'
import { inSpan } from '../platform/tracing.ts'
import type { TransactionStore } from '../transactions/store.ts'
import { Account } from './account.ts'
import { applyBatch } from './apply.ts'
import { pause, pauseAfter } from './bus/backoff.ts'
import { type Bus, type Consumption, nameOf, positionsOf } from './bus/bus.ts'
import type { StreamMetrics } from './metrics.ts'
import { keepFor } from './retention.ts'
import { groupOf, topicsOf } from './topics.ts'

/** ms between two reports */
const REPORT = 1000

export type LedgerParts = {
  bus: Bus
  store: TransactionStore
  topic: string
  /** ms that transactions are kept */
  retention: number
  metrics: StreamMetrics
  log: Log
}
export type Ledger = { stop(): Promise<void> }

/** Takes the transactions of a topic into the store, tells how it goes, and forgets what is old. */
export function startLedger(parts: LedgerParts): Ledger {
  const { store, retention, log } = parts
  const account = new Account()
  const stopped = new AbortController()
  const working = begin(parts, account, stopped.signal).catch((error: Error) => {
    log.error(`the ledger does not work: ${error.message}`)
    return null
  })
  const name = crypto.randomUUID()
  const quietly = (work: () => Promise<unknown>) => () => void work().catch(() => {})
  const tell = quietly(() => report(name, account, parts))
  const timer = setInterval(tell, REPORT)
  const forgetNothingMore = keepFor(retention, store)
  return {
    async stop() {
      stopped.abort()
      await (await working)?.stop()
      clearInterval(timer)
      forgetNothingMore()
      await report(name, account, parts).catch(() => {})
    },
  }
}

/** Begins once bus and store answer, however long that takes. null: it was stopped before. */
async function begin(
  { bus, store, topic, metrics, log }: LedgerParts,
  account: Account,
  signal: AbortSignal,
): Promise<Consumption | null> {
  const group = groupOf(topic)
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      await bus.ensure(topicsOf(topic))
      // The store knows how far it has come; one that was put back to an earlier day needs its messages again.
      await bus.rewind(topic, group, positionsOf(topic, await store.positions()))
      return await bus.consume(
        {
          topic,
          group,
          onRebalance() {
            account.rebalances++
            account.positions.clear()
            metrics.rebalances.inc()
          },
          onError: (error) => log.warn(`the ledger tries again: ${error.message.split('\n')[0]}`),
        },
        (batch) => {
          // Of a batch from many sends, the trace of the first goes on.
          const parent = batch.messages[0]?.headers.traceparent
          return inSpan(`apply ${topic}`, { kind: 'consumer', parent }, () =>
            applyBatch({ bus, store, account, metrics, signal }, batch),
          )
        },
      )
    } catch (error) {
      if (failures === 0) log.warn(`the ledger cannot begin yet: ${String(error).split('\n')[0]}`)
      await pause(pauseAfter(failures), signal)
    }
  }
  return null
}

async function report(
  ledger: string,
  account: Account,
  { bus, store, topic, metrics }: LedgerParts,
): Promise<void> {
  const ends = await bus.ends(topic)
  const partitions = [...account.positions].map(([partition, next]) => ({
    name: nameOf(topic, partition),
    next,
    end: Math.max(next, ends.get(partition) ?? next),
  }))
  for (const { name, next, end } of partitions) metrics.lag.set({ partition: name }, end - next)
  const { applied, repeated, retries, dead, rebalances } = account
  await store.report({
    ...{ ledger, bus: bus.about, partitions, applied, repeated, retries, dead, rebalances },
    at: new Date().toISOString(),
    latency: account.latency(),
    last_failure: account.lastFailure,
  })
}
