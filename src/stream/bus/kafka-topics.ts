import type { Admin, Message as KafkaMessage } from '@platformatic/kafka'
import type { Received, Topic } from './bus.ts'
import type { ClientOptions } from './kafka-options.ts'

type Taken = KafkaMessage<Buffer, Buffer, Buffer, Buffer>

/** Of most messages, which have none. */
const NO_HEADERS = {}

export const toReceived = ({ topic, partition, offset, key, value, headers }: Taken): Received => ({
  topic,
  partition,
  offset: Number(offset),
  key: key ? key.toString() : null,
  value: value ?? null,
  headers:
    headers.size === 0
      ? NO_HEADERS
      : Object.fromEntries([...headers].map(([name, text]) => [`${name}`, `${text}`])),
})

/** Copies of each partition, and how many of them must have a message before it counts as sent. */
export function copiesOf(brokers: number): { replicas: number; inSync: number } {
  const replicas = Math.max(1, Math.min(3, brokers))
  // One broker of three may be away; of two neither, or a message could be on one disk alone.
  return { replicas, inSync: replicas === 3 ? 2 : replicas }
}

/**
 * Makes the topics that are missing. @param least brokers that there are at least: those of a cluster that is just
 * starting come one by one, and a topic keeps the copies that it was made with
 */
export async function ensureTopics(
  admin: Admin,
  topics: readonly Topic[],
  least: number,
): Promise<void> {
  const there = new Set(await admin.listTopics())
  const missing = topics.filter(({ name }) => !there.has(name))
  if (missing.length === 0) return
  const { brokers } = await admin.metadata({ topics: [] })
  const { replicas, inSync } = copiesOf(Math.max(least, brokers.size))
  for (const { name, partitions, retention } of missing) {
    const asked = {
      topics: [name],
      partitions,
      replicas,
      configs: [
        { name: 'retention.ms', value: String(retention) },
        { name: 'min.insync.replicas', value: String(inSync) },
      ],
    }
    await admin.createTopics(asked).catch(async (error: Error) => {
      // Somebody else may have made it in between.
      if (!(await admin.listTopics()).includes(name)) throw error
    })
  }
}

/** Where a group stands, by partition. */
export async function committedOf(
  admin: Admin,
  topic: string,
  group: string,
): Promise<Map<number, number>> {
  const groups = await admin.listConsumerGroupOffsets({ groups: [group] })
  const partitions = groups.flatMap(({ topics }) =>
    topics.filter(({ name }) => name === topic).flatMap(({ partitions: each }) => each),
  )
  return new Map(
    partitions.map(({ partitionIndex, committedOffset }) => [
      partitionIndex,
      Number(committedOffset),
    ]),
  )
}

/** The offset of the first message, or of the one after the last, by partition. */
async function offsetsAt(
  admin: Admin,
  topic: string,
  which: 'first' | 'end',
): Promise<Map<number, number>> {
  const { topics } = await admin.metadata({ topics: [topic] })
  const timestamp = which === 'first' ? -2n : -1n
  const partitions = Array.from({ length: topics.get(topic)?.partitionsCount ?? 0 }, (_, each) => ({
    partitionIndex: each,
    timestamp,
  }))
  const found = await admin.listOffsets({ topics: [{ name: topic, partitions }] })
  return new Map(
    found.flatMap((each) =>
      each.partitions.map(({ partitionIndex, offset }) => [partitionIndex, Number(offset)]),
    ),
  )
}

export const endsOf = (admin: Admin, topic: string) => offsetsAt(admin, topic, 'end')

/** Every message from the first to what is now the last, partition by partition. */
export async function* readAll(
  admin: Admin,
  options: ClientOptions,
  topic: string,
): AsyncGenerator<Received> {
  const { Consumer, MessagesStreamModes } = await import('@platformatic/kafka')
  const [starts, ends] = [await offsetsAt(admin, topic, 'first'), await endsOf(admin, topic)]
  const open = new Map([...ends].filter(([partition, end]) => end > (starts.get(partition) ?? 0)))
  if (open.size === 0) return
  const consumer = new Consumer({ ...options, groupId: `forecourt-${crypto.randomUUID()}` })
  try {
    const stream = await consumer.consume({
      topics: [topic],
      autocommit: false,
      mode: MessagesStreamModes.EARLIEST,
      maxWaitTime: 500,
    })
    for await (const message of stream) {
      const received = toReceived(message)
      const end = open.get(received.partition)
      if (end === undefined) continue
      if (received.offset < end) yield received
      if (received.offset >= end - 1) open.delete(received.partition)
      if (open.size === 0) return
    }
  } finally {
    await consumer.close(true).catch(() => {})
  }
}
