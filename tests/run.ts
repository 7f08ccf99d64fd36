/*
 * The one command that is local and CI truth: every check in turn, what it found, and a last line that counts.
 * A check that cannot run on this machine is named as skipped with its reason; it is never green by absence.
 *
 * `bun tests/run.ts [NAME…]` runs only the named steps.
 */
import { findChromium } from './support/chromium.ts'
import { findMongo, withDatabase } from './support/mongo.ts'
import { findTool, isLong } from './support/tools.ts'

type Outcome = { passed: number; failed: number; skipped: string[] }
type Step = {
  name: string
  command: string[]
  /** How its output counts: a gate passes or fails as a whole, tests and scripts count themselves. */
  kind: 'gate' | 'tests' | 'script'
  /** What it needs, or why that cannot be had. */
  prepare?: () => Promise<Ready | string>
  /** Begins, and lets the next ones begin: it or they mostly wait. The long form, where each is heavy, takes it alone. */
  isBeside?: boolean
}
type Ready = {
  env?: Record<string, string>
  /** What it is that was found, for whoever reads the output. */
  about?: string
  /** Where the program was found that the command begins with. */
  program?: string
  stop?: () => Promise<void>
}

const bun = process.execPath
const tool = (...command: string[]) => [bun, 'x', ...command]
const browser = [
  bun,
  'test',
  '--parallel',
  '--timeout',
  '120000',
  './tests/e2e/market.e2e.ts',
  './tests/e2e/buyer.e2e.ts',
  './tests/e2e/live.e2e.ts',
  './tests/e2e/traffic.e2e.ts',
  './tests/e2e/importer.e2e.ts',
  './tests/e2e/axe.e2e.ts',
  './tests/e2e/journeys.e2e.ts',
  './tests/e2e/history.e2e.ts',
  './tests/e2e/range.e2e.ts',
  './tests/e2e/phone.e2e.ts',
]

// A worker more than cores, as some wait for processes and deadlines; each has its modules loaded once. The slowest files
// begin first, by what `bun test --update-timings` measured.
const unit = [
  ...[bun, 'test', `--parallel=${navigator.hardwareConcurrency + 1}`, '--no-isolate'],
  ...['--timings', 'tests/timings.json', '--timeout', '30000'],
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
  { name: 'spelling', kind: 'gate', command: [bun, 'tests/spelling/main.ts'] },
  // A busy machine is no failure: what hangs is found after half a minute all the same.
  { name: 'unit', kind: 'tests', command: unit },
  { name: 'browser', kind: 'tests', command: browser, prepare: chromium },
  {
    name: 'browser-mongodb',
    kind: 'tests',
    command: [...browser, '-t', 'buyer|import'],
    prepare: mongo,
    isBeside: !isLong(),
  },
  { name: 'stream', kind: 'script', command: [bun, 'tests/stream/main.ts'] },
  { name: 'workflows', kind: 'gate', command: ['actionlint'], prepare: actionlint },
  {
    name: 'scan',
    kind: 'gate',
    command: [
      ...['trivy', 'config', '--quiet', '--skip-check-update', '--exit-code', '1'],
      ...['--severity', 'HIGH,CRITICAL', '--ignorefile', '.trivyignore.yaml'],
      ...['--skip-dirs', '**/node_modules', '.'],
    ],
    prepare: trivy,
  },
  { name: 'manifests', kind: 'script', command: [bun, 'tests/cluster/dry-run.ts'] },
  { name: 'compose', kind: 'script', command: [bun, 'tests/compose/smoke.ts'] },
  { name: 'cluster', kind: 'script', command: [bun, 'tests/cluster/main.ts'], prepare: cluster },
  // They install from PyPI and ask for minutes.
  ...(isLong()
    ? ([
        { name: 'observability', kind: 'script', command: [bun, 'tests/observability/main.ts'] },
        { name: 'mongodb', kind: 'script', command: [bun, 'tests/mongodb/main.ts'] },
        { name: 'columnar', kind: 'script', command: [bun, 'tests/clients/columnar.ts'] },
        { name: 'model', kind: 'script', command: [bun, 'tests/model/main.ts'] },
        { name: 'lighthouse', kind: 'script', command: [bun, 'tests/lighthouse/main.ts'] },
        { name: 'clients', kind: 'script', command: [bun, 'tests/clients/python.ts'] },
        { name: 'schemathesis', kind: 'script', command: [bun, 'tests/clients/schemathesis.ts'] },
      ] satisfies Step[])
    : []),
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
const asked = steps.filter(({ name }) => only.length === 0 || only.includes(name))
// Gates use one core each and are told of when they end: they run side by side.
const isAlone = ({ kind, prepare }: Step) => kind !== 'gate' || prepare !== undefined
await Promise.all(asked.filter((step) => !isAlone(step)).map(take))
const begun: Promise<void>[] = []
for (const step of asked.filter(isAlone)) {
  begun.push(take(step))
  if (!step.isBeside) await begun.at(-1)
}
await Promise.all(begun)
console.log(['', ...total.skipped, ...broken].join('\n'))
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped`)
process.exit(total.failed === 0 ? 0 : 1)

async function take(step: Step) {
  const { passed, failed, skipped } = await run(step)
  total.passed += passed
  total.failed += failed
  total.skipped.push(...skipped.map((what) => `skipped: ${step.name}: ${what}`))
  if (failed > 0) broken.push(`failed: ${step.name}`)
}

async function run(step: Step): Promise<Outcome> {
  const { name, command, kind, prepare } = step
  const heading = `\n── ${name}`
  // A script is followed as it goes; of the others the end is told, and they may run side by side.
  if (kind === 'script') console.log(heading)
  const ready = (await prepare?.()) ?? {}
  if (typeof ready === 'string') {
    console.log(`${kind === 'script' ? '' : `${heading}\n`}skipped: ${ready}`)
    return { passed: 0, failed: 0, skipped: [ready] }
  }
  const [program = '', ...args] = command
  const child = Bun.spawn([ready.program ?? program, ...args], {
    stdout: 'pipe',
    stderr: 'pipe',
    env: { ...process.env, FORCE_COLOR: '0', ...ready.env },
  })
  const follow = kind === 'script' ? (text: string) => process.stdout.write(text) : () => {}
  const [out, error, code] = await Promise.all([
    textOf(child.stdout, follow),
    textOf(child.stderr, follow),
    child.exited,
  ])
  await ready.stop?.()
  const said = `${out}${error}`.trim()
  const outcome = COUNTS[kind](said, code)
  // A runner that died has failed, whatever it had counted.
  if (code !== 0 && outcome.failed === 0) outcome.failed = 1
  if (kind === 'script') return outcome
  console.log([heading, ready.about ?? []].flat().join('\n'))
  if (outcome.failed > 0) console.log(said)
  else console.log(kind === 'gate' ? 'ok' : `${outcome.passed} passed`)
  return outcome
}

async function textOf(stream: ReadableStream<Uint8Array>, follow: (text: string) => void) {
  let all = ''
  const decoder = new TextDecoder()
  for await (const chunk of stream) {
    const text = decoder.decode(chunk, { stream: true })
    follow(text)
    all += text
  }
  return all
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
  return {
    about: `on ${server.used}`,
    env: { ...found.env, E2E_DATABASE: withDatabase(server.url, 'NAME') },
    stop: server.stop,
  }
}

/** What takes minutes is left to the long form. */
async function cluster() {
  return { env: { CLUSTER_SHORT: isLong() ? '' : '1' } }
}

/** Built where it is missing, as that takes seconds. */
async function actionlint() {
  const { path, why } = await findTool('actionlint', { build: true })
  return path ? { program: path } : why
}

async function trivy() {
  const { path, why } = await findTool('trivy')
  return path ? { program: path } : why
}
