import { afterAll, expect, setDefaultTimeout, test } from 'bun:test'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadConfig } from '../../src/config.ts'
import { listExtractions } from '../../src/exports/manifest.ts'
import { run, spawn } from '../../src/exports/market.testing.ts'
import { createLog } from '../../src/platform/log.ts'
import { openStores } from '../../src/stores.ts'
import { aMarket, publish } from '../../tests/support/cars.ts'
import { temporaryFolder } from '../../tests/support/server.ts'
import { createExporter } from './app.ts'

setDefaultTimeout(60_000)

const folder = temporaryFolder()
afterAll(() => folder.remove())
let names = 0
const fresh = () => join(folder.path, String(++names))
const MAIN = 'sidecars/exporter/main.ts'

async function exporterOn(environment: Record<string, string> = {}, lookEvery?: number) {
  const DATABASE_URL = `sqlite:${fresh()}.db`
  const stores = await openStores(DATABASE_URL)
  const config = loadConfig({ DATABASE_URL, EXPORT_DIR: fresh(), ...environment })
  const exporter = createExporter(config, createLog('silent'), lookEvery)
  const ask = async (method: string, path: string, headers: Record<string, string> = {}) => {
    const answer = await exporter.app.handle(
      new Request(`http://localhost${path}`, {
        method,
        headers: { host: 'localhost', ...headers },
      }),
    )
    const type = answer.headers.get('content-type')?.split(';')[0]
    return { status: answer.status, type, headers: answer.headers, body: await answer.json() }
  }
  const end = async () => {
    await exporter.stop()
    await stores.close()
  }
  return { stores, config, exporter, ask, end }
}

async function until(condition: () => Promise<boolean>, patience = 10_000) {
  for (const end = Date.now() + patience; Date.now() < end; await Bun.sleep(20)) {
    if (await condition()) return
  }
  throw new Error('it did not come to it')
}

test('no route takes a parameter that it does not know', async () => {
  const { exporter, ask, end } = await exporterOn()
  for (const { method, path } of exporter.app.routes) {
    expect([path, await ask(method, `${path}?nobody=1`)]).toEqual([
      path,
      expect.objectContaining({ status: 400, type: 'application/problem+json' }),
    ])
  }
  expect(exporter.app.routes.length).toBeGreaterThan(4)
  await end()
})

test('an extraction on demand: 202, 409 while it runs, and then it is listed', async () => {
  const { stores, ask, end } = await exporterOn()
  await publish(stores, 1, aMarket(3000))
  expect((await ask('GET', '/extractions')).body).toEqual({ items: [], total: 0 })
  const [started, refused] = await Promise.all([
    ask('POST', '/extractions'),
    ask('POST', '/extractions'),
  ])
  expect(started).toMatchObject({ status: 202, body: { state: 'running' } })
  expect(refused).toMatchObject({ status: 409, type: 'application/problem+json' })
  await until(async () => (await ask('GET', '/extractions')).body.total === 1)
  await publish(stores, 2, aMarket(3))
  await until(async () => (await ask('POST', '/extractions')).status === 202)
  await until(async () => (await ask('GET', '/extractions')).body.total === 2)
  const { items } = (await ask('GET', '/extractions')).body
  expect(items.map((item: { snapshot: { version: number } }) => item.snapshot.version)).toEqual([
    2, 1,
  ])
  await end()
})

test('starting one needs write access, as on the web server; errors are problem+json', async () => {
  const token = 'a-token-of-sixteen-characters'
  const open = await exporterOn()
  expect((await open.ask('POST', '/extractions', { 'x-forwarded-for': '1.2.3.4' })).status).toBe(
    403,
  )
  expect((await open.ask('POST', '/extractions', { origin: 'http://evil.example' })).status).toBe(
    403,
  )
  expect(await open.ask('GET', '/nowhere')).toMatchObject({
    status: 404,
    type: 'application/problem+json',
    body: { title: 'Not found', errors: [] },
  })
  expect((await open.ask('GET', '/extractions?limit=1')).body.errors[0].parameter).toBe('limit')
  expect((await open.ask('GET', '/health/live')).headers.get('content-security-policy')).toContain(
    "default-src 'none'",
  )
  await open.end()

  const guarded = await exporterOn({ ADMIN_TOKEN: token })
  expect((await guarded.ask('POST', '/extractions')).status).toBe(401)
  const wrong = await guarded.ask('POST', '/extractions', { authorization: 'Bearer wrong' })
  expect(wrong.status).toBe(401)
  const right = await guarded.ask('POST', '/extractions', { authorization: `Bearer ${token}` })
  expect(right.status).toBe(202)
  await guarded.end()
})

test('ready needs the database and the folder; live needs nothing', async () => {
  const good = await exporterOn()
  expect(await good.ask('GET', '/health/ready')).toMatchObject({
    status: 200,
    body: { status: 'ok' },
  })
  await good.end()
  expect((await good.ask('GET', '/health/ready')).status).toBe(503)

  const file = fresh()
  writeFileSync(file, '')
  const bad = await exporterOn({ EXPORT_DIR: file, DATABASE_URL: `sqlite:${fresh()}.db` })
  expect(await bad.ask('GET', '/health/ready')).toMatchObject({
    status: 503,
    body: { checks: { store: { ok: false }, folder: { ok: false } } },
  })
  expect((await bad.ask('GET', '/health/live')).status).toBe(200)
  await bad.end()
})

test('it extracts at the start and when another snapshot is current; with interval 0 never by itself', async () => {
  const { stores, config, exporter, end } = await exporterOn({ EXPORT_INTERVAL: '1d' }, 30)
  await publish(stores, 1, aMarket(5))
  exporter.start()
  const versions = async () =>
    (await listExtractions(config.exportDir)).map(({ manifest }) => manifest.snapshot.version)
  await until(async () => (await versions()).join() === '1')
  await publish(stores, 2, aMarket(6))
  await until(async () => (await versions()).join() === '2,1')
  await end()

  const quiet = await exporterOn({ EXPORT_INTERVAL: '0' }, 10)
  await publish(quiet.stores, 1, aMarket(5))
  quiet.exporter.start()
  await Bun.sleep(200)
  expect(await listExtractions(quiet.config.exportDir)).toEqual([])
  await quiet.end()
})

test('the program: --health, SIGTERM in the middle of an extraction, and what the next one makes of it', async () => {
  const DATABASE_URL = `sqlite:${fresh()}.db`
  const stores = await openStores(DATABASE_URL)
  await publish(stores, 1, aMarket(30_000))
  const probe = Bun.listen({ hostname: '127.0.0.1', port: 0, socket: { data() {} } })
  const EXPORTER_PORT = String(probe.port)
  probe.stop(true)
  const env = { DATABASE_URL, EXPORT_DIR: fresh(), EXPORTER_PORT }
  expect((await run([MAIN, '--health'], env)).code).toBe(1)

  const child = spawn([MAIN], env)
  const url = `http://127.0.0.1:${EXPORTER_PORT}`
  await until(async () => (await fetch(`${url}/health/live`).catch(() => null))?.ok === true)
  expect((await run([MAIN, '--health'], env)).code).toBe(0)
  const running = 'forecourt_extraction_running 1'
  expect(await (await fetch(`${url}/metrics`)).text()).toContain(running)
  child.kill('SIGTERM')
  expect(await child.exited).toBe(0)
  expect(await listExtractions(env.EXPORT_DIR)).toEqual([])

  const next = await run([MAIN, '--once'], env)
  expect([next.code, next.out]).toEqual([0, expect.stringContaining('snapshot 1 is extracted')])
  expect((await run([MAIN, '--twice'], env)).code).toBe(2)
  const wrong = await run([MAIN], { ...env, EXPORT_INTERVAL: 'often' })
  expect([wrong.code, wrong.error]).toEqual([2, expect.stringContaining('EXPORT_INTERVAL="often"')])
  const secret = await run([MAIN], { ...env, S3_ENDPOINT: 'x', S3_SECRET_ACCESS_KEY: 'hush' })
  expect([secret.code, secret.error.includes('hush')]).toEqual([2, false])
  await stores.close()
})

test.skipIf(process.getuid?.() === 0)(
  'a folder without write rights (needs a user who is not root)',
  async () => {
    const dir = fresh()
    mkdirSync(dir)
    chmodSync(dir, 0o500)
    const { ask, end } = await exporterOn({ EXPORT_DIR: dir })
    expect((await ask('GET', '/health/ready')).body.checks.folder.ok).toBe(false)
    await end()
  },
)
