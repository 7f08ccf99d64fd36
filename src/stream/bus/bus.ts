/** A message as it is sent: those with one key stay in order. */
export type Message = {
  key: string
  value: string | Uint8Array
  headers?: Readonly<Record<string, string>>
}

/** A message as it is taken: `offset` counts up in its partition. */
export type Received = {
  topic: string
  partition: number
  offset: number
  key: string | null
  value: Uint8Array | null
  headers: Readonly<Record<string, string>>
}

/** Messages of one partition, in their order. */
export type Batch = {
  topic: string
  partition: number
  messages: readonly Received[]
  /** The offset after the last of them */
  next: number
}

export type ConsumeOptions = {
  topic: string
  /** Consumers of one group share the partitions; where a group has been is kept by the bus. */
  group: string
  /** A partition got another consumer. */
  onRebalance?(): void
  /** The bus is away, or a batch failed; it is tried again. */
  onError?(error: Error): void
}

/** A topic as it has to be. `retention` in ms. */
export type Topic = { name: string; partitions: number; retention: number }

export type Consumption = { stop(): Promise<void> }

/**
 * Carries messages from those who produce to those who consume, each at least once: a batch whose handler has returned
 * is passed, one whose handler throws comes again, together with what follows it.
 */
export interface Bus {
  /** What it is, in words without secrets */
  about: string
  /** Makes topics that are missing; those that are there are left as they are. */
  ensure(topics: readonly Topic[]): Promise<void>
  /** Returns once the messages are kept. @throws where they may not be */
  send(topic: string, messages: readonly Message[]): Promise<void>
  consume(options: ConsumeOptions, handle: (batch: Batch) => Promise<void>): Promise<Consumption>
  /**
   * Lets a group begin at these offsets (by partition) where it stands beyond them: what keeps the messages knows
   * better than the bus how far it has come. Groups at work are left alone.
   */
  rewind(topic: string, group: string, positions: ReadonlyMap<number, number>): Promise<void>
  /** The offset of the next message, by partition. */
  ends(topic: string): Promise<Map<number, number>>
  /** All that a topic holds now, partition by partition. */
  read(topic: string): AsyncIterable<Received>
  close(): Promise<void>
}

/** `topic/partition`, as stores name a partition. */
export const nameOf = (topic: string, partition: number): string => `${topic}/${partition}`

/** The positions of one topic, out of those of a store. */
export function positionsOf(topic: string, all: ReadonlyMap<string, number>): Map<number, number> {
  const own = [...all].filter(([name]) => name.startsWith(`${topic}/`))
  return new Map(own.map(([name, next]) => [Number(name.slice(topic.length + 1)), next]))
}
