/*
 * `bun run test:compose`: brings the stack up from nothing, checks pages, data, an extraction and a restart without
 * loss, a start that is interrupted, a volume of 0.1.0, and the live market over Kafka; and takes it down. `bun run
 * test:compose stream` shows the last of these alone. Where mongo:8 or apache/kafka cannot be had, stand-ins take their
 * places, and it says so.
 */
import { buildImages, localBases } from '../../deploy/build-images.ts'
import { run } from '../../deploy/command.ts'
import { folderName } from '../../src/exports/manifest.ts'
import { Checks, must, until } from '../support/checks.ts'
import { KAFKA_IMAGE, kafkaImage } from '../support/kafka-image.ts'
import { buildStandIn, STAND_IN } from '../support/stand-in.ts'
import { dockerIsMissing } from '../support/tools.ts'
import { proveStream } from './stream.ts'

const PROJECT = 'forecourt-smoke'
const PORT = '3080'
const EXPORTER_PORT = '9280'
const CALCULATOR_PORT = '3081'
const STATISTICS_PORT = '3082'
const web = `http://127.0.0.1:${PORT}`
const exporter = `http://127.0.0.1:${EXPORTER_PORT}`
const checks: Checks = new Checks()
const check = checks.check.bind(checks)

const missing = await dockerIsMissing({ compose: true })
if (missing) checks.none(missing)

const bases = await localBases()
const local = Object.keys(bases).length > 0
const pulls = (await run(['docker', 'image', 'inspect', 'mongo:8'])).code === 0 || !local
const files = ['-f', 'compose.yml']
const environment: Record<string, string> = {
  PORT,
  EXPORTER_PORT,
  CALCULATOR_PORT,
  STATISTICS_PORT,
  VERSION: 'smoke',
  ...bases,
}
if (!pulls) {
  if (!(await buildStandIn())) checks.none('mongo:8 cannot be had, nor a stand-in for it')
  environment.STAND_IN = STAND_IN
  files.push('-f', 'tests/compose/stand-in.yml')
}
const broker = await kafkaImage(!local)
console.log(
  `images from ${local ? 'local bases' : 'the registry'}; database: ${pulls ? 'mongo:8, with authentication' : 'a STAND-IN for mongo:8, with users'}; broker: ${broker?.used ?? 'none'}`,
)

const compose = (...args: string[]) =>
  run(['docker', 'compose', '-p', PROJECT, ...files, ...args], { env: environment })
// biome-ignore lint/suspicious/noExplicitAny: what is needed of an answer is checked
const json = async (url: string, init?: RequestInit): Promise<any> =>
  (await fetch(url, init)).json()
const ready = () => until('ready', async () => (await fetch(`${web}/health/ready`)).ok)

await compose('down', '-v', '--remove-orphans')
try {
  await check('every target builds', async () => {
    await buildImages({ registry: 'forecourt', tag: 'smoke' })
    const sizes = await run(['docker', 'images', '--format', '{{.Repository}}:{{.Tag}} {{.Size}}'])
    return sizes.out
      .split('\n')
      .filter((line) => line.includes(':smoke'))
      .join(', ')
  })
  if (!process.argv.includes('stream')) await proveStack()
  if (broker) {
    const stack = { project: PROJECT, web, environment, compose, checks }
    await proveStream(stack, broker.image)
  } else checks.skip(`the profile kafka: ${KAFKA_IMAGE} cannot be had, nor a stand-in for it`)
} catch (error) {
  console.log(error instanceof Error ? error.message : String(error))
} finally {
  await compose('--profile', 'kafka', 'down', '-v', '--remove-orphans')
}
checks.finish()

/** Pages, data and an extraction, through restarts and interruptions. */
async function proveStack(): Promise<void> {
  await check('the stack comes up from a clean clone', async () => {
    const began = Date.now()
    const { code, said } = await compose('up', '-d', '--no-build')
    must(code === 0, said.slice(-1500))
    await ready()
    return `${((Date.now() - began) / 1000).toFixed(1)} s`
  })
  if (checks.failed > 0) throw new Error('nothing to look at')
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
  await check('up again, and up after an interruption, change nothing', async () => {
    const second = await compose('up', '-d', '--no-build', '--wait')
    must(second.code === 0, second.said.slice(-1500))
    await compose('kill')
    const interrupted = compose('up', '-d', '--no-build')
    await Bun.sleep(1500)
    await compose('kill')
    await interrupted
    const third = await compose('up', '-d', '--no-build')
    must(third.code === 0, third.said.slice(-1500))
    await ready()
    const after = await json(`${web}/api/cars?limit=50`)
    must(after.total === before?.total, `${after.total} cars instead of ${before?.total}`)
  })
  await check('the exporter may read the market, and change nothing', async () => {
    const restore = ['exec', '-T', 'exporter', '/forecourt', 'restore']
    const { items } = await json(`${exporter}/extractions`)
    const folder = `/exchange/${folderName(items[0].snapshot)}`
    const { code, said } = await compose(...restore, `${folder}/manifest.json`, '--force')
    must(code !== 0 && /not authorized|does not let/i.test(said), said.slice(-500))
    must((await json(`${web}/api/cars?limit=1`)).total === before?.total, 'the market differs')
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
  await check(
    'a volume of 0.1.0, whose market is the administrator, goes on with less',
    async () => {
      await compose('down', '-v')
      const old = [
        '-f',
        'tests/compose/volume-of-0.1.0.yml',
        'up',
        '-d',
        '--no-build',
        '--wait',
        'mongo',
      ]
      const made = await compose(...old)
      must(made.code === 0, made.said.slice(-1500))
      await compose('down')
      const up = await compose('up', '-d', '--no-build')
      must(up.code === 0, up.said.slice(-1500))
      await ready()
      const { said } = await compose('logs', 'users')
      must(said.includes('the rights that it needs'), said.slice(-800))
      return `${(await json(`${web}/api/cars?limit=1`)).total} cars`
    },
  )
  if (checks.failed > 0) console.log((await compose('logs', '--tail', '30')).said)
}
