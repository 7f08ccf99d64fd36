import { afterAll, expect, test } from 'bun:test'
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './command.ts'
import { caretakerTag, contentTag } from './content.ts'

const copy = await mkdtemp(join(tmpdir(), 'forecourt-content-'))
afterAll(() => rm(copy, { recursive: true }))
const ignored = (await Bun.file(join(ROOT, '.dockerignore')).text()).split('\n')
const taken = ignored.flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []))
for (const name of ['Dockerfile', '.dockerignore', ...taken])
  await cp(join(ROOT, name), join(copy, name), { recursive: true })
await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'))

const change = async (path: string) => {
  const text = await Bun.file(join(copy, path)).text()
  await Bun.write(join(copy, path), `${text}\nconsole.log('changed')\n`)
}

test('the same content has the same tag, wherever it lies, and a test is no content', async () => {
  const tag = await contentTag(copy)
  expect(tag).toMatch(/^[\d.]+-[0-9a-f]{12}$/)
  expect(await contentTag(ROOT)).toBe(tag)
  await Bun.write(join(copy, 'src/another.test.ts'), 'export {}')
  expect(await contentTag(copy)).toBe(tag)
  await change('src/main.ts')
  expect(await contentTag(copy)).not.toBe(tag)
})

test("the caretaker's changes with what it is made of, and with nothing else", async () => {
  const tag = await caretakerTag(copy)
  await change('src/server.ts')
  await change('package.json')
  expect(await caretakerTag(copy)).toBe(tag)
  await change('sidecars/caretaker/main.ts')
  expect(await caretakerTag(copy)).not.toBe(tag)
})
