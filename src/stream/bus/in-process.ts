import { pause, pauseAfter } from './backoff.ts'
import type { Batch, Bus, ConsumeOptions, Message, Received } from './bus.ts'

/** Messages taken at once */
const BATCH = 500
/** Messages that wait before a sender has to */
const MOST = 20_000

type Topic = { first: number; messages: Received[]; groups: Map<string, number> }

/**
 * A bus within one process: one partition a topic, kept in memory until every group has passed it. What is on it when
 * the process ends is gone, so it suits those who produce and consume in one process.
 * @param starts the offset that the first message of a topic gets, so that offsets go on where a store has come to
 */
export function inProcessBus(starts: ReadonlyMap<string, number> = new Map()): Bus {
  const topics = new Map<string, Topic>()
  const changed = new EventTarget()
  const stopped = new AbortController()
  const tell = () => changed.dispatchEvent(new Event('change'))

  const topicOf = (name: string): Topic => {
    const known = topics.get(name)
    if (known) return known
    const made: Topic = { first: starts.get(name) ?? 0, messages: [], groups: new Map() }
    topics.set(name, made)
    return made
  }
  const change = (signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      if (signal.aborted) return resolve()
      const done = () => {
        changed.removeEventListener('change', done)
        signal.removeEventListener('abort', done)
        resolve()
      }
      changed.addEventListener('change', done)
      signal.addEventListener('abort', done)
    })

  return {
    about: 'in-process',
    ensure: async () => {},

    async send(name, messages) {
      const topic = topicOf(name)
      while (topic.groups.size > 0 && topic.messages.length > MOST && !stopped.signal.aborted) {
        await change(stopped.signal)
      }
      if (stopped.signal.aborted) throw new Error('the bus is closed')
      for (const message of messages) {
        topic.messages.push(received(name, topic.first + topic.messages.length, message))
      }
      tell()
    },

    async consume(options, handle) {
      const own = new AbortController()
      const signal = AbortSignal.any([own.signal, stopped.signal])
      const topic = topicOf(options.topic)
      topic.groups.set(options.group, topic.groups.get(options.group) ?? topic.first)
      const working = work(topic, options, handle, signal, change, tell)
      return {
        async stop() {
          own.abort()
          await working
        },
      }
    },

    async rewind(name, group, positions) {
      const topic = topicOf(name)
      const wanted = positions.get(0) ?? 0
      const at = topic.groups.get(group)
      if (at !== undefined && wanted < at) topic.groups.set(group, Math.max(wanted, topic.first))
    },

    async ends(name) {
      const { first, messages } = topicOf(name)
      return new Map([[0, first + messages.length]])
    },

    async *read(name) {
      yield* [...topicOf(name).messages]
    },

    async close() {
      stopped.abort()
    },
  }
}

async function work(
  topic: Topic,
  { topic: name, group, onError }: ConsumeOptions,
  handle: (batch: Batch) => Promise<void>,
  signal: AbortSignal,
  change: (signal: AbortSignal) => Promise<void>,
  tell: () => void,
): Promise<void> {
  for (let failures = 0; !signal.aborted; ) {
    const at = topic.groups.get(group) ?? topic.first
    const messages = topic.messages.slice(at - topic.first, at - topic.first + BATCH)
    if (messages.length === 0) {
      await change(signal)
      continue
    }
    const next = at + messages.length
    try {
      await handle({ topic: name, partition: 0, messages, next })
      topic.groups.set(group, next)
      forget(topic)
      tell()
      failures = 0
    } catch (error) {
      onError?.(error instanceof Error ? error : new Error(String(error)))
      await pause(pauseAfter(failures++), signal)
    }
  }
}

/** What every group has passed is no longer needed. */
function forget(topic: Topic): void {
  const least = Math.min(...topic.groups.values())
  topic.messages.splice(0, least - topic.first)
  topic.first = least
}

const bytes = new TextEncoder()
const received = (topic: string, offset: number, message: Message): Received => ({
  topic,
  partition: 0,
  offset,
  key: message.key,
  value: typeof message.value === 'string' ? bytes.encode(message.value) : message.value,
  headers: message.headers ?? {},
})
