import { access, constants, mkdir } from 'node:fs/promises'
import { Elysia } from 'elysia'
import type { Config } from '../../src/config.ts'
import { listExtractions } from '../../src/exports/manifest.ts'
import { access as rights } from '../../src/platform/http/access.ts'
import { HttpError } from '../../src/platform/http/errors.ts'
import { hiddenRoute } from '../../src/platform/http/openapi.ts'
import { json, respond } from '../../src/platform/http/respond.ts'
import { message } from '../../src/platform/language/message.ts'
import type { Connection } from './connection.ts'
import type { Metrics } from './metrics.ts'
import type { Runner } from './runner.ts'

type Parts = {
  config: Config
  connection: Connection
  runner: Runner
  metrics: Metrics
  isDraining: () => boolean
}

const PATIENCE = 2000

export function exporterRoutes({ config, connection, runner, metrics, isDraining }: Parts) {
  const { exportDir, app } = config
  return new Elysia({ name: 'exporter-routes' })
    .use(rights)
    .get('/health/live', ({ request }) => json(request, { status: 'ok' }), hiddenRoute())
    .get(
      '/health/ready',
      async ({ request }) => {
        const checks = { store: await checkStore(connection), folder: await checkFolder(exportDir) }
        const ok = checks.store.ok && checks.folder.ok && !isDraining()
        const health = { status: ok ? 'ok' : 'degraded', version: app.version, checks }
        return json(request, health, ok ? {} : { status: 503, headers: { 'retry-after': '2' } })
      },
      hiddenRoute(),
    )
    .get(
      '/metrics',
      ({ request }) =>
        respond(
          request,
          { form: 'text', headers: { 'content-type': metrics.type } },
          metrics.write,
        ),
      hiddenRoute(),
    )
    .get(
      '/extractions',
      async ({ request }) => {
        const items = (await listExtractions(exportDir)).map(({ manifest }) => manifest)
        return json(request, { items, total: items.length })
      },
      hiddenRoute(),
    )
    .post(
      '/extractions',
      async ({ request }) => {
        if (isDraining()) throw new HttpError(503, message('The exporter is shutting down.'))
        const started = runner.start('on demand')
        if (!started)
          throw new HttpError(409, message('An extraction is running here; wait for its end.'))
        const headers = { location: '/extractions' }
        return json(request, { state: 'running', ...started }, { status: 202, headers })
      },
      { ...hiddenRoute(), access: 'operator', parse: 'none' },
    )
}

type Check = { ok: boolean; detail: string }

async function checkStore(connection: Connection): Promise<Check> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('late')), PATIENCE)
  try {
    const ping = connection.get().then(({ stores }) => stores.ping())
    await Promise.race([ping, late.promise])
    return { ok: true, detail: 'answers' }
  } catch {
    return { ok: false, detail: 'does not answer' }
  } finally {
    clearTimeout(timer)
  }
}

async function checkFolder(dir: string): Promise<Check> {
  try {
    await mkdir(dir, { recursive: true })
    await access(dir, constants.W_OK | constants.X_OK)
    return { ok: true, detail: 'can be written to' }
  } catch {
    return { ok: false, detail: 'cannot be written to' }
  }
}
