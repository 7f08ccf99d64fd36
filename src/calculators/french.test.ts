import { expect, test } from 'bun:test'
import { join } from 'node:path'
import { french } from './fr.ts'

/** The sentences that this folder writes through `t` and `tn`. */
async function sentences(): Promise<Set<string>> {
  const found = new Set<string>()
  const literal = String.raw`('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")`
  const single = new RegExp(String.raw`\bt\(\s*${literal}`, 'g')
  const counted = new RegExp(String.raw`\btn\(\s*[^,']+,\s*${literal},\s*${literal}`, 'g')
  for await (const file of new Bun.Glob('**/*.{ts,tsx}').scan(import.meta.dir)) {
    if (file.includes('.test.') || file === 'fr.ts') continue
    const text = await Bun.file(join(import.meta.dir, file)).text()
    for (const [, ...literals] of [...text.matchAll(single), ...text.matchAll(counted)]) {
      for (const each of literals) found.add(each.slice(1, -1).replace(/\\(.)/g, '$1'))
    }
  }
  return found
}

test('every sentence has its French, with the same values in it, and none is left over', async () => {
  const written = await sentences()
  expect(written.size).toBeGreaterThan(80)
  expect(Object.keys(french).sort()).toEqual([...written].sort())
  const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()
  for (const [english, translated] of Object.entries(french)) {
    expect({ english, holes: holes(translated) }).toEqual({ english, holes: holes(english) })
  }
})
