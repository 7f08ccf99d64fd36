import { afterAll, expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openStores } from '../src/stores.ts'
import { ROOT, temporaryFolder } from './support/server.ts'

/* The one binary of all containers, compiled as the Dockerfile says: what it starts it has to find in itself. */

const folder = temporaryFolder()
afterAll(() => folder.remove())

test('the compiled binary starts an import in a process of its own', async () => {
  const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')
  const command = dockerfile.match(/^RUN (bun build --compile[^&]*?[^\\])$/m)?.[1] ?? ''
  const binary = join(folder.path, 'forecourt')
  const words = command.replaceAll('\\\n', ' ').replace('/out/forecourt', binary).split(/\s+/)
  expect(words).toContain(binary)
  const made = Bun.spawnSync([process.execPath, ...words.slice(1)], { cwd: ROOT })
  expect(made.stderr.toString()).not.toContain('error')
  const path = join(folder.path, 'market.db')
  const env = { PATH: process.env.PATH, DATABASE_URL: `sqlite:${path}`, PORT: '0' }
  // From a folder in which nothing of the source is.
  const etl = Bun.spawnSync([binary, 'etl', 'sample'], { cwd: folder.path, env })
  expect(etl.stderr.toString()).not.toContain('failed')
  expect(etl.exitCode).toBe(0)
  const stores = await openStores(`sqlite:${path}`)
  expect((await stores.cars.current())?.cars).toBeGreaterThan(1000)
  await stores.close()
}, 60_000)
