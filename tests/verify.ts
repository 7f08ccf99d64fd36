/*
 * The long form of the tests: more seeds, larger files, more kills. Its output is kept in docs/verification, a file a day.
 *
 * `bun run verify [NAME…]` runs only the named steps of tests/run.ts, and adds what they say to the day's file.
 */
import { appendFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from './support/server.ts'

const child = Bun.spawn([process.execPath, 'tests/run.ts', ...process.argv.slice(2)], {
  cwd: ROOT,
  env: { ...process.env, FORECOURT_LONG: '1', SCREENSHOTS: process.env.SCREENSHOTS ?? '' },
  stdout: 'pipe',
  stderr: 'inherit',
})
let said = ''
const decoder = new TextDecoder()
for await (const chunk of child.stdout) {
  const text = decoder.decode(chunk, { stream: true })
  process.stdout.write(text)
  said += text
}
const code = await child.exited
const folder = join(ROOT, 'docs/verification')
await mkdir(folder, { recursive: true })
const day = new Date().toISOString().slice(0, 10)
const { stdout: commit } = Bun.spawnSync(['git', 'rev-parse', '--short', 'HEAD'], { cwd: ROOT })
const about = [
  `commit ${commit.toString().trim()}`,
  `bun ${Bun.version}`,
  process.platform,
  process.arch,
  `${navigator.hardwareConcurrency} cores`,
]
const path = join(folder, `${day}.txt`)
const isWhole = process.argv.length === 2
const text = `${new Date().toISOString()} ${about.join(', ')}\n${said}\n`
await (isWhole ? Bun.write(path, text) : appendFile(path, text))
process.exit(code)
