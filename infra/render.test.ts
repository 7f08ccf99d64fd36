import { expect, test } from 'bun:test'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { render } from './render.ts'
import { stackNames } from './stacks.ts'

const DEPLOY = join(import.meta.dir, '../deploy')

test.each(stackNames())(
  'deploy/%s is what the program says (bun run infra:render)',
  async (stack) => {
    const files = await render(stack)
    expect((await readdir(join(DEPLOY, stack))).sort()).toEqual([...files.keys()].sort())
    for (const [name, text] of files)
      expect(await Bun.file(join(DEPLOY, stack, name)).text()).toBe(text)
  },
)

test.each(stackNames())(
  'deploy/%s holds no secret, and the example only placeholders',
  async (stack) => {
    for (const [name, text] of await render(stack)) {
      if (name !== 'secrets.example') expect(text).not.toContain('kind: Secret\nmetadata')
      for (const [, value = ''] of text.matchAll(
        /^ {2}(?:token|password|keyfile|url|[\w-]*key[\w-]*): (.+)$/gm,
      ))
        if (name === 'secrets.example') expect(value).toContain('REPLACE-ME')
    }
  },
)

test('what kubectl reads of a folder does not hold the example', async () => {
  for (const stack of stackNames())
    for (const name of (await render(stack)).keys())
      expect(name === 'secrets.example' || name.endsWith('.yaml')).toBe(true)
})
