import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { kafkaBus } from '../../src/stream/bus/kafka.ts'
import { MakeUp } from '../../src/stream/make-up.ts'
import { randomFrom } from '../../src/stream/random.ts'
import { topicsOf } from '../../src/stream/topics.ts'
import { momentOf } from '../../src/transactions/transaction.ts'
import { findKafka, type KafkaServer } from '../../tests/support/kafka.ts'
import { type Context, PATIENCE, ROOT } from '../context.ts'
import { quantile } from '../measure/figures.ts'
import { memoryOf } from '../measure/proc.ts'
import { compare } from '../measure/rounds.ts'
import { runToEnd, serve } from '../measure/served.ts'
import { CannotBeHad, type Row, rowOf } from '../row.ts'

/** Of one run, end to end */
const EVENTS = 100_000
/** Cars that they happen to: as many as a simulator deals with */
const CARS = 20_000
const OPEN = 10_000
/** A second */
const RATE = 1000
/** ms until what ten thousand heads have left behind is given back, and in which both servers grow as old */
const SETTLED = 6000
const OPENING = 20_000

/** The live market over Kafka: events end to end beside its client alone, the time to a reader, and who only listens. */
export async function stream(context: Context): Promise<Row[]> {
  const { server, why } = await findKafka()
  const needed = (): KafkaServer => {
    if (!server) throw new CannotBeHad(why)
    return server
  }
  try {
    return [
      await rowOf(
        {
          ...{ id: 'end-to-end', case: 'stream', metric: 'cpu', cars: CARS },
          what: `${EVENTS} events, from the producer into SQLite`,
          goal: { kind: 'speed', least: 0.5, best: 0.7 },
        },
        () => endToEnd(context, needed()),
      ),
      await rowOf(
        {
          ...{ id: 'latency', case: 'stream', metric: 'p99', cars: CARS },
          what: `from the producer to an open stream, ${RATE} events a second`,
          goal: { kind: 'value', least: 500, best: 250 },
        },
        () => latency(context, needed()),
      ),
      await openRow(context, 'transactions', '/api/transactions/stream'),
      await openRow(context, 'page', '/live/stream'),
    ]
  } finally {
    await server?.stop()
  }
}

const openRow = (context: Context, kind: string, path: string): Promise<Row> =>
  rowOf(
    {
      ...{ id: `open-${kind}`, case: 'stream', metric: 'memory', cars: 0 },
      what: `web process with ${OPEN} open streams, ${path}`,
      // 10 kB each, beside what an idle process may have.
      goal: { kind: 'value', least: 220e6, best: 170e6 },
    },
    () => openStreams(context, path),
  )

function market(): MakeUp {
  const made = new MakeUp(randomFrom(1), 'INR')
  const offered = Array.from({ length: CARS }, (_, at) => ({
    ...{ id: `2019-brand-model-${at}`, brand: `Brand ${at % 20}` },
    title: `2019 Brand ${at % 20} Model 1.2 VXI`,
    price: 200_000 + (at % 97) * 9000,
    listed_at: '2025-11-18T08:00:00.000Z',
  }))
  made.offer(offered, new Map())
  return made
}

async function endToEnd({ cache, peers, rounds }: Context, { brokers }: KafkaServer) {
  const file = join(cache, 'transactions.tsv')
  const made = market()
  const from = Date.now() - EVENTS
  const lines = Array.from({ length: EVENTS }, (_, at) => {
    const transaction = made.next(from + at)
    return `${transaction?.car_id}\t${JSON.stringify(transaction)}\n`
  })
  await Bun.write(file, lines.join(''))
  const { found } = await peers.node()
  const runOf = (who: string) => async () => {
    const database = join(cache, `stream-${crypto.randomUUID()}.db`)
    try {
      const { said } = await runToEnd(
        [
          ...[process.execPath, 'bench/peers/stream.ts', who, brokers, file],
          ...[`sqlite:${database}`, found?.folder ?? ''],
        ],
        { cwd: ROOT },
      )
      const line = said.split('\n').find((each) => each.startsWith('{"produced"')) ?? '{}'
      const { produced, consumed } = JSON.parse(line)
      return { cpu: produced + consumed }
    } finally {
      remove(database)
    }
  }
  const contenders = [
    { name: 'Forecourt', once: runOf('forecourt') },
    { name: '@platformatic/kafka alone', once: runOf('platformatic') },
    ...(found ? [{ name: 'kafkajs alone', once: runOf('kafkajs') }] : []),
  ]
  return compare(contenders, { metric: 'cpu', rounds, patience: PATIENCE })
}

function remove(database: string): void {
  for (const beside of ['', '-wal', '-shm', '.index'])
    rmSync(`${database}${beside}`, { force: true, recursive: true })
}

const serverOn = (database: string, env: Record<string, string>) =>
  serve({
    command: [process.execPath, 'src/server.ts'],
    cwd: ROOT,
    env: { DATABASE_URL: `sqlite:${database}`, LOG_LEVEL: 'error', HOST: '127.0.0.1', ...env },
    ready: '/health/live',
  })

async function latency({ cache, rounds, seconds }: Context, { brokers }: KafkaServer) {
  const once = async () => {
    const database = join(cache, `latency-${crypto.randomUUID()}.db`)
    const topic = `latency-${crypto.randomUUID().slice(0, 8)}`
    const env = { KAFKA_BROKERS: brokers, KAFKA_TOPIC: topic }
    const bus = await kafkaBus({ brokers: brokers.split(','), tls: null, sasl: null })
    await bus.ensure(topicsOf(topic))
    const web = await serverOn(database, env)
    const ledger = await serve({
      command: [process.execPath, 'sidecars/ledger/main.ts'],
      cwd: ROOT,
      env: { ...env, DATABASE_URL: `sqlite:${database}`, LOG_LEVEL: 'error', HOST: '127.0.0.1' },
      ready: '/health/live',
    })
    const stop = new AbortController()
    const took: number[] = []
    const reading = listen(`${web.url}/api/transactions/stream`, stop.signal, took)
    try {
      const made = market()
      // The first few seconds are the start of the group, not the stream.
      await produce(bus, topic, made, 3000)
      await Bun.sleep(3000)
      took.length = 0
      await produce(bus, topic, made, 2 * seconds * 1000)
      await Bun.sleep(2000)
    } finally {
      stop.abort()
      await reading
      await Promise.all([ledger.stop(), web.stop(), bus.close()])
      remove(database)
    }
    const wanted = 2 * seconds * RATE
    if (took.length < wanted) throw new Error(`${took.length} of ${wanted} events came`)
    return {
      p99: quantile(
        took.toSorted((a, b) => a - b),
        0.99,
      ),
    }
  }
  return compare([{ name: 'Forecourt', once }], { metric: 'p99', rounds, patience: PATIENCE })
}

type Bus = Awaited<ReturnType<typeof kafkaBus>>

/** RATE events a second, twenty times a second, for so many ms. */
async function produce(bus: Bus, topic: string, made: MakeUp, ms: number): Promise<void> {
  const began = performance.now()
  const sending: Promise<void>[] = []
  for (let sent = 0; sent < (ms / 1000) * RATE; ) {
    const due = Math.min((ms / 1000) * RATE, ((performance.now() - began) / 1000) * RATE)
    const some = Array.from({ length: Math.floor(due - sent) }, () => made.next())
    const messages = some.flatMap((each) =>
      each ? [{ key: each.car_id, value: JSON.stringify(each) }] : [],
    )
    sent += messages.length
    sending.push(bus.send(topic, messages))
    await Bun.sleep(50)
  }
  await Promise.all(sending)
}

/** Notes for each event how long after its moment it came. */
async function listen(url: string, signal: AbortSignal, took: number[]): Promise<void> {
  try {
    const answer = await fetch(url, { signal })
    let rest = ''
    const decoder = new TextDecoder()
    for await (const chunk of answer.body ?? []) {
      const now = Date.now()
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const [, id] = line.match(/^data: \{"id":"([^"]+)"/) ?? []
        if (id !== undefined) took.push(now - momentOf(id))
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

/** The same server at the same age, with ten thousand readers and with none. */
async function openStreams({ cache, rounds }: Context, path: string) {
  const runWith = (wanted: number) => async () => {
    const database = join(cache, `open-${crypto.randomUUID()}.db`)
    const web = await serverOn(database, { SIMULATOR: 'off' })
    const sockets: { end(): void }[] = []
    const began = performance.now()
    try {
      while (sockets.length < wanted)
        sockets.push(...(await Promise.all(Array.from({ length: 100 }, () => open(web.url, path)))))
      await Bun.sleep(Math.max(SETTLED, OPENING - (performance.now() - began)))
      return { memory: memoryOf(web.pid).resident }
    } finally {
      for (const socket of sockets) socket.end()
      await web.stop()
      remove(database)
    }
  }
  const contenders = [
    { name: 'Forecourt', once: runWith(OPEN) },
    { name: 'with none', once: runWith(0) },
  ]
  return compare(contenders, { metric: 'memory', rounds, patience: PATIENCE })
}

/** A reader who has heard the first word. */
async function open(url: string, path: string): Promise<{ end(): void }> {
  const { hostname, port } = new URL(url)
  const { promise, resolve } = Promise.withResolvers<void>()
  const socket = await Bun.connect({
    hostname,
    port: Number(port),
    socket: {
      open: (socket) =>
        void socket.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`),
      data: () => resolve(),
    },
  })
  await promise
  return socket
}
