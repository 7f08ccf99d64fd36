import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { type App, type AppDeps, createApp } from '../../src/app.tsx'
import { type Config, loadConfig } from '../../src/config.ts'
import { backgroundImporter } from '../../src/imports/run/in-background.ts'
import { runImport } from '../../src/imports/run/run-import.ts'
import { loadAssets } from '../../src/platform/http/assets.ts'
import { createLog } from '../../src/platform/log.ts'
import type { Stores } from '../../src/snapshots/stores.ts'
import { openStores } from '../../src/stores.ts'
import { temporaryFolder } from './server.ts'

export type TestApp = {
  app: App
  deps: AppDeps
  stores: Stores
  get(path: string, headers?: Record<string, string>): Promise<Response>
  post(path: string, body?: string, headers?: Record<string, string>): Promise<Response>
  close(): Promise<void>
}

/** An answer that can be read whole: a stream of events, which has no end to wait for, is left after its head. */
export function ended(answer: Response): Response {
  if (!answer.headers.get('content-type')?.startsWith('text/event-stream')) return answer
  void answer.body?.cancel()
  return new Response('', answer)
}

/** Folders with a database that has the bundled sample, by the settings that it was imported with. */
const markets = new Map<string, Promise<string>>()

/** A database of one's own with the bundled sample: imported once with these settings, since that is most of the time of a test. */
async function ownMarket(config: Config) {
  const settings = JSON.stringify(config)
  const made = markets.get(settings) ?? importSample(config)
  markets.set(settings, made)
  const folder = temporaryFolder()
  cpSync(await made, folder.path, { recursive: true })
  return { databaseUrl: `sqlite:${join(folder.path, 'market.db')}`, remove: folder.remove }
}

async function importSample(config: Config): Promise<string> {
  const folder = temporaryFolder()
  process.once('exit', folder.remove)
  const stores = await openStores(`sqlite:${join(folder.path, 'market.db')}`)
  await publishSample(stores, config)
  await stores.close()
  return folder.path
}

const publishSample = (stores: Stores, config: Config) =>
  runImport(stores, { ...config, sources: ['sample'], keep: config.snapshotKeep })

/** The application on a store of its own, with the bundled sample published unless `empty`. */
export async function testApp(
  environment: Record<string, string> = {},
  { empty = false } = {},
): Promise<TestApp> {
  const config = loadConfig({ DATABASE_URL: 'sqlite::memory:', APP_ENV: 'test', ...environment })
  const own = empty || environment.DATABASE_URL ? null : await ownMarket(config)
  const stores = await openStores(own?.databaseUrl ?? config.databaseUrl)
  const log = createLog('silent')
  if (!empty && own === null) await publishSample(stores, config)
  const importer = backgroundImporter(config, stores, log)
  const deps: AppDeps = {
    ...stores,
    database: stores,
    importer,
    assets: await loadAssets(),
    config,
    log,
    build: 'test',
  }
  const app = createApp(deps)
  const ask = (method: string) => (path: string, body?: string, headers?: Record<string, string>) =>
    app.handle(
      new Request(`http://localhost${path}`, {
        method,
        headers: { host: 'localhost', ...headers },
        ...(body !== undefined && { body }),
      }),
    )
  return {
    app,
    deps,
    stores,
    get: (path, headers) => ask('GET')(path, undefined, headers),
    post: ask('POST'),
    async close() {
      await stores.close()
      own?.remove()
    },
  }
}
