import type { Consumer, Message as KafkaMessage, MessagesStream } from '@platformatic/kafka'
import { pause, pauseAfter } from './backoff.ts'
import type { Batch, ConsumeOptions, Consumption } from './bus.ts'
import type { ClientOptions } from './kafka-options.ts'
import { toReceived } from './kafka-topics.ts'

/** Messages taken at once where many wait: one write each of some thousand costs half of what many small ones do */
const BATCH = 8000
/** ms; the least that brokers take by default */
const SESSION = 6000

type Taken = KafkaMessage<Buffer, Buffer, Buffer, Buffer>
type Handle = (batch: Batch) => Promise<void>
type Stream = MessagesStream<Buffer, Buffer, Buffer, Buffer>

/** Consumes until it is stopped: what goes wrong ends one membership of the group, and a new one begins. */
export async function consumeKafka(
  options: ClientOptions,
  sessionTimeout: number | undefined,
  asked: ConsumeOptions,
  handle: Handle,
): Promise<Consumption> {
  const stopped = new AbortController()
  const run = async () => {
    for (let failures = 0; !stopped.signal.aborted; ) {
      try {
        await belong(options, sessionTimeout ?? SESSION, asked, stopped.signal, async (batch) => {
          await handle(batch)
          failures = 0
        })
      } catch (error) {
        if (stopped.signal.aborted) break
        asked.onError?.(error instanceof Error ? error : new Error(String(error)))
        await pause(pauseAfter(failures++), stopped.signal)
      }
    }
  }
  const running = run()
  return {
    async stop() {
      stopped.abort()
      await running
    },
  }
}

/** One membership of the group, until something goes wrong or it is stopped. */
async function belong(
  options: ClientOptions,
  sessionTimeout: number,
  { topic, group, onRebalance }: ConsumeOptions,
  signal: AbortSignal,
  handle: Handle,
): Promise<void> {
  const { Consumer, MessagesStreamFallbackModes, MessagesStreamModes } = await import(
    '@platformatic/kafka'
  )
  const consumer: Consumer = new Consumer({
    ...options,
    groupId: group,
    sessionTimeout,
    rebalanceTimeout: Math.max(sessionTimeout, 10_000),
    heartbeatInterval: Math.floor(sessionTimeout / 4),
  })
  if (onRebalance) consumer.on('consumer:group:join', onRebalance)
  try {
    const stream = await consumer.consume({
      topics: [topic],
      autocommit: false,
      mode: MessagesStreamModes.COMMITTED,
      fallbackMode: MessagesStreamFallbackModes.EARLIEST,
      maxWaitTime: 500,
      highWaterMark: BATCH,
    })
    for await (const taken of batchesOf(stream, signal)) {
      for (const messages of Map.groupBy(taken, ({ partition }) => partition).values()) {
        await pass(consumer, messages, handle)
      }
    }
  } finally {
    await consumer.close(true).catch(() => {})
  }
}

/** Hands over messages of one partition; only then the group stands behind them. */
async function pass(consumer: Consumer, messages: Taken[], handle: Handle): Promise<void> {
  const last = messages.at(-1)
  if (!last) return
  const { topic, partition } = last
  const next = Number(last.offset) + 1
  await handle({ topic, partition, messages: messages.map(toReceived), next })
  const offsets = [{ topic, partition, offset: BigInt(next), leaderEpoch: -1 }]
  await consumer.commit({ offsets })
}

/** What has arrived, together. The stream fetches no more while that is being worked on. */
async function* batchesOf(stream: Stream, signal: AbortSignal): AsyncGenerator<Taken[]> {
  let waiting: Taken[] = []
  let failed: Error | null = null
  let ended = false
  let wake = () => {}
  const told = () => wake()
  stream.on('data', (message) => {
    waiting.push(message)
    if (waiting.length >= BATCH) stream.pause()
    wake()
  })
  stream.on('error', (error) => {
    failed = error
    wake()
  })
  stream.on('close', () => {
    ended = true
    wake()
  })
  signal.addEventListener('abort', told)
  try {
    while (!signal.aborted) {
      if (waiting.length > 0) {
        const taken = waiting
        waiting = []
        yield taken
        if (waiting.length < BATCH / 2 && stream.isPaused()) stream.resume()
        continue
      }
      if (failed) throw failed
      if (ended) throw new Error('the stream of messages has ended')
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  } finally {
    signal.removeEventListener('abort', told)
  }
}
