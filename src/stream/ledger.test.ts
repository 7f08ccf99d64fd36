import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { Registry } from 'prom-client'
import { until } from '../../tests/support/checks.ts'
import { aTransaction } from '../../tests/support/transactions.ts'
import { createLog } from '../platform/log.ts'
import { DatabaseAway } from '../platform/stores/away.ts'
import type { Stores } from '../snapshots/stores.ts'
import { openStores } from '../stores.ts'
import type { TransactionStore } from '../transactions/store.ts'
import type { Transaction } from '../transactions/transaction.ts'
import { sumsOf } from './account.ts'
import type { Bus } from './bus/bus.ts'
import { inProcessBus } from './bus/in-process.ts'
import { listDeadLetters, replayDeadLetters } from './dead-letters.ts'
import { type Ledger, startLedger } from './ledger.ts'
import { createStreamMetrics, type StreamMetrics } from './metrics.ts'

const TOPIC = 'test.transactions'
const DAY = 86_400_000

let stores: Stores
let bus: Bus
let ledger: Ledger | null = null
let registry: Registry
let metrics: StreamMetrics
beforeEach(async () => {
  stores = await openStores('sqlite::memory:')
  bus = inProcessBus()
  registry = new Registry()
  metrics = createStreamMetrics(registry)
})
afterEach(async () => {
  await ledger?.stop()
  ledger = null
  await bus.close()
  await stores.close()
})

const start = async (different: Partial<TransactionStore> = {}, retention = 365 * 100 * DAY) => {
  const store: TransactionStore = { ...stores.transactions, ...different }
  const log = createLog('silent')
  ledger = startLedger({ bus, store, topic: TOPIC, retention, metrics, log })
}
const send = (all: readonly Transaction[]) =>
  bus.send(
    TOPIC,
    all.map((each) => ({ key: each.car_id, value: JSON.stringify(each) })),
  )
const counted = async () => {
  const totals = await stores.transactions.totals()
  return Object.values(totals).reduce((sum, { count }) => sum + count, 0)
}
const some = (size: number) =>
  Array.from({ length: size }, (_, ms) => aTransaction('sale', { ms, car_id: `car-${ms}` }))

describe('the ledger', () => {
  test('applies what is sent, once, however often it is sent', async () => {
    await start()
    const all = some(1200)
    await send(all)
    await send(all.slice(300, 500))
    await until(
      'all of them',
      async () => (await stores.transactions.positions()).get(`${TOPIC}/0`) === 1400,
    )
    expect(await stores.transactions.totals()).toEqual(sumsOf(all))
  })

  test('puts aside what cannot be read, with reason, origin and attempts, and goes on', async () => {
    await start()
    const good = aTransaction('sale')
    await bus.send(TOPIC, [
      { key: 'x', value: '{"half":' },
      { key: good.car_id, value: JSON.stringify(good) },
      { key: 'x', value: JSON.stringify({ ...good, version: 9 }) },
      { key: good.car_id, value: JSON.stringify({ ...good, price: -1 }) },
      { key: 'x', value: 'y'.repeat(1_000_000) },
    ])
    await until(
      'the end',
      async () => (await stores.transactions.positions()).get(`${TOPIC}/0`) === 5,
    )
    expect(await counted()).toBe(1)
    const letters = await listDeadLetters(bus, TOPIC)
    expect(
      letters.map(({ reason, origin, attempts, cut }) => [reason, origin, attempts, cut]),
    ).toEqual([
      ['not_json', `${TOPIC}/0@0`, 1, false],
      ['unknown_version', `${TOPIC}/0@2`, 1, false],
      ['invalid', `${TOPIC}/0@3`, 1, false],
      ['too_large', `${TOPIC}/0@4`, 1, true],
    ])
    expect(new TextDecoder().decode(letters[0]?.value)).toBe('{"half":')
    expect(await registry.metrics()).toContain(
      'forecourt_stream_dead_letters_total{reason="invalid"} 1',
    )
  })

  test('sends dead letters again where they are whole, and lists those no more that were', async () => {
    await start()
    await bus.send(TOPIC, [
      { key: 'x', value: '{' },
      { key: 'x', value: 'y'.repeat(100_000) },
    ])
    await until('two letters', async () => (await listDeadLetters(bus, TOPIC)).length === 2)
    await ledger?.stop()
    expect(await replayDeadLetters(bus, TOPIC, await listDeadLetters(bus, TOPIC))).toBe(1)
    expect((await listDeadLetters(bus, TOPIC)).map(({ reason }) => reason)).toEqual(['too_large'])
    // It is as wrong as before, and is put aside under the place where it stood first.
    await start()
    await until('both letters', async () => (await listDeadLetters(bus, TOPIC)).length === 2)
    const origins = (await listDeadLetters(bus, TOPIC)).map(({ origin }) => origin)
    expect(origins.toSorted()).toEqual([`${TOPIC}/0@0`, `${TOPIC}/0@1`])
  })

  test('waits for a store that is away, and no offset runs ahead', async () => {
    let away = 3
    const { apply } = stores.transactions
    await start({
      async apply(...given) {
        if (away-- > 0) throw new DatabaseAway('test')
        return apply(...given)
      },
    })
    await send(some(10))
    await until('the first attempt', async () => away < 3)
    expect(await stores.transactions.positions()).toEqual(new Map())
    await until('all of them', async () => (await counted()) === 10)
    expect(await listDeadLetters(bus, TOPIC)).toEqual([])
    expect(await registry.metrics()).toContain('forecourt_stream_retries_total 3')
  })

  test('puts aside by itself what the store refuses for good', async () => {
    const all = some(5)
    const { apply } = stores.transactions
    await start({
      async apply(partition, messages, next) {
        if (messages.some(({ transaction }) => transaction.id === all[2]?.id)) throw new Error('no')
        return apply(partition, messages, next)
      },
    })
    await send(all)
    await until(
      'the end',
      async () => (await stores.transactions.positions()).get(`${TOPIC}/0`) === 5,
      20_000,
    )
    expect(await counted()).toBe(4)
    const [letter] = await listDeadLetters(bus, TOPIC)
    expect(letter).toMatchObject({ reason: 'refused', attempts: 4, origin: `${TOPIC}/0@2` })
  }, 20_000)

  test('tells how it goes, and forgets what is old when it starts', async () => {
    const old = aTransaction('sale', { ms: -10 * 365 * DAY })
    await stores.transactions.apply(`${TOPIC}/0`, [{ offset: 0, transaction: old }], 1)
    bus = inProcessBus(new Map([[TOPIC, 1]]))
    await start({}, 9 * 365 * DAY)
    await send([aTransaction('sale')])
    await until('one of two', async () => (await counted()) === 1)
    const [report] = await until('a report', async () => {
      const all = await stores.transactions.reports(new Date(Date.now() - 5000))
      return all[0]?.applied === 1 && all
    })
    expect(report).toMatchObject({ bus: 'in-process', repeated: 0, dead: 0, last_failure: null })
    expect(report?.partitions).toEqual([{ name: `${TOPIC}/0`, next: 2, end: 2 }])
    expect(report?.latency?.p99).toBeGreaterThan(0)
  })
})
