import { Registry } from 'prom-client'
import { createLog } from '../../src/platform/log.ts'
import { openStores } from '../../src/stores.ts'
import { startLedger } from '../../src/stream/ledger.ts'
import { createStreamMetrics } from '../../src/stream/metrics.ts'
import { openInProcess } from '../../src/stream/open-bus.ts'
import { until } from '../support/checks.ts'
import { type Bench, difference, madeUp, PATIENCE, type Tried } from './faults.ts'

type Result = Omit<Tried, 'fault'>
const FOREVER = 9000 * 86_400_000
const PIECE = 250

/** What goes wrong where the bus is within the process, by name. */
export const faultsWithin: Record<string, (bench: Bench) => Promise<Result>> = {
  'the ledger stopped in the middle': (bench) => tryWithin(bench, { stops: true, times: 1 }),
  'a producer that repeats': (bench) => tryWithin(bench, { stops: false, times: 2 }),
}

async function tryWithin(
  { database, long, events }: Bench,
  { stops, times }: { stops: boolean; times: number },
): Promise<Result> {
  const stores = await openStores(database())
  const store = stores.transactions
  const { bus, topic } = await openInProcess(store)
  const metrics = createStreamMetrics(new Registry())
  const log = createLog('error')
  const begin = () => startLedger({ bus, store, topic, metrics, log, retention: FOREVER })
  const all = madeUp(stops ? events : 6000)
  const passed = async () => (await store.positions()).get(`${topic}/0`) ?? 0
  const runs = stops ? (long ? 30 : 3) : 1
  let ledger = begin()
  try {
    const sending = send()
    for (let stop = 0; stops && stop < runs; stop++) {
      const before = await passed()
      const wanted = Math.min(all.length - 1, before + all.length / (2 * runs))
      await until('the ledger at work', async () => (await passed()) >= wanted, PATIENCE)
      await ledger.stop()
      ledger = begin()
    }
    await sending
    await until('the end', async () => (await passed()) === all.length * times, PATIENCE)
    return { runs, events: all.length, ...(await difference(store, all)) }
  } finally {
    await ledger.stop()
    await bus.close()
    await stores.close()
  }

  async function send(): Promise<void> {
    for (let time = 0; time < times; time++) {
      for (let at = 0; at < all.length; at += PIECE) {
        const piece = all.slice(at, at + PIECE)
        await bus.send(
          topic,
          piece.map((each) => ({ key: each.car_id, value: JSON.stringify(each) })),
        )
        await Bun.sleep(5)
      }
    }
  }
}
