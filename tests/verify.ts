/*
 * The long form of the tests: more seeds, larger files, more kills. Its output is kept, with the date, in docs/verification.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from './support/server.ts'

const child = Bun.spawn([process.execPath, 'tests/run.ts'], {
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
const about = [
  `bun ${Bun.version}`,
  process.platform,
  process.arch,
  `${navigator.hardwareConcurrency} cores`,
]
await Bun.write(
  join(folder, `${day}.txt`),
  `${new Date().toISOString()} ${about.join(', ')}\n${said}`,
)
process.exit(code)
