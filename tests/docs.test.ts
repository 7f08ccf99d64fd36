import { expect, test } from 'bun:test'
import { join } from 'node:path'
import packageJson from '../package.json' with { type: 'json' }
import { Environment } from '../src/environment.ts'
import { references } from '../src/tools/reference.ts'
import { ROOT } from './support/server.ts'

/** README, CONTRIBUTING and everything under docs/. */
function documents(): string[] {
  const found = ['*.md', 'docs/**/*.md'].flatMap((pattern) => [
    ...new Bun.Glob(pattern).scanSync(ROOT),
  ])
  if (found.length < 5) throw new Error(`only ${found.length} documents were found`)
  return found
}

test.each(references())('$file says what the code says (bun run docs)', async ({ file, text }) => {
  expect(await Bun.file(join(ROOT, file)).text()).toBe(text)
})

test('every setting says what it means', () => {
  for (const [name, schema] of Object.entries(Environment.shape)) {
    expect({ name, described: (schema.description ?? '').length > 10 }).toEqual({
      name,
      described: true,
    })
  }
})

test('only config.ts reads the environment', async () => {
  const readers: string[] = []
  const sources = ['src/**/*.{ts,tsx}', 'sidecars/**/*.ts'].flatMap((pattern) => [
    ...new Bun.Glob(pattern).scanSync(ROOT),
  ])
  expect(sources.length).toBeGreaterThan(100)
  for (const file of sources) {
    if (file === 'src/config.ts' || file.includes('.test.')) continue
    // What a child process inherits is not read.
    const text = (await Bun.file(join(ROOT, file)).text()).replaceAll('...process.env', '')
    if (/process\.env|Bun\.env|import\.meta\.env/.test(text)) readers.push(file)
  }
  expect(readers).toEqual([])
})

test('the commands that the documentation names exist', async () => {
  const scripts = Object.keys(packageJson.scripts)
  for (const file of documents()) {
    const text = await Bun.file(join(ROOT, file)).text()
    for (const [, command] of text.matchAll(/bun(?:@[\d.]+)? run ([a-z:]+)/g)) {
      expect({ file, command, exists: scripts.includes(command ?? '') }).toMatchObject({
        exists: true,
      })
    }
  }
})

test('the figures of the price model are those of its report', async () => {
  const { model, coverage, unseen_trims } = await Bun.file(
    join(ROOT, 'docs/model-report.json'),
  ).json()
  const readme = await Bun.file(join(ROOT, 'README.md')).text()
  const figures = [`R² ${model.r2.mean.toFixed(2)}`, `${model.median_ape.mean.toFixed(1)} %`]
  expect(readme).toContain(`${figures[0]}, median error ${figures[1]}`)
  const decision = await Bun.file(join(ROOT, 'docs/decisions/0004-one-model-of-prices.md')).text()
  const head = decision.slice(0, decision.indexOf('**Gradient boosting**'))
  expect(head).toContain(`R² ${model.r2.mean.toFixed(3)}`)
  expect(head).toContain(`percentage error ${model.mape.mean.toFixed(1)} %, median ${figures[1]}`)
  expect(head).toContain(`never seen ${unseen_trims.mape.toFixed(1)} %`)
  expect(head.replace(/\s+/g, ' ')).toContain(`covers ${coverage.mean.toFixed(1)} %`)
})

test('a link inside the documentation leads somewhere', async () => {
  for (const file of documents()) {
    const text = await Bun.file(join(ROOT, file)).text()
    for (const [, target] of text.matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)) {
      const path = join(ROOT, file, '..', target ?? '')
      expect({ file, target, exists: await Bun.file(path).exists() }).toMatchObject({
        exists: true,
      })
    }
  }
})
