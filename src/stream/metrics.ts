import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { Reason } from '../transactions/decode.ts'

/** s from the moment of a transaction to the store */
const BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300]

export type StreamMetrics = ReturnType<typeof createStreamMetrics>

/** What the live market counts; all of it in the registry of the program. */
export function createStreamMetrics(registry: Registry) {
  const registers = [registry]
  const counter = <T extends string>(name: string, help: string, labelNames: T[] = []) =>
    new Counter({ name: `forecourt_stream_${name}`, help, labelNames, registers })
  return {
    produced: counter('produced_total', 'Transactions that a simulator made up and sent'),
    consumed: counter('consumed_total', 'Messages that were taken from the topic'),
    applied: counter('applied_total', 'Transactions that were new to the store'),
    repeated: counter('repeated_total', 'Transactions that the store had already'),
    retries: counter('retries_total', 'Attempts to apply a batch again'),
    rebalances: counter('rebalances_total', 'Times that the partitions were shared out anew'),
    dead: counter<'reason'>('dead_letters_total', 'Messages that were put aside', ['reason']) as {
      inc(labels: { reason: Reason }): void
    },
    lag: new Gauge({
      name: 'forecourt_stream_lag',
      help: 'Messages of a partition that wait to be applied',
      labelNames: ['partition'],
      registers,
    }),
    latency: new Histogram({
      name: 'forecourt_stream_latency_seconds',
      help: 'Time from the moment of a transaction to the store',
      buckets: BUCKETS,
      registers,
    }),
  }
}
