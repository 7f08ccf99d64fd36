/*
 * The one command that is local and CI truth: every check in turn, what it found, and a last line that counts.
 * A check that cannot run on this machine is named as skipped with its reason; it is never green by absence.
 */
import { findChromium } from './support/chromium.ts'

type Outcome = { passed: number; failed: number; skipped: number; notes: string[] }
type Step = { name: string; command: string[]; env?: Record<string, string>; skip?: string | null }

const only = process.argv.slice(2)
const bun = process.execPath
const chromium = await findChromium()

const steps: Step[] = [
  { name: 'types', command: [bun, 'x', 'tsc', '--noEmit', '-p', '.'] },
  { name: 'lint', command: [bun, 'x', 'biome', 'check', '--error-on-warnings', '.'] },
  { name: 'unused', command: [bun, 'x', 'knip', '--no-progress'] },
  { name: 'xss', command: [bun, 'x', 'xss-scan', '-p', 'tsconfig.json'] },
  { name: 'htmx', command: [bun, 'x', 'htmx.org', 'upgrade-check', '--ext', '.tsx', 'src/'] },
  { name: 'unit', command: [bun, 'test'] },
  {
    name: 'browser',
    command: [
      bun,
      'test',
      '--timeout',
      '60000',
      ...new Bun.Glob('./tests/e2e/*.e2e.ts').scanSync('.'),
    ],
    env: { CHROMIUM: chromium.path ?? '' },
    skip: chromium.path ? null : chromium.why,
  },
]

const total: Outcome = { passed: 0, failed: 0, skipped: 0, notes: [] }
for (const step of steps.filter(({ name }) => only.length === 0 || only.includes(name))) {
  console.log(`\n── ${step.name}`)
  const outcome = step.skip ? skipped(step.name, step.skip) : await run(step)
  total.passed += outcome.passed
  total.failed += outcome.failed
  total.skipped += outcome.skipped
  total.notes.push(...outcome.notes)
}

console.log('')
for (const note of total.notes) console.log(note)
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exit(total.failed === 0 ? 0 : 1)

async function run({ name, command, env = {} }: Step): Promise<Outcome> {
  const child = Bun.spawn(command, {
    stdout: 'pipe',
    stderr: 'pipe',
    env: { ...process.env, FORCE_COLOR: '0', ...env },
  })
  const [out, error, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ])
  const said = `${out}${error}`
  const isTests = command.includes('test')
  const count = (word: string) =>
    Number(said.match(new RegExp(`^\\s*(\\d+) ${word}$`, 'm'))?.[1] ?? 0)
  const [passed, failed] = isTests ? [count('pass'), count('fail')] : code === 0 ? [1, 0] : [0, 1]
  const names = [...said.matchAll(/^\((?:skip|todo)\) (.+?)(?: \[[\d.]+m?s\])?$/gm)].map(
    ([, test]) => test,
  )
  const broken = code !== 0 && failed === 0 ? 1 : failed
  if (broken > 0 || code !== 0) console.log(said.trim())
  else if (isTests) console.log(`${passed} passed`)
  else console.log('ok')
  return {
    passed,
    failed: broken,
    skipped: names.length,
    notes: [
      ...(broken > 0 ? [`failed: ${name}`] : []),
      ...names.map((test) => `skipped: ${name}: ${test}`),
    ],
  }
}

function skipped(name: string, why: string): Outcome {
  console.log(`skipped: ${why}`)
  return { passed: 0, failed: 0, skipped: 1, notes: [`skipped: ${name}: ${why}`] }
}
