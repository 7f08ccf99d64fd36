/*
 * The ledger: takes transactions from Kafka into the database, each once, whatever is killed in between. It tells how it
 * goes in the database, where /live shows it. docs/live-market.md has the form of a message and what becomes of it.
 *
 * Port      PORT (3000) on HOST:
 *             GET /health/live   the process runs; it never asks the database or the brokers
 *             GET /health/ready  it takes messages; 503 while it drains
 *             GET /metrics       Prometheus' text format: forecourt_stream_*
 * Env       HOST, PORT, DATABASE_URL, KAFKA_*, LEDGER_RETENTION, LOG_LEVEL (src/config.ts)
 * Input     KAFKA_TOPIC, shared with the other ledgers of its group. What cannot be read goes to KAFKA_TOPIC.dlq.
 * Output    the database. stdout: the log.
 * Signals   SIGTERM, SIGINT: finishes the batch, leaves the group, exit 0. SIGKILL at any time: nothing is lost or twice.
 *           A wrong configuration: exit 2. A database that is away is waited for.
 */
import { Elysia } from 'elysia'
import { configOrExit, exitWith, secretsOf } from '../../src/config.ts'
import { createLog } from '../../src/platform/log.ts'
import { startTracing } from '../../src/platform/tracing.ts'
import { startLedger } from '../../src/stream/ledger.ts'
import { createStreamMetrics } from '../../src/stream/metrics.ts'
import { openKafka } from '../../src/stream/open-bus.ts'
import { createSmallService, listen } from '../small-service.ts'
import { storesWhenThere } from '../stores-when-there.ts'

const config = configOrExit('ledger')
const { version } = config.app
const log = createLog(config.logLevel, process.stdout, secretsOf(config), {
  name: 'ledger',
  version,
})
const tracing = await startTracing({ ...config.traces, service: 'ledger' })
const bus =
  (await openKafka(config)) ??
  exitWith('ledger', 'KAFKA_BROKERS is empty: without brokers the ledger is within the server')
const stores = await storesWhenThere('ledger', config, log)
const service = createSmallService('ledger', new Elysia(), { config, log })
const { topic, ledgerRetention: retention } = config
const metrics = createStreamMetrics(service.metrics.registry)
const store = stores.transactions
const ledger = startLedger({ bus, store, topic, retention, metrics, log })
listen('ledger', service, { config, log }, async () => {
  await ledger.stop()
  await tracing.stop()
  await bus.close()
  await stores.close()
})
log.info(`the ledger takes ${topic} from ${bus.about}`, { store: stores.about })
