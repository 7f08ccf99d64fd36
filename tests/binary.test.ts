import { afterAll, beforeAll, expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openStores } from '../src/stores.ts'
import { ROOT, temporaryFolder } from './support/server.ts'

/* The one binary of all containers, compiled as the Dockerfile says: what it starts it has to find in itself. */

const folder = temporaryFolder()
afterAll(() => folder.remove())

const binary = join(folder.path, 'forecourt')
const env = { PATH: process.env.PATH, PORT: '0', HOST: '127.0.0.1' }

beforeAll(() => {
  const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')
  const command = dockerfile.match(/^RUN (bun build --compile[^&]*?[^\\])$/m)?.[1] ?? ''
  const words = command.replaceAll('\\\n', ' ').replace('/out/forecourt', binary).split(/\s+/)
  expect(words).toContain(binary)
  const made = Bun.spawnSync([process.execPath, ...words.slice(1)], { cwd: ROOT })
  expect(made.stderr.toString()).not.toContain('error')
}, 60_000)

test('the compiled binary starts an import in a process of its own', async () => {
  const path = join(folder.path, 'market.db')
  // From a folder in which nothing of the source is.
  const etl = Bun.spawnSync([binary, 'etl', 'sample'], {
    cwd: folder.path,
    env: { ...env, DATABASE_URL: `sqlite:${path}` },
  })
  expect(etl.stderr.toString()).not.toContain('failed')
  expect(etl.exitCode).toBe(0)
  const stores = await openStores(`sqlite:${path}`)
  expect((await stores.cars.current())?.cars).toBeGreaterThan(1000)
  await stores.close()
}, 60_000)

test.each(['web', 'exporter', 'calculator', 'statistics', 'ledger', 'simulator'])(
  'the compiled binary serves as %s, with all that it needs in itself',
  async (name) => {
    const child = Bun.spawn([binary, name], {
      cwd: folder.path,
      env: {
        ...env,
        ...{ DATABASE_URL: `sqlite:${join(folder.path, `${name}.db`)}`, EXPORTER_PORT: '0' },
        ...{ EXPORT_DIR: join(folder.path, 'exchange'), KAFKA_BROKERS: '127.0.0.1:1' },
      },
      stdout: 'pipe',
      stderr: 'pipe',
    })
    let said = ''
    for await (const chunk of child.stdout) {
      said += new TextDecoder().decode(chunk)
      if (/http:\/\/127\.0\.0\.1:\d+/.test(said)) child.kill('SIGKILL')
    }
    expect(said + (await new Response(child.stderr).text())).toMatch(/http:\/\/127\.0\.0\.1:\d+/)
  },
  30_000,
)

test('the compiled binary makes pictures and PDF files, with the program and the fonts in itself', async () => {
  const child = Bun.spawn([binary, 'web'], {
    cwd: folder.path,
    env: { ...env, DATABASE_URL: `sqlite:${join(folder.path, 'market.db')}` },
    stdout: 'pipe',
    stderr: 'inherit',
  })
  let said = ''
  for await (const chunk of child.stdout) {
    said += new TextDecoder().decode(chunk)
    const [address] = said.match(/http:\/\/127\.0\.0\.1:\d+/) ?? []
    if (!address) continue
    for (const [form, begins] of [
      ['png', '\u0089PNG'],
      ['pdf', '%PDF'],
    ] as const) {
      const file = await fetch(`${address}/reports/market.${form}?brand=Honda`)
      expect([form, file.status]).toEqual([form, 200])
      expect(String.fromCharCode(...(await file.bytes()).subarray(0, 4))).toBe(begins)
    }
    break
  }
  child.kill('SIGKILL')
  expect(said).toContain('http://')
}, 60_000)
