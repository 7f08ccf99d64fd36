/*
 * `bun bench/peers/stream.ts WHO BROKERS MESSAGES DATABASE [KAFKAJS]`: sends the messages of a file (a key, a tab and a value
 * each line) to a topic of its own, and takes them from there. Prints the CPU time of both as JSON, ms.
 *   forecourt    the bus and the ledger, into DATABASE
 *   platformatic the client alone: what no program on it can be quicker than
 *   kafkajs      that client alone, from the folder KAFKAJS
 */
import { Consumer, MessagesStreamModes, ProduceAcks, Producer } from '@platformatic/kafka'
import { Registry } from 'prom-client'
import { createLog } from '../../src/platform/log.ts'
import { openStores } from '../../src/stores.ts'
import { kafkaBus } from '../../src/stream/bus/kafka.ts'
import { startLedger } from '../../src/stream/ledger.ts'
import { createStreamMetrics } from '../../src/stream/metrics.ts'
import { topicsOf } from '../../src/stream/topics.ts'

type Message = { key: string; value: string }
type Way = {
  send(messages: Message[]): Promise<void>
  /** Until so many were taken. */
  take(count: number): Promise<void>
  close(): Promise<void>
}

const AT_ONCE = 500
const [who = '', brokers = '', file = '', database = '', folder = ''] = process.argv.slice(2)
const lines = (await Bun.file(file).text()).trimEnd().split('\n')
const messages = lines.map((line) => {
  const tab = line.indexOf('\t')
  return { key: line.slice(0, tab), value: line.slice(tab + 1) }
})
const topic = `bench-${crypto.randomUUID().slice(0, 8)}`
const settings = { brokers: [brokers], tls: null, sasl: null }
const setUp = await kafkaBus(settings)
await setUp.ensure(topicsOf(topic))
const ways: Record<string, () => Promise<Way>> = { forecourt, platformatic, kafkajs }
const way = await (ways[who] ?? forecourt)()

const produced = await timed(async () => {
  for (let at = 0; at < messages.length; at += AT_ONCE)
    await way.send(messages.slice(at, at + AT_ONCE))
})
const consumed = await timed(() => way.take(messages.length))
console.log(JSON.stringify({ produced, consumed }))
await way.close()
await setUp.close()
process.exit(0)

async function timed(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

async function forecourt(): Promise<Way> {
  const stores = await openStores(database)
  return {
    send: (some) => setUp.send(topic, some),
    async take(count) {
      const ledger = startLedger({
        bus: setUp,
        store: stores.transactions,
        topic,
        retention: 9000 * 86_400_000,
        metrics: createStreamMetrics(new Registry()),
        log: createLog('error'),
      })
      const passed = async () =>
        [...(await stores.transactions.positions()).values()].reduce((sum, next) => sum + next, 0)
      while ((await passed()) < count) await Bun.sleep(20)
      await ledger.stop()
    },
    close: () => stores.close(),
  }
}

async function platformatic(): Promise<Way> {
  const options = { clientId: 'bench', bootstrapBrokers: [brokers] }
  const producer = new Producer<Buffer, Buffer, Buffer, Buffer>({
    ...options,
    acks: ProduceAcks.ALL,
    idempotent: true,
  })
  return {
    async send(some) {
      await producer.send({
        messages: some.map(({ key, value }) => ({
          topic,
          key: Buffer.from(key),
          value: Buffer.from(value),
        })),
      })
    },
    async take(count) {
      const consumer = new Consumer({ ...options, groupId: topic })
      const stream = await consumer.consume({
        topics: [topic],
        mode: MessagesStreamModes.EARLIEST,
        maxWaitTime: 500,
      })
      let taken = 0
      const { promise, resolve } = Promise.withResolvers<void>()
      stream.on('data', () => {
        if (++taken === count) resolve()
      })
      await promise
      await consumer.close(true)
    },
    close: () => producer.close(true),
  }
}

async function kafkajs(): Promise<Way> {
  const { Kafka, logLevel } = await import(`${folder}/node_modules/kafkajs`)
  const kafka = new Kafka({ clientId: 'bench', brokers: [brokers], logLevel: logLevel.ERROR })
  const producer = kafka.producer({ idempotent: true })
  await producer.connect()
  return {
    async send(some) {
      await producer.send({ topic, acks: -1, messages: some })
    },
    async take(count) {
      const consumer = kafka.consumer({ groupId: topic })
      await consumer.connect()
      await consumer.subscribe({ topic, fromBeginning: true })
      let taken = 0
      const { promise, resolve } = Promise.withResolvers<void>()
      await consumer.run({
        async eachBatch({ batch }: { batch: { messages: unknown[] } }) {
          taken += batch.messages.length
          if (taken >= count) resolve()
        },
      })
      await promise
      await consumer.disconnect()
    },
    close: () => producer.disconnect(),
  }
}
