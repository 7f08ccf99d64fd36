/*
 * The simulator: makes up what happens on a live market and sends it to Kafka. Everything that it makes is marked as
 * simulated. It reads the market from the database and writes nothing there.
 *
 * Port      PORT (3000) on HOST: /health/live, /health/ready, /metrics (forecourt_stream_produced_total)
 * Env       HOST, PORT, DATABASE_URL, KAFKA_*, SIMULATOR, SIMULATOR_RATE, CURRENCY, LOG_LEVEL (src/config.ts). With an
 *           empty SIMULATOR it waits until the market is the bundled sample.
 * Options   --rate N   transactions a second (SIMULATOR_RATE)
 *           --seed N   the same happens for the same seed and market
 *           --most N   ends after so many, with its account as JSON on the last line: sums by kind
 * Output    KAFKA_TOPIC, keyed by the id of the car. stdout: the log, which ends with its account: sums by kind.
 * Signals   SIGTERM, SIGINT: exit 0. A wrong configuration: exit 2. A database that is away is waited for.
 */
import { parseArgs } from 'node:util'
import { Elysia } from 'elysia'
import { z } from 'zod'
import { configOrExit, exitWith, secretsOf } from '../../src/config.ts'
import { createLog } from '../../src/platform/log.ts'
import { startTracing } from '../../src/platform/tracing.ts'
import { createStreamMetrics } from '../../src/stream/metrics.ts'
import { openKafka } from '../../src/stream/open-bus.ts'
import { startSimulator } from '../../src/stream/simulator.ts'
import { createSmallService, listen } from '../small-service.ts'
import { storesWhenThere } from '../stores-when-there.ts'

const USAGE = 'usage: bun run simulator [--rate N] [--seed N] [--most N]'
const Options = z.strictObject({
  rate: z.coerce.number().positive().max(100_000).optional(),
  seed: z.coerce.number().int().min(0).default(1),
  most: z.coerce.number().int().positive().optional(),
})

const config = configOrExit('simulator')
const { rate = config.simulatorRate, seed, most } = readOptions()
if (config.simulator === 'off') exitWith('simulator', 'SIMULATOR="off": nothing is to be made up')
const { version } = config.app
const log = createLog(config.logLevel, process.stdout, secretsOf(config), {
  name: 'simulator',
  version,
})
const tracing = await startTracing({ ...config.traces, service: 'simulator' })
const bus =
  (await openKafka(config)) ??
  exitWith(
    'simulator',
    'KAFKA_BROKERS is empty: without brokers the simulator is within the server',
  )
const stores = await storesWhenThere('simulator', config, log)
const { topic, currency, simulator: wanted } = config
const service = createSmallService('simulator', new Elysia(), { config, log })
const metrics = createStreamMetrics(service.metrics.registry)
const simulator = startSimulator({
  ...{ bus, topic, stores, rate, seed, currency, wanted, metrics, log },
  ...(most !== undefined && { most }),
})
const close = async () => {
  await simulator.stop()
  log.info('no more sales are made up', { account: JSON.stringify(simulator.account()) })
  await tracing.stop()
  await bus.close()
  await stores.close()
}
if (most === undefined) listen('simulator', service, { config, log }, close)
else {
  await simulator.done
  await close()
  console.log(JSON.stringify(simulator.account()))
  process.exit(0)
}

function readOptions() {
  try {
    const option = { type: 'string' } as const
    const { values } = parseArgs({ options: { rate: option, seed: option, most: option } })
    return Options.parse(values)
  } catch {
    return exitWith('simulator', USAGE)
  }
}
