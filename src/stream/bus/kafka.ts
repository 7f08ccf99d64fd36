import type { Bus, Received } from './bus.ts'
import { consumeKafka } from './kafka-consumer.ts'
import { type ClientOptions, CONNECTED } from './kafka-options.ts'
import { committedOf, endsOf, ensureTopics, readAll } from './kafka-topics.ts'
import { numberOf } from './partition.ts'

export type KafkaSettings = {
  /** host:port */
  brokers: string[]
  tls: { ca: string | null } | null
  sasl: {
    mechanism: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512'
    username: string
    password: string
  } | null
  /** ms after which the partitions of a consumer that is silent go to others */
  sessionTimeout?: number
}

/** A bus on Apache Kafka. Loading its client is left to those who ask for it. */
export async function kafkaBus(settings: KafkaSettings): Promise<Bus> {
  const { Admin, Producer, ProduceAcks } = await import('@platformatic/kafka')
  const { brokers, tls, sasl } = settings
  const options: ClientOptions = {
    ...CONNECTED,
    bootstrapBrokers: brokers,
    ...(tls && { tls: tls.ca === null ? {} : { ca: tls.ca }, tlsServerName: true }),
    ...(sasl && { sasl }),
  }
  const admin = new Admin(options)
  let producer: InstanceType<typeof Producer<Buffer, Buffer, Buffer, Buffer>> | null = null

  return {
    about: `Kafka at ${brokers.join(', ')}${tls ? ', TLS' : ''}${sasl ? `, ${sasl.mechanism}` : ''}`,

    ensure: (topics) => ensureTopics(admin, topics, brokers.length),

    async send(topic, messages) {
      if (messages.length === 0) return
      producer ??= new Producer({
        ...options,
        acks: ProduceAcks.ALL,
        idempotent: true,
        partitioner: (_message, key) => (key ? numberOf(key) : 0),
      })
      try {
        await producer.send({
          messages: messages.map(({ key, value, headers }) => ({
            topic,
            key: Buffer.from(key),
            value: Buffer.from(value as string),
            ...(headers && { headers: headersOf(headers) }),
          })),
        })
      } catch (error) {
        // Its numbering may no longer be what the broker expects: the next one begins anew.
        const failed = producer
        producer = null
        failed.close(true).catch(() => {})
        throw error
      }
    },

    consume: (asked, handle) => consumeKafka(options, settings.sessionTimeout, asked, handle),

    async rewind(topic, group, positions) {
      const committed = await committedOf(admin, topic, group)
      const behind = [...committed].flatMap(([partition, offset]) => {
        const wanted = positions.get(partition) ?? 0
        return wanted < offset ? [{ partition, offset: BigInt(wanted) }] : []
      })
      if (behind.length === 0) return
      // Refused while members are at work, and then one of them has done so.
      await admin
        .alterConsumerGroupOffsets({
          groupId: group,
          topics: [{ name: topic, partitionOffsets: behind }],
        })
        .catch(() => {})
    },

    ends: (topic) => endsOf(admin, topic),
    read: (topic): AsyncIterable<Received> => readAll(admin, options, topic),

    async close() {
      await producer?.close(true)
      await admin.close()
    },
  }
}

const headersOf = (headers: Readonly<Record<string, string>>): Map<Buffer, Buffer> =>
  new Map(Object.entries(headers).map(([name, text]) => [Buffer.from(name), Buffer.from(text)]))
