import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { type Running, ready, startServer, temporaryFolder } from '../tests/support/server.ts'
import { run } from './command.ts'
import { smoke } from './smoke.ts'

describe('bun run deploy refuses what cannot work, before it touches anything', () => {
  const folder = temporaryFolder()
  afterAll(() => folder.remove())
  const images = join(folder.path, 'images.json')

  test.each([
    [[], 'nothing is not a stack: there are dev, prod, recette'],
    [['nowhere'], 'nowhere is not a stack'],
    [['dev', 'prod'], 'usage: bun run deploy STACK'],
    [['dev', '--with', 'helm'], 'usage: bun run deploy STACK'],
    [['recette'], 'forecourt:images.digests: a pinned stack takes images by digest'],
    [['recette', '--images', images], 'images.json'],
    [['dev', '--image', 'x'], "Unknown option '--image'"],
  ])('%p', async (args, words) => {
    await Bun.write(images, '{"registry": "r", "tag": "latest"}')
    const { code, said } = await run([process.execPath, 'deploy/deploy.ts', ...args])
    expect(said).toContain(words)
    expect(code).toBe(2)
  })
})

describe('bun run smoke', () => {
  let server: Running
  beforeAll(async () => {
    server = await startServer({ ADMIN_TOKEN: 'a token that is long enough', APP_VERSION: '1.2.3' })
    await ready(server.url)
  })
  afterAll(async () => {
    await server.stop()
  })

  test('is content with a market that answers', async () => {
    expect(await smoke(server.url, { version: '1.2.3', patience: 0 })).toBe(true)
  })

  test('is not with another version, nor with nobody', async () => {
    expect(await smoke(server.url, { version: '1.2.4', patience: 0 })).toBe(false)
    expect(await smoke('http://127.0.0.1:9', { patience: 0 })).toBe(false)
  })

  test('is not with a market that anybody may write to', async () => {
    const open = await startServer()
    await ready(open.url)
    expect(await smoke(open.url, { patience: 0 })).toBe(false)
    await open.stop()
  })
})
