/*
 * `bun run test:compose`: brings the stack up from nothing, checks pages, data, an extraction and a restart without
 * loss, and takes it down. Where mongo:8 cannot be had, a stand-in without authentication takes its place, and it says so.
 */
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../support/server.ts'

const PROJECT = 'forecourt-smoke'
const PORT = '3080'
const EXPORTER_PORT = '9280'
const CALCULATOR_PORT = '3081'
const STATISTICS_PORT = '3082'
const web = `http://127.0.0.1:${PORT}`
const exporter = `http://127.0.0.1:${EXPORTER_PORT}`
let passed = 0
let failed = 0

const run = async (command: string[], environment: Record<string, string> = {}) => {
  const child = Bun.spawn(command, {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const [out, error] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ])
  return { code: await child.exited, said: `${out}${error}`.trim(), out: out.trim() }
}

if ((await run(['docker', 'compose', 'version'])).code !== 0)
  finish('no Docker engine with Compose answers here')
if ((await run(['docker', 'info'])).code !== 0) finish('no Docker engine answers here')

const local = (await run(['docker', 'image', 'inspect', 'localhost/bun:1.4.4'])).code === 0
const pulls = (await run(['docker', 'image', 'inspect', 'mongo:8'])).code === 0 || !local
const files = ['-f', 'compose.yml']
const environment: Record<string, string> = {
  PORT,
  EXPORTER_PORT,
  CALCULATOR_PORT,
  STATISTICS_PORT,
  VERSION: 'smoke',
  REVISION: await revision(),
}
if (local)
  Object.assign(environment, {
    BUN_IMAGE: 'localhost/bun:1.4.4',
    RUNTIME_IMAGE: 'localhost/debian:12-slim',
  })
if (!pulls) {
  await standIn()
  files.push('-f', 'tests/compose/stand-in.yml')
}
console.log(
  `images from ${local ? 'local bases' : 'the registry'}; database: ${pulls ? 'mongo:8, with authentication' : 'a STAND-IN for mongo:8, without authentication'}`,
)

const compose = (...args: string[]) =>
  run(['docker', 'compose', '-p', PROJECT, ...files, ...args], environment)
const check = async (what: string, examine: () => Promise<unknown>) => {
  try {
    const words = await examine()
    passed += 1
    console.log(`ok    ${what}${typeof words === 'string' ? `: ${words}` : ''}`)
  } catch (error) {
    failed += 1
    console.log(`FAIL  ${what}: ${error instanceof Error ? error.message : error}`)
  }
}
const must = (condition: boolean, words: string) => {
  if (!condition) throw new Error(words)
}
// biome-ignore lint/suspicious/noExplicitAny: what is needed of an answer is checked
const json = async (url: string, init?: RequestInit): Promise<any> =>
  (await fetch(url, init)).json()
const until = async (what: string, done: () => Promise<boolean>, patience = 60_000) => {
  const end = Date.now() + patience
  while (Date.now() < end) {
    if (await done().catch(() => false)) return
    await Bun.sleep(250)
  }
  throw new Error(`${what}: not within ${patience / 1000} s`)
}
const ready = () => until('ready', async () => (await fetch(`${web}/health/ready`)).ok)

await compose('down', '-v', '--remove-orphans')
try {
  await check('every target builds', async () => {
    // Behind a proxy that signs certificates itself, the build needs to know its root.
    const ca = process.env.BUILD_CA ?? process.env.CURL_CA_BUNDLE
    for (const target of ['etl', 'exporter', 'calculator', 'statistics', 'web']) {
      const { code, said } = await run(
        [
          ...['docker', 'build', '--target', target, '-t', `forecourt/${target}:smoke`],
          ...Object.entries(environment).flatMap(([name, value]) => [
            '--build-arg',
            `${name}=${value}`,
          ]),
          ...(ca ? ['--secret', `id=ca,src=${ca}`] : []),
          '.',
        ],
        { DOCKER_BUILDKIT: '1' },
      )
      must(code === 0, said.slice(-1500))
    }
    const sizes = await run(['docker', 'images', '--format', '{{.Repository}}:{{.Tag}} {{.Size}}'])
    return sizes.out
      .split('\n')
      .filter((line) => line.includes(':smoke'))
      .join(', ')
  })
  await check('the stack comes up from a clean clone', async () => {
    const began = Date.now()
    const { code, said } = await compose('up', '-d', '--no-build')
    must(code === 0, said.slice(-1500))
    await ready()
    return `${((Date.now() - began) / 1000).toFixed(1)} s`
  })
  if (failed > 0) throw new Error('nothing to look at')
  let before: { total: number; items: unknown[] } | undefined
  await check('pages and data are there', async () => {
    const page = await fetch(web)
    must(page.ok && (await page.text()).includes('Half of the used cars'), 'no overview')
    before = await json(`${web}/api/cars?limit=50`)
    must((before?.total ?? 0) > 1000, `only ${before?.total} cars`)
    const { store } = (await json(`${web}/health`)).checks
    must(store.ok, 'the store is not ok')
    return `${before?.total} cars`
  })
  await check(
    'containers run without rights, on a file system that they cannot write',
    async () => {
      const { out } = await run([
        'docker',
        'inspect',
        `${PROJECT}-web-1`,
        '--format',
        '{{.Config.User}} {{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}}',
      ])
      must(out === '65532:65532 true [ALL]', out)
      const shell = await run(['docker', 'exec', `${PROJECT}-web-1`, 'sh', '-c', 'id'])
      must(shell.code !== 0, 'there is a shell')
    },
  )
  await check('their own health checks say healthy', () =>
    until('healthy', async () => {
      const states = await Promise.all(
        ['web', 'exporter'].map((name) =>
          run([
            'docker',
            'inspect',
            `${PROJECT}-${name}-1`,
            '--format',
            '{{.State.Health.Status}}',
          ]),
        ),
      )
      return states.every(({ out }) => out === 'healthy')
    }),
  )
  await check('an extraction is whole and can be verified', async () => {
    await until('an extraction', async () => (await json(`${exporter}/extractions`)).total > 0)
    const { items } = await json(`${exporter}/extractions`)
    must(items[0].snapshot.cars === before?.total, 'it holds another number of cars')
    const metrics = await (await fetch(`${exporter}/metrics`)).text()
    must(metrics.includes('forecourt_'), 'no metrics')
    return `${items[0].files.length} files`
  })
  await check('the two small services answer on their own', async () => {
    const sum = await json(`http://127.0.0.1:${CALCULATOR_PORT}/api/calculator/add?a=0.1&b=0.2`)
    must(sum.result === 0.3, `0.1 + 0.2 is ${sum.result}`)
    const body = JSON.stringify({ values: [1, 2, 6] })
    const { mean } = await json(`http://127.0.0.1:${STATISTICS_PORT}/api/statistics/mean`, {
      method: 'POST',
      body,
    })
    must(mean === 3, `the mean is ${mean}`)
  })
  await check('a restart of everything loses nothing', async () => {
    must((await compose('restart')).code === 0, 'restart failed')
    await ready()
    const after = await json(`${web}/api/cars?limit=50`)
    must(
      Bun.deepEquals(after.items, before?.items) && after.total === before?.total,
      'the market differs',
    )
  })
  await check('web stops in order', async () => {
    const began = Date.now()
    await compose('stop', 'web')
    const { out } = await run([
      'docker',
      'inspect',
      `${PROJECT}-web-1`,
      '--format',
      '{{.State.ExitCode}}',
    ])
    must(out === '0', `exit code ${out}`)
    return `${Date.now() - began} ms`
  })
  if (failed > 0) console.log((await compose('logs', '--tail', '30')).said)
} catch (error) {
  console.log(error instanceof Error ? error.message : String(error))
} finally {
  await compose('down', '-v', '--remove-orphans')
}
finish()

async function revision(): Promise<string> {
  return (await run(['git', 'rev-parse', '--short', 'HEAD'])).out || 'unknown'
}

async function standIn(): Promise<void> {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'mongo-standin')
  const [home] = [...new Bun.Glob('mjs-*/lib').scanSync({ cwd: cache, onlyFiles: false })]
  if (!home || !existsSync(cache))
    finish('mongo:8 cannot be had, and there is no stand-in for it here')
  const context = join(cache, (home ?? '').replace(/\/lib$/, ''))
  const { code, said } = await run([
    'docker',
    'build',
    '-q',
    '-t',
    'forecourt/mongo-stand-in',
    '--build-arg',
    'RUNTIME_IMAGE=localhost/debian:12-slim',
    '-f',
    'tests/compose/stand-in/Dockerfile',
    context,
  ])
  if (code !== 0) finish(`the stand-in does not build: ${said.slice(-800)}`)
}

function finish(why?: string): never {
  if (why) console.log(`skipped: compose: ${why}`)
  console.log(`${passed} passed, ${failed} failed, ${why ? 1 : 0} skipped`)
  process.exit(failed > 0 ? 1 : 0)
}
