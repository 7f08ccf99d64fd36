import { createApp } from './app.tsx'
import { configOrExit, exitWith } from './config.ts'
import { importAtStart } from './imports/at-start.ts'
import { backgroundImporter } from './imports/in-background.ts'
import { loadAssets } from './platform/http/assets.ts'
import { createLog } from './platform/log.ts'
import { redactUrl } from './platform/stores/mongo.ts'
import { openStores } from './stores.ts'

const started = Date.now()
const config = configOrExit('forecourt')
const log = createLog(config.logLevel)
const stores = await openStores(config.databaseUrl).catch((error: Error) =>
  exitWith('forecourt', `DATABASE_URL=${redactUrl(config.databaseUrl)}: ${error.message}`),
)
const importer = backgroundImporter(config, stores, log)
// A page that was kept from an earlier build must not be taken for this one's while it is being worked on.
const build =
  config.app.environment === 'development' ? `${config.app.version}-${started}` : config.app.version
let draining = false
const app = createApp(
  { ...stores, database: stores, importer, assets: await loadAssets(), config, log, build },
  () => draining,
)

try {
  // Elysia shares a port by default: a second start would then take half of the requests in silence.
  app.listen({ hostname: config.host, port: config.port, idleTimeout: 30, reusePort: false })
} catch (error) {
  exitWith(
    'forecourt',
    `PORT=${config.port}: ${error instanceof Error ? error.message : error}. Choose another: PORT=3001`,
  )
}
log.info(`${config.app.title} ${config.app.version} serves ${app.server?.url}`, {
  ready_ms: Date.now() - started,
  store: stores.about,
})
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, shutDown)
await importAtStart({ config, stores, importer, log })

/** Unready first, so that no new reader comes; then those inside finish, the import stops, the store closes. */
async function shutDown(signal: string) {
  draining = true
  log.info(`${signal}: finishing what has begun`)
  await app.stop()
  await importer.stop()
  await stores.close()
  process.exit(0)
}
