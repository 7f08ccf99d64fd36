/*
 * The exporter: extracts the market into files on a schedule and on demand, and tells Prometheus how the database is.
 * It reads the database and never writes to it. docs/exporter.md has the metrics and the form of an extraction.
 *
 * Port      EXPORTER_PORT (9216) on HOST:
 *             GET  /health/live   the process runs; it never asks the database
 *             GET  /health/ready  the database answers and EXPORT_DIR can be written to; else 503
 *             GET  /metrics       Prometheus' text format
 *             GET  /extractions   the manifests of EXPORT_DIR, newest first: {items, total}
 *             POST /extractions   starts one: 202 with its state, 409 while one runs here; rights as for the web server
 * Env       HOST, EXPORTER_PORT, DATABASE_URL, EXPORT_DIR, EXPORT_INTERVAL, EXPORT_KEEP, S3_*, ADMIN_TOKEN, LOG_LEVEL
 *           (src/config.ts)
 * Output    EXPORT_DIR/VERSION-HASH/ with a manifest.json: a whole extraction. stdout: the log.
 * Runs      at the start, every EXPORT_INTERVAL, and when another snapshot is current; with 0 on demand only. Replicas
 *           share EXPORT_DIR: one of them extracts. Without a database it waits for one, alive but not ready.
 * Options   --health  asks the /health/live of the exporter that runs here: exit 0 or 1 (a check without curl)
 *           --once    extracts once and ends: exit 0 when the snapshot is in EXPORT_DIR (and in the bucket) or there
 *                     is none yet, 1 when not, 2 for a wrong configuration
 * Signals   SIGTERM, SIGINT: unready, leaves the current file (the next run goes on there), exit 0.
 *           SIGKILL at any time: the same, without the courtesy.
 */
import { configOrExit, exitWith, secretsOf } from '../../src/config.ts'
import { createLog } from '../../src/platform/log.ts'
import { startTracing } from '../../src/platform/tracing.ts'
import { createExporter } from './app.ts'
import { isAlive } from './health-check.ts'

const USAGE = 'usage: bun run exporter [--health | --once]'
const MODES = ['', '--health', '--once']

const config = configOrExit('exporter')
const [mode = '', ...others] = process.argv.slice(2)
if (!MODES.includes(mode) || others.length > 0) exitWith('exporter', USAGE)
if (mode === '--health') process.exit((await isAlive(config)) ? 0 : 1)

const { version } = config.app
const log = createLog(config.logLevel, process.stdout, secretsOf(config), {
  name: 'exporter',
  version,
})
const tracing = await startTracing({ ...config.traces, service: 'exporter' })
const exporter = createExporter(config, log)
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, shutDown)

if (mode === '--once') {
  const done = await exporter.once()
  await exporter.stop()
  await tracing.stop()
  process.exit(done ? 0 : 1)
}
try {
  exporter.app.listen({
    hostname: config.host,
    port: config.exporterPort,
    idleTimeout: 30,
    reusePort: false,
    development: false,
  })
} catch (error) {
  exitWith(
    'exporter',
    `EXPORTER_PORT=${config.exporterPort}: ${error instanceof Error ? error.message : error}`,
  )
}
log.info(`the exporter serves ${exporter.app.server?.url}`, { folder: config.exportDir })
exporter.start()

async function shutDown(signal: string) {
  log.info(`${signal}: leaving what is not finished for the next run`)
  await exporter.stop()
  await tracing.stop()
  process.exit(0)
}
