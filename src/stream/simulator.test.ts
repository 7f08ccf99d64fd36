import { afterEach, beforeEach, expect, test } from 'bun:test'
import { Registry } from 'prom-client'
import { aMarket, publish } from '../../tests/support/cars.ts'
import { until } from '../../tests/support/checks.ts'
import { anImport } from '../../tests/support/imports.ts'
import { createLog } from '../platform/log.ts'
import type { Stores } from '../snapshots/stores.ts'
import { openStores } from '../stores.ts'
import { noTotals } from '../transactions/store.ts'
import { inProcessBus } from './bus/in-process.ts'
import { createStreamMetrics } from './metrics.ts'
import { startSimulator } from './simulator.ts'
import { startWithin } from './within.ts'

let stores: Stores
beforeEach(async () => {
  stores = await openStores('sqlite::memory:')
})
afterEach(() => stores.close())

const log = createLog('silent')
const market = async (source: string) => {
  const { id: _, ...record } = anImport({ source })
  const { id } = await stores.imports.create(record)
  await publish(stores, id, aMarket(80))
}
const settings = {
  ...{ kafka: null, simulator: null, simulatorRate: 2000, ledgerRetention: 9e9, currency: 'INR' },
}
const simulate = (wanted: 'on' | null, most: number) => {
  const bus = inProcessBus()
  const metrics = createStreamMetrics(new Registry())
  const parts = { bus, topic: 't', stores, rate: 2000, seed: 1, currency: 'INR', metrics, log }
  return { bus, simulator: startSimulator({ ...parts, wanted, most }) }
}

test('sends as many as it was asked for, and its account is that of the bus', async () => {
  await market('cars.csv')
  const { bus, simulator } = simulate('on', 300)
  await simulator.done
  const sent: { kind: string }[] = []
  for await (const { value } of bus.read('t'))
    sent.push(JSON.parse(new TextDecoder().decode(value ?? undefined)))
  expect(sent).toHaveLength(300)
  const { sale } = simulator.account()
  expect(sale.count).toBe(sent.filter(({ kind }) => kind === 'sale').length)
  expect(sale.amount).toBeGreaterThan(0)
})

test('makes up nothing about a market that is not the bundled sample, unless it is told to', async () => {
  await market('cars.csv')
  const { simulator } = simulate(null, 10)
  await Bun.sleep(150)
  await simulator.stop()
  expect(simulator.account()).toEqual(noTotals())
})

test('makes up nothing where there is no market', async () => {
  const { simulator } = simulate('on', 10)
  await Bun.sleep(150)
  await simulator.stop()
  expect(simulator.account()).toEqual(noTotals())
})

test('within a server the bundled sample lives without brokers, and goes on after a start', async () => {
  await market('the bundled sample')
  const counted = async () =>
    Object.values(await stores.transactions.totals()).reduce((sum, { count }) => sum + count, 0)
  const first = startWithin(settings, stores, log, new Registry())
  await until('fifty', async () => (await counted()) >= 50)
  await first.stop()
  const before = await counted()
  expect((await stores.transactions.positions()).get('in-process/0')).toBe(before)
  const since = new Date()
  const second = startWithin(settings, stores, log, new Registry())
  // Of two servers on one database one has the market.
  const third = startWithin(settings, stores, log, new Registry())
  await until('fifty more', async () => (await counted()) >= before + 50)
  const reports = () => stores.transactions.reports(since)
  await until('a report', async () => (await reports()).length > 0)
  expect(await reports()).toHaveLength(1)
  await third.stop()
  await second.stop()
  expect((await stores.transactions.positions()).get('in-process/0')).toBe(await counted())
})

test.each([
  [{ simulator: 'off' as const }],
  [{ kafka: { brokers: ['kafka:9092'], tls: null, sasl: null } }],
])('within a server nothing is started with %j', async (different) => {
  await market('the bundled sample')
  const none = startWithin({ ...settings, ...different }, stores, log, new Registry())
  await Bun.sleep(100)
  await none.stop()
  expect(await stores.transactions.positions()).toEqual(new Map())
})

test('a server whose simulator is off forgets what is older than the retention, where no ledger does', async () => {
  const forgotten: Date[] = []
  const transactions = {
    ...stores.transactions,
    async forget(before: Date) {
      forgotten.push(before)
      return 0
    },
  }
  const on = async (different: Partial<Parameters<typeof startWithin>[0]>) => {
    const server = startWithin(
      { ...settings, ledgerRetention: 86_400_000, ...different },
      { ...stores, transactions },
      log,
      new Registry(),
    )
    await server.stop()
  }
  await on({ kafka: { brokers: ['kafka:9092'], tls: null, sasl: null }, simulator: 'off' })
  expect(forgotten).toEqual([])
  await on({ simulator: 'off' })
  expect(forgotten).toHaveLength(1)
  const age = Date.now() - (forgotten[0]?.getTime() ?? 0)
  expect(Math.round(age / 86_400_000)).toBe(1)
})
