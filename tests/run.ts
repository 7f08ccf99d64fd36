/*
 * The one command that is local and CI truth: every check in turn, what it found, and a last line that counts.
 * A check that cannot run on this machine is named as skipped with its reason; it is never green by absence.
 *
 * `bun tests/run.ts [NAME…]` runs only the named steps.
 */
import { findChromium } from './support/chromium.ts'
import { findMongo, withDatabase } from './support/mongo.ts'

type Outcome = { passed: number; failed: number; skipped: string[] }
type Step = {
  name: string
  command: string[]
  /** How its output counts: a gate passes or fails as a whole, tests and scripts count themselves. */
  kind: 'gate' | 'tests' | 'script'
  /** What it needs, or why that cannot be had. */
  prepare?: () => Promise<{ env: Record<string, string>; stop?: () => Promise<void> } | string>
}

const bun = process.execPath
const tool = (...command: string[]) => [bun, 'x', ...command]
const browser = [
  bun,
  'test',
  '--timeout',
  '120000',
  './tests/e2e/market.e2e.ts',
  './tests/e2e/buyer.e2e.ts',
]

const steps: Step[] = [
  { name: 'types', kind: 'gate', command: tool('tsc', '--noEmit', '-p', '.') },
  { name: 'lint', kind: 'gate', command: tool('biome', 'check', '--error-on-warnings', '.') },
  { name: 'unused', kind: 'gate', command: tool('knip', '--no-progress') },
  { name: 'xss', kind: 'gate', command: tool('xss-scan', '-p', 'tsconfig.json') },
  {
    name: 'htmx',
    kind: 'gate',
    command: tool('htmx.org', 'upgrade-check', '--ext', '.tsx', 'src/'),
  },
  { name: 'unit', kind: 'tests', command: [bun, 'test'] },
  { name: 'browser', kind: 'tests', command: browser, prepare: chromium },
  {
    name: 'browser-mongodb',
    kind: 'tests',
    command: [...browser, '-t', 'buyer|import'],
    prepare: mongo,
  },
  { name: 'compose', kind: 'script', command: [bun, 'tests/compose/smoke.ts'], prepare: docker },
]

const COUNTS: Record<Step['kind'], (said: string, code: number) => Outcome> = {
  gate: (_, code) => ({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [] }),
  tests(said) {
    const count = (word: string) =>
      Number(said.match(new RegExp(`^\\s*(\\d+) ${word}$`, 'm'))?.[1] ?? 0)
    const named = said.matchAll(/^\((?:skip|todo)\) (.+?)(?: \[[\d.]+m?s\])?$/gm)
    const skipped = [...new Set([...named].map(([, test = '']) => test))]
    return { passed: count('pass'), failed: count('fail'), skipped }
  },
  script(said) {
    const [, passed = 0, failed = 0] = said.match(/(\d+) passed, (\d+) failed/) ?? []
    const skipped = [...said.matchAll(/^skipped: (.+)$/gm)].map(([, what = '']) => what)
    return { passed: Number(passed), failed: Number(failed), skipped }
  },
}

const only = process.argv.slice(2)
const total: Outcome = { passed: 0, failed: 0, skipped: [] }
const broken: string[] = []
for (const step of steps.filter(({ name }) => only.length === 0 || only.includes(name))) {
  console.log(`\n── ${step.name}`)
  const { passed, failed, skipped } = await run(step)
  total.passed += passed
  total.failed += failed
  total.skipped.push(...skipped.map((what) => `skipped: ${step.name}: ${what}`))
  if (failed > 0) broken.push(`failed: ${step.name}`)
}
console.log(['', ...total.skipped, ...broken].join('\n'))
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped`)
process.exit(total.failed === 0 ? 0 : 1)

async function run({ command, kind, prepare }: Step): Promise<Outcome> {
  const ready = (await prepare?.()) ?? { env: {} }
  if (typeof ready === 'string') {
    console.log(`skipped: ${ready}`)
    return { passed: 0, failed: 0, skipped: [ready] }
  }
  const child = Bun.spawn(command, {
    stdout: 'pipe',
    stderr: 'pipe',
    env: { ...process.env, FORCE_COLOR: '0', ...ready.env },
  })
  const [out, error, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ])
  await ready.stop?.()
  const said = `${out}${error}`.trim()
  const outcome = COUNTS[kind](said, code)
  // A runner that died has failed, whatever it had counted.
  if (code !== 0 && outcome.failed === 0) outcome.failed = 1
  if (outcome.failed > 0 || kind === 'script') console.log(said)
  else console.log(kind === 'gate' ? 'ok' : `${outcome.passed} passed`)
  return outcome
}

async function chromium() {
  const { path, why } = await findChromium()
  return path ? { env: { CHROMIUM: path } } : why
}

async function mongo() {
  const found = await chromium()
  if (typeof found === 'string') return found
  const { server, why } = await findMongo()
  if (!server) return why
  console.log(`on ${server.used}`)
  return {
    env: { ...found.env, E2E_DATABASE: withDatabase(server.url, 'NAME') },
    stop: server.stop,
  }
}

async function docker() {
  if (!Bun.which('docker')) return 'Docker is not installed here'
  const engine = Bun.spawn(['docker', 'compose', 'version'], { stdout: 'ignore', stderr: 'ignore' })
  const answers = Bun.spawn(['docker', 'info'], { stdout: 'ignore', stderr: 'ignore' })
  const codes = await Promise.all([engine.exited, answers.exited]).catch(() => [1])
  return codes.every((code) => code === 0)
    ? { env: {} }
    : 'no Docker engine with Compose answers here'
}
