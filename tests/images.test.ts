import { expect, test } from 'bun:test'
import { join } from 'node:path'
import { Glob } from 'bun'
import { pin } from '../deploy/pin-images.ts'
import { TARGETS } from '../infra/settings.ts'
import { ROOT } from './support/server.ts'

const read = (file: string) => Bun.file(join(ROOT, file)).text()

test('a pinned image keeps its tag, and pinning again takes the new digest', async () => {
  const digest = (letter: string) => `sha256:${letter.repeat(64)}`
  const pattern = /^(ARG \w+_IMAGE=)(\S+)$/gm
  const once = await pin('ARG BUN_IMAGE=oven/bun:1.4.4\nFROM x', pattern, async () => digest('a'))
  expect(once).toEqual({
    pinned: `ARG BUN_IMAGE=oven/bun:1.4.4@${digest('a')}\nFROM x`,
    missing: [],
  })
  const again = await pin(once.pinned, pattern, async () => digest('b'))
  expect(again.pinned).toContain(`oven/bun:1.4.4@${digest('b')}`)
  expect(again.pinned).not.toContain(digest('a'))
  const none = await pin(once.pinned, pattern, async () => null)
  expect(none).toEqual({ pinned: once.pinned, missing: ['oven/bun:1.4.4'] })
})

test('no container runs as root for its work, floats on latest, or builds with the flag that breaks Elysia', async () => {
  const dockerfile = await read('Dockerfile')
  expect(dockerfile).toContain('USER 65532:65532')
  expect(dockerfile).toContain('STOPSIGNAL SIGTERM')
  expect(dockerfile).not.toMatch(/:latest|--minify\s/)
  for (const target of TARGETS)
    expect(dockerfile).toMatch(new RegExp(`^FROM (?:base|scratch) AS ${target}$`, 'm'))
  expect(await read('compose.yml')).not.toMatch(/:latest|password:\s*\S+\n/i)
})

test('the build context holds neither secrets nor data', async () => {
  const ignored = await read('.dockerignore')
  expect(ignored).toMatch(/^\*$/m)
  for (const kept of ignored.matchAll(/^!(.+)$/gm)) {
    expect([
      'package.json',
      'bun.lock',
      'bunfig.toml',
      'tsconfig.json',
      'deploy/patches',
      'src',
      'sidecars',
      'docs/model-report.json',
    ]).toContain(kept[1] ?? '')
  }
})

test('with live reload a container has every file that the server reads, and no folder within one that it may not write', async () => {
  type Compose = { services: { web: { volumes: string[] } } }
  // Compose's own tag takes away what the first file said.
  const text = (await read('deploy/compose.dev.yml')).replace('!reset', '')
  const { services } = Bun.YAML.parse(text) as Compose
  const mounts = services.web.volumes
    .filter((volume) => volume.startsWith('.'))
    .map((volume) => volume.split(':') as [host: string, place: string])
  for (const [host, place] of mounts) expect(place).toBe(`/app/${host.slice(2)}`)
  expect(services.web.volumes).toContain('modules:/app')
  const source = new Glob('src/**/*.{ts,tsx}').scan(ROOT)
  const used = new Set<string>(['package.json', 'bun.lock'])
  for await (const file of source) {
    // Tools are programs of their own.
    if (/^src\/tools\/|\.(test|testing)\.tsx?$/.test(file)) continue
    for (const [, specifier = ''] of (await read(file)).matchAll(/from '(\.\.?\/[^']+)'/g))
      used.add(join(file, '..', specifier))
  }
  const patches: Record<string, string> = JSON.parse(await read('package.json')).patchedDependencies
  const missing = [...used, ...Object.values(patches)].filter(
    (file) =>
      !mounts.some(([host]) => file === host.slice(2) || file.startsWith(`${host.slice(2)}/`)),
  )
  expect(missing).toEqual([])
})
