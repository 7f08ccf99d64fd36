import { type App, type AppDeps, createApp } from '../../src/app.tsx'
import { loadConfig } from '../../src/config.ts'
import { backgroundImporter } from '../../src/imports/in-background.ts'
import { runImport } from '../../src/imports/run.ts'
import { loadAssets } from '../../src/platform/http/assets.ts'
import { createLog } from '../../src/platform/log.ts'
import type { Stores } from '../../src/snapshots/stores.ts'
import { openStores } from '../../src/stores.ts'

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

/** The application on a store of its own, with the bundled sample published unless `empty`. */
export async function testApp(
  environment: Record<string, string> = {},
  { empty = false } = {},
): Promise<TestApp> {
  const config = loadConfig({ DATABASE_URL: 'sqlite::memory:', APP_ENV: 'test', ...environment })
  const stores = await openStores(config.databaseUrl)
  const log = createLog('silent')
  if (!empty) {
    await runImport(stores, { ...config, sources: ['sample'], keep: config.snapshotKeep })
  }
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
    close: () => stores.close(),
  }
}
