import type { Log } from '../platform/log.ts'
import type { TransactionStore } from '../transactions/store.ts'
import { Account } from './account.ts'
import { applyBatch } from './apply.ts'
import { type Bus, nameOf, positionsOf } from './bus/bus.ts'
import type { StreamMetrics } from './metrics.ts'
import { groupOf, topicsOf } from './topics.ts'

/** ms between two reports */
const REPORT = 1000
/** ms between two removals of what is older than the retention */
const SWEEP = 600_000

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
export async function startLedger(parts: LedgerParts): Promise<Ledger> {
  const { bus, store, topic, metrics, log, retention } = parts
  const account = new Account()
  const stopped = new AbortController()
  const { signal } = stopped
  await bus.ensure(topicsOf(topic))
  // The store knows how far it has come; a store that was put back to an earlier day needs its messages again.
  await bus.rewind(topic, groupOf(topic), positionsOf(topic, await store.positions()))
  const consumption = await bus.consume(
    {
      topic,
      group: groupOf(topic),
      onRebalance() {
        account.rebalances++
        account.positions.clear()
        metrics.rebalances.inc()
      },
      onError: (error) => log.warn(`the ledger tries again: ${error.message.split('\n')[0]}`),
    },
    (batch) => applyBatch({ bus, store, account, metrics, signal }, batch),
  )
  const name = crypto.randomUUID()
  const quietly = (work: () => Promise<unknown>) => () => void work().catch(() => {})
  const tell = quietly(() => report(name, account, parts))
  const sweep = quietly(() => store.forget(new Date(Date.now() - retention)))
  const timers = [setInterval(tell, REPORT), setInterval(sweep, SWEEP)]
  sweep()
  return {
    async stop() {
      stopped.abort()
      await consumption.stop()
      for (const timer of timers) clearInterval(timer)
      await report(name, account, parts).catch(() => {})
    },
  }
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
