import type { Log } from '../platform/log.ts'
import { currentTraceparent, inSpan } from '../platform/tracing.ts'
import type { Snapshot } from '../snapshots/read.ts'
import type { Stores } from '../snapshots/stores.ts'
import { noTotals, type Totals } from '../transactions/store.ts'
import type { Transaction } from '../transactions/transaction.ts'
import { sumsOf } from './account.ts'
import { pause, pauseAfter } from './bus/backoff.ts'
import type { Bus } from './bus/bus.ts'
import { MakeUp } from './make-up.ts'
import type { StreamMetrics } from './metrics.ts'
import { offersOf } from './offers.ts'
import { randomFrom } from './random.ts'
import { topicsOf } from './topics.ts'

/** What an import of the bundled sample calls its source. */
const SAMPLE = 'the bundled sample'
/** ms between two looks at which market is published */
const LOOK = 5000
/** ms between two sends, where many are due */
const TICK = 50
/** Messages sent at once */
const MOST = 2000

export type SimulatorParts = {
  bus: Bus
  topic: string
  stores: Pick<Stores, 'cars' | 'imports' | 'transactions'>
  /** Transactions a second */
  rate: number
  seed: number
  currency: string
  /** null: only where the market is the bundled sample */
  wanted: 'on' | null
  /** Ends after so many */
  most?: number
  metrics: Pick<StreamMetrics, 'produced'>
  log: Log
}
export type Simulator = {
  /** Its own account: what the bus has taken. */
  account(): Totals
  /** Once `most` are sent, or it was stopped */
  done: Promise<void>
  stop(): Promise<void>
}

/** Makes up transactions of the published market and sends them, until it is stopped. */
export function startSimulator(parts: SimulatorParts): Simulator {
  const stopped = new AbortController()
  const account = noTotals()
  const done = run(parts, stopped.signal, account)
  return {
    account: () => account,
    done,
    async stop() {
      stopped.abort()
      await done
    },
  }
}

async function run(parts: SimulatorParts, signal: AbortSignal, account: Totals): Promise<void> {
  const { stores, rate, seed, currency, wanted, log } = parts
  const most = parts.most ?? Number.POSITIVE_INFINITY
  const made = new MakeUp(randomFrom(seed), currency)
  let shown: number | null = null
  let looked = Number.NEGATIVE_INFINITY
  let sent = 0
  let due = 0
  let last = performance.now()
  for (let failures = 0; !signal.aborted && sent < most; ) {
    try {
      if (performance.now() - looked >= LOOK) {
        looked = performance.now()
        const snapshot = await suitable(stores, wanted)
        if (snapshot && snapshot.version !== shown) {
          const { cars, states } = await offersOf(stores.cars, stores.transactions, snapshot)
          made.offer(cars, states)
          if (shown === null) log.info('sales are made up for the live market', { rate, seed })
        }
        shown = snapshot?.version ?? null
      }
      const now = performance.now()
      due = shown === null ? 0 : Math.min(MOST, due + ((now - last) / 1000) * rate)
      last = now
      const batch = take(made, Math.min(Math.floor(due), most - sent))
      due -= Math.floor(due)
      if (sent === 0 && batch.length > 0) await parts.bus.ensure(topicsOf(parts.topic))
      await send(parts, batch, signal)
      sumsOf(batch, account)
      sent += batch.length
      failures = 0
      await pause(Math.max(TICK, Math.min(LOOK, 1000 / rate)), signal)
    } catch (error) {
      if (failures++ === 0) log.warn(`no sales are made up for now: ${String(error)}`)
      await pause(pauseAfter(failures), signal)
    }
  }
}

/** The published snapshot, where a simulator may deal with its cars. */
async function suitable(
  { cars, imports }: SimulatorParts['stores'],
  wanted: 'on' | null,
): Promise<Snapshot | null> {
  const snapshot = await cars.current()
  if (!snapshot || wanted === 'on') return snapshot
  const run = await imports.find(snapshot.import_id)
  return run?.source === SAMPLE ? snapshot : null
}

function take(made: MakeUp, count: number): Transaction[] {
  const all: Transaction[] = []
  for (let next = count > 0 ? made.next() : null; next; next = made.next()) {
    all.push(next)
    if (all.length >= count) break
  }
  return all
}

/** Until the bus has taken them: it may get them twice, under the same ids. */
async function send(
  { bus, topic, metrics, log }: SimulatorParts,
  batch: readonly Transaction[],
  signal: AbortSignal,
): Promise<void> {
  if (batch.length === 0) return
  const messages = batch.map((each) => ({ key: each.car_id, value: JSON.stringify(each) }))
  for (let failures = 0; ; ) {
    try {
      await inSpan(`send ${topic}`, { kind: 'producer' }, () => {
        const traceparent = currentTraceparent()
        const headers = traceparent === undefined ? {} : { headers: { traceparent } }
        return bus.send(
          topic,
          messages.map((each) => ({ ...each, ...headers })),
        )
      })
      metrics.produced.inc(batch.length)
      return
    } catch (error) {
      if (signal.aborted) throw error
      if (failures === 0) log.warn(`the bus takes nothing: ${String(error).split('\n')[0]}`)
      await pause(pauseAfter(failures++), signal)
    }
  }
}
