import type { Topic } from './bus/bus.ts'

/** As many ledgers can share the work. */
const PARTITIONS = 6
/** ms that brokers keep transactions: a ledger may be away for that long */
const KEPT = 7 * 86_400_000
/** ms that dead letters wait for somebody */
const DEAD_KEPT = 30 * 86_400_000

export const deadLettersOf = (topic: string): string => `${topic}.dlq`
export const groupOf = (topic: string): string => `${topic}.ledger`

/** The topics of the live market, as they are made where they are missing. */
export const topicsOf = (topic: string): Topic[] => [
  { name: topic, partitions: PARTITIONS, retention: KEPT },
  { name: deadLettersOf(topic), partitions: 1, retention: DEAD_KEPT },
]
