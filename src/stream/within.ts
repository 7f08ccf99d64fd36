import type { Registry } from 'prom-client'
import type { Config } from '../config.ts'
import type { Log } from '../platform/log.ts'
import type { Lease } from '../snapshots/ledger.ts'
import type { Stores } from '../snapshots/stores.ts'
import { pause } from './bus/backoff.ts'
import { startLedger } from './ledger.ts'
import { createStreamMetrics, type StreamMetrics } from './metrics.ts'
import { openInProcess } from './open-bus.ts'
import { keepFor } from './retention.ts'
import { startSimulator } from './simulator.ts'

/** ms that the market of a server that was killed elsewhere is left alone */
const TTL = 20_000

type Settings = Pick<
  Config,
  'kafka' | 'simulator' | 'simulatorRate' | 'ledgerRetention' | 'currency'
>

/**
 * The live market within the server, where no brokers are named: simulator, bus and ledger in one process. Of several
 * servers on one database one has it. With brokers they are programs of their own, and a server reads what they store.
 */
export function startWithin(
  settings: Settings,
  stores: Stores,
  log: Log,
  registry: Registry,
): { stop(): Promise<void> } {
  const stopped = new AbortController()
  const { signal } = stopped
  const run = async () => {
    const metrics = createStreamMetrics(registry)
    while (!signal.aborted) {
      const lease = await stores.imports.lease('live market', TTL).catch(() => null)
      if (lease) {
        await hold(settings, stores, log, metrics, lease, signal).catch((error: Error) =>
          log.warn(`the live market begins again: ${error.message}`),
        )
      }
      await pause(TTL / 4, signal)
    }
  }
  // With brokers the ledgers forget what is old; where nobody is a ledger, the server does.
  const off = settings.kafka !== null || settings.simulator === 'off'
  const alone = settings.kafka === null && settings.simulator === 'off'
  const forgetNothingMore = alone ? keepFor(settings.ledgerRetention, stores.transactions) : null
  const running = off ? Promise.resolve() : run()
  return {
    async stop() {
      stopped.abort()
      forgetNothingMore?.()
      await running
    },
  }
}

/** Runs the market for as long as the lease is held. */
async function hold(
  { simulator, simulatorRate: rate, ledgerRetention: retention, currency }: Settings,
  stores: Stores,
  log: Log,
  metrics: StreamMetrics,
  lease: Lease,
  signal: AbortSignal,
): Promise<void> {
  const store = stores.transactions
  const { bus, topic } = await openInProcess(store)
  const ledger = startLedger({ bus, store, topic, retention, metrics, log })
  const seed = Math.floor(Math.random() * 2 ** 32)
  const wanted = simulator === 'on' ? simulator : null
  const simulated = startSimulator({
    ...{ bus, topic, stores, rate, seed, currency, wanted, metrics, log },
  })
  try {
    // A database that is away is asked again; only an answer can say that the lease is lost.
    for (let held = true; held && !signal.aborted; ) {
      await pause(TTL / 4, signal)
      held = signal.aborted || (await lease.renew().catch(() => true))
    }
  } finally {
    await simulated.stop()
    await ledger.stop()
    await bus.close()
    await lease.release().catch(() => {})
  }
}
