import { Database } from 'bun:sqlite'
import type { Subprocess } from 'bun'
import { openStores } from '../../src/stores.ts'
import { sumsOf } from '../../src/stream/account.ts'
import type { Bus } from '../../src/stream/bus/bus.ts'
import { listDeadLetters } from '../../src/stream/dead-letters.ts'
import { MakeUp } from '../../src/stream/make-up.ts'
import { randomFrom } from '../../src/stream/random.ts'
import { topicsOf } from '../../src/stream/topics.ts'
import type { Transaction } from '../../src/transactions/transaction.ts'
import { until } from '../support/checks.ts'
import type { KafkaServer } from '../support/kafka.ts'
import { ROOT } from '../support/server.ts'

export type Bench = {
  bus: Bus
  server: KafkaServer
  /** A database of its own */
  database: () => string
  long: boolean
  /** Transactions of a try that kills again and again */
  events: number
}
/** `twice`: rows beyond one an event, or rupees beyond the producer's account */
export type Tried = {
  fault: string
  runs: number
  events: number
  lost: number
  twice: number
  disordered: number
}
type Result = Omit<Tried, 'fault'>

/** ms; a busy machine is no fault */
export const PATIENCE = 600_000

/** What goes wrong, by name. */
export const faults: Record<string, (bench: Bench) => Promise<Result>> = {
  'kill -9 of the ledger': async (bench) => {
    const run = await begin(bench, bench.events)
    const kills = bench.long ? 30 : 3
    // A share for each of them, so that there is work until the last is killed.
    let allowed = 0
    const sending = run.send(() => allowed)
    for (let kill = 0; kill < kills; kill++) {
      allowed += run.all.length / kills
      const before = await run.passed()
      const ledger = run.ledger()
      // A ledger that still waits for its partitions would lose nothing: it is killed in the middle of its work.
      await until('the ledger at work', async () => (await run.passed()) > before, PATIENCE)
      await Bun.sleep(Math.random() * 300)
      ledger.kill('SIGKILL')
      await ledger.exited
    }
    run.ledger()
    await sending
    return run.end(kills)
  },

  'one of two ledgers killed': async (bench) => {
    const run = await begin(bench, bench.long ? 10_000 : 5000)
    const [first] = [run.ledger(), run.ledger()]
    const sending = run.send()
    await Bun.sleep(4000)
    first.kill('SIGKILL')
    await sending
    return run.end(1)
  },

  'a producer that repeats': async (bench) => {
    const run = await begin(bench, 5000)
    run.ledger()
    await run.send()
    await run.send()
    return run.end(1)
  },

  'poison, an unknown version, a megabyte': async (bench) => {
    const run = await begin(bench, 3000)
    run.ledger()
    const [one] = run.all
    const bad = [
      '{"half":',
      JSON.stringify({ ...one, version: 2 }),
      JSON.stringify({ ...one, price: 'much' }),
      'x'.repeat(1_000_000),
    ]
    const sending = run.send()
    for (const value of bad) await bench.bus.send(run.topic, [{ key: 'poison', value }])
    await sending
    const result = await run.end(1)
    const reasons = (await listDeadLetters(bench.bus, run.topic)).map(({ reason }) => reason)
    const expected = ['invalid', 'not_json', 'too_large', 'unknown_version']
    if (reasons.toSorted().join() !== expected.join()) throw new Error(`put aside: ${reasons}`)
    return result
  },

  'the store locked, the ledger killed meanwhile': async (bench) => {
    const run = await begin(bench, 6000)
    const ledger = run.ledger()
    const sending = run.send()
    await Bun.sleep(3000)
    const lock = new Database(run.databaseUrl.replace(/^sqlite:/, ''))
    lock.run('PRAGMA busy_timeout = 30000')
    lock.run('BEGIN EXCLUSIVE')
    // Longer than a ledger waits for a lock before it takes the store for away.
    await Bun.sleep(bench.long ? 30_000 : 13_000)
    ledger.kill('SIGKILL')
    run.ledger()
    await Bun.sleep(2000)
    lock.run('COMMIT')
    lock.close()
    await sending
    return run.end(1)
  },

  'the broker away and back': async (bench) => {
    const { away, back } = bench.server
    if (!away || !back) throw new Error('the broker is not ours')
    const run = await begin(bench, bench.long ? 8000 : 4000)
    run.ledger()
    const sending = run.send()
    await Bun.sleep(2500)
    await away()
    await Bun.sleep(bench.long ? 30_000 : 5000)
    await back()
    await sending
    return run.end(1)
  },
}

/** Ledgers that have been started. */
const started: Subprocess[] = []

/** Ends the ledgers that a fault has left, for one that could not be tried to its end. */
export async function endLedgers(): Promise<void> {
  for (const each of started) each.kill('SIGKILL')
  await Promise.all(started.splice(0).map(({ exited }) => exited))
}

/** A topic and a database of their own, transactions to send, and ledgers that end with it. */
async function begin({ bus, server, database }: Bench, size: number) {
  const topic = `guarantee-${crypto.randomUUID().slice(0, 8)}`
  await bus.ensure(topicsOf(topic))
  const databaseUrl = database()
  const watched = await openStores(databaseUrl)
  const ledgers: Subprocess[] = []
  const all = madeUp(size)
  return {
    topic,
    databaseUrl,
    all,
    ledger(): Subprocess {
      const ledger = Bun.spawn([process.execPath, 'sidecars/ledger/main.ts'], {
        cwd: ROOT,
        env: {
          ...process.env,
          ...{ KAFKA_BROKERS: server.brokers, KAFKA_TOPIC: topic, DATABASE_URL: databaseUrl },
          ...{ PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'error', LEDGER_RETENTION: '9000d' },
        },
        stdout: 'ignore',
        stderr: 'inherit',
      })
      ledgers.push(ledger)
      started.push(ledger)
      return ledger
    },
    /** Messages that a ledger has behind it */
    async passed(): Promise<number> {
      const at = await watched.transactions.positions()
      return [...at.values()].reduce((sum, next) => sum + next, 0)
    },
    /**
     * In small pieces, each until the broker has it: what it may get twice has the same id.
     * @param allowed how many may have been sent by now
     */
    async send(allowed = () => all.length) {
      for (let at = 0; at < all.length; at += 250) {
        while (at >= allowed()) await Bun.sleep(50)
        const piece = all.slice(at, at + 250)
        const messages = piece.map((each) => ({ key: each.car_id, value: JSON.stringify(each) }))
        await until('the broker', () => bus.send(topic, messages).then(() => true), PATIENCE)
        await Bun.sleep(100)
      }
    },
    async end(runs: number): Promise<Result> {
      try {
        const ends = await bus.ends(topic)
        await until(
          'the ledger to come to the end',
          async () => {
            const at = await watched.transactions.positions()
            return [...ends].every(([each, end]) => end === 0 || at.get(`${topic}/${each}`) === end)
          },
          PATIENCE,
        )
        return { runs, events: all.length, ...(await difference(watched.transactions, all)) }
      } finally {
        for (const each of ledgers) each.kill('SIGTERM')
        await Promise.all(ledgers.map(({ exited }) => exited))
        await watched.close()
      }
    },
  }
}

export function madeUp(size: number): Transaction[] {
  const made = new MakeUp(randomFrom(size), 'INR')
  const cars = Array.from({ length: size }, (_, at) => ({
    id: `car-${at}`,
    brand: `Brand ${at % 20}`,
    title: `2019 Brand ${at % 20}`,
    price: 200_000 + (at % 97) * 9000,
    listed_at: null,
  }))
  made.offer(cars, new Map())
  const from = Date.now() - size
  return Array.from({ length: size }, (_, at) => made.next(from + at)).filter(
    (each) => each !== null,
  )
}

type Store = Awaited<ReturnType<typeof openStores>>['transactions']

/** What the store holds against what was produced: rows, rupees, and the order within each car. */
export async function difference(store: Store, all: readonly Transaction[]) {
  const kept = new Map<string, number>()
  let disordered = 0
  const cars = [...new Set(all.map(({ car_id }) => car_id))]
  for (let at = 0; at < cars.length; at += 500) {
    const last = new Map<string, number>()
    for (const { id, car_id, offset } of await store.ofCars(cars.slice(at, at + 500))) {
      kept.set(id, (kept.get(id) ?? 0) + 1)
      if (offset < (last.get(car_id) ?? -1)) disordered++
      last.set(car_id, offset)
    }
  }
  const lost = all.filter(({ id }) => !kept.has(id)).length
  const twice = [...kept.values()].filter((times) => times > 1).length
  const [account, totals] = [sumsOf(all), await store.totals()]
  if (JSON.stringify(account) !== JSON.stringify(totals)) {
    throw new Error(
      `the store says ${JSON.stringify(totals)}, the producer ${JSON.stringify(account)}`,
    )
  }
  return { lost, twice, disordered }
}
