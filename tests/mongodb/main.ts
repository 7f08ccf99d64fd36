/*
 * `bun run verify:mongodb`: what only MongoDB's own image can show, on any machine with Docker: the key file and its
 * rights, the localhost exception, a set of three with users of least rights made by the caretaker, an import, readers
 * while the primary is killed, and the kernel. Containers get the commands and variables that the StatefulSet gives them.
 *
 * Env       MONGO_IMAGE (mongo:8). Where it cannot be pulled, the stand-in of the other tests takes its place as a set of
 *           one, the output says so, and what it cannot show is skipped by name.
 */
import { release as kernelRelease } from 'node:os'
import { buildImages, localBases } from '../../deploy/build-images.ts'
import { run } from '../../deploy/command.ts'
import { caretakerTag } from '../../deploy/content.ts'
import { capture } from '../../infra/capture.ts'
import { readStack } from '../../infra/stacks.ts'
import { aboutKernel } from '../../src/tools/kernel.ts'
import { Checks, must, until } from '../support/checks.ts'
import { buildStandIn, STAND_IN } from '../support/stand-in.ts'
import { dockerIsMissing } from '../support/tools.ts'

const NAME = 'forecourt-mongodb'
const PORT = 3085
const checks: Checks = new Checks()
const check = checks.check.bind(checks)
const missing = await dockerIsMissing()
if (missing) checks.none(missing)

const docker = async (...args: string[]): Promise<string> => {
  const { code, out, said } = await run(['docker', ...args])
  must(code === 0, `docker ${args.slice(0, 3).join(' ')}: ${said.slice(-800)}`)
  return out
}
const wanted = process.env.MONGO_IMAGE ?? 'mongo:8'
const isReal =
  (await run(['docker', 'image', 'inspect', wanted])).code === 0 ||
  (Object.keys(await localBases()).length === 0 &&
    (await run(['docker', 'pull', wanted])).code === 0)
if (!isReal && !(await buildStandIn()))
  checks.none(`${wanted} cannot be had, nor a stand-in for it`)
const image = isReal ? wanted : STAND_IN
const members = isReal ? 3 : 1
console.log(
  `${new Date().toISOString()} Linux ${kernelRelease()}; ${isReal ? wanted : `a STAND-IN for ${wanted}, a set of one`}`,
)
const affected = aboutKernel(kernelRelease())
if (affected) console.log(`this kernel is affected${affected}`)

const hosts = Array.from({ length: members }, (_, index) => `m${index}.${NAME}:27017`)
const passwords = { admin: 'admin-password-of-a-test', user: 'user-password-of-a-test' }
const urlOf = (user: string, password: string) =>
  `mongodb://${user}:${password}@${hosts.join(',')}/forecourt?replicaSet=rs0&authSource=admin`
const images = { registry: 'forecourt', tag: 'mongodb-test', caretaker: await caretakerTag() }

async function clear(): Promise<void> {
  const { out } = await run(['docker', 'ps', '-aq', '--filter', `label=${NAME}`])
  if (out !== '') await run(['docker', 'rm', '-f', '-v', ...out.split('\n')])
  const volumes = await run(['docker', 'volume', 'ls', '-q', '--filter', `name=${NAME}-`])
  if (volumes.out !== '') await run(['docker', 'volume', 'rm', '-f', ...volumes.out.split('\n')])
  await run(['docker', 'network', 'rm', NAME])
}

/** A container of this test. @param where it stands: a name in the network, or with another container */
const start = (name: string, args: string[]) =>
  docker('run', '-d', '--label', NAME, '--name', `${NAME}-${name}`, ...args)
const inNetwork = (name: string) => [
  ...['--network', NAME, '--network-alias', `${name}.${NAME}`, '--hostname', name],
]
const secrets = ['-v', `${NAME}-secrets:/secrets`]

await clear()
try {
  await prove()
} catch (error) {
  checks.failed += 1
  console.log(error instanceof Error ? error.message : String(error))
} finally {
  if (process.env.KEEP !== '1') await clear()
}
checks.finish()

async function prove(): Promise<void> {
  await buildImages(images)
  await docker('network', 'create', NAME)
  const objects = await capture(
    readStack('dev', { images, database: { kind: 'replicaSet', members: 1, image, size: '1Gi' } }),
  )
  const set = objects.find(({ kind }) => kind === 'StatefulSet')
  const [keyfile] = set?.spec.template.spec.initContainers ?? []
  const [mongod] = set?.spec.template.spec.containers ?? []
  const environment = (mongod.env as { name: string; value: string }[]).flatMap(
    ({ name, value }) => ['-e', `${name}=${value}`],
  )
  const user = ['--user', '999:65532', '--tmpfs', '/tmp']

  await docker(
    ...['run', '--rm', '--label', NAME, '--user', '0:0', ...secrets, '--entrypoint', 'sh', image],
    '-c',
    `printf 0123456789abcdef0123456789abcdef > /secrets/keyfile &&
     printf '${passwords.admin}' > /secrets/admin-password &&
     printf '${passwords.user}' > /secrets/user-password && chmod 444 /secrets/*`,
  )
  if (isReal)
    await check('a key file that others may read is refused', async () => {
      await start('open', [...user, ...secrets, image, 'mongod', '--keyFile', '/secrets/keyfile'])
      await until('it ends', async () => {
        const { said } = await run(['docker', 'logs', `${NAME}-open`])
        return /permissions on .* are too open/i.test(said)
      })
    })
  else checks.skip('a key file that others may read: the stand-in takes any')

  await check(`${members} of them start as the StatefulSet starts them`, async () => {
    for (const index of hosts.keys()) {
      // An empty volume would take the rights of the image's folder again at each start.
      const own = ['key:/keyfile', 'data:/data/db'].flatMap((each) => [
        '-v',
        `${NAME}-${each.replace(':', `-${index}:`)}:nocopy`,
      ])
      await docker(
        ...['run', '--rm', '--label', NAME, '--user', '0:0', ...secrets, ...own],
        ...['--entrypoint', 'sh', image, '-c', 'chown 999 /keyfile /data/db'],
      )
      const [install, ...how] = keyfile.command as string[]
      await docker(
        ...['run', '--rm', '--label', NAME, '--user', '999:65532', ...secrets, ...own],
        ...['--entrypoint', install ?? '', image, ...how],
      )
      const [program, ...flags] = mongod.command as string[]
      await start(`m${index}`, [
        ...[...inNetwork(`m${index}`), ...user, ...secrets, ...own, ...environment],
        ...['--entrypoint', program ?? '', image, ...flags],
      ])
    }
    return affected
      ? 'with GLIBC_TUNABLES, on a kernel that needs it'
      : `${hosts.length} containers`
  })

  await check(
    'the caretaker makes set and users, from inside, by the localhost exception',
    async () => {
      await start('caretaker', [
        ...['--network', `container:${NAME}-m0`, ...secrets, '--read-only', '--cap-drop', 'ALL'],
        ...[`forecourt/caretaker:${images.caretaker}`, 'set', 'rs0', 'm0', ...hosts],
      ])
      const logs = () => run(['docker', 'logs', `${NAME}-caretaker`])
      const { said } = await until(
        'the users are there',
        async () => {
          const found = await logs()
          return found.said.includes('made the user forecourt') && found
        },
        120_000,
      )
      return said.split('\n').length > 2 ? 'set, admin, forecourt' : said
    },
  )

  await check('the import and the market run as the user of least rights', async () => {
    const web = ['-e', `DATABASE_URL=${urlOf('forecourt', passwords.user)}`]
    await docker(
      ...['run', '--rm', '--label', NAME, '--network', NAME, ...web],
      ...['-e', 'MONGO_SELECTION_TIMEOUT=60000', `forecourt/etl:${images.tag}`],
    )
    await start('web', [
      ...['--network', NAME, ...web, '-e', 'RATE_LIMIT=0', '-p', `127.0.0.1:${PORT}:3000`],
      `forecourt/web:${images.tag}`,
    ])
    const { total } = await until('it answers', async () => {
      const answer = await fetch(`http://127.0.0.1:${PORT}/api/cars?limit=1`)
      return answer.ok && ((await answer.json()) as { total: number })
    })
    return `${total} cars`
  })

  await check('a wrong password, and nobody at all, are refused in one line', async () => {
    for (const [url, words] of [
      [urlOf('forecourt', 'wrong'), 'refuses the user'],
      [`mongodb://${hosts.join(',')}/forecourt?replicaSet=rs0`, 'lets nobody in without a user'],
    ] as const) {
      const { code, said } = await run([
        ...['docker', 'run', '--rm', '--label', NAME, '--network', NAME],
        ...['-e', `DATABASE_URL=${url}`, `forecourt/etl:${images.tag}`],
      ])
      must(code === 1 && said.includes(words), said.slice(-500))
    }
  })

  if (!isReal) {
    checks.skip('the primary killed under load: the stand-in is a set of one')
    return
  }
  await check('the primary is killed under load: another one serves, and nothing is lost', killed)
}

/** Only a 503 may be answered while there is no primary, and not for longer than an election takes. */
async function killed(): Promise<string> {
  const answers = { all: 0, ok: 0, away: 0, other: [] as string[] }
  let reading = true
  const readers = Array.from({ length: 4 }, async () => {
    while (reading) {
      const path = answers.all % 2 === 0 ? '/cars?sort=-price' : '/api/cars?limit=5'
      const { status } = await fetch(`http://127.0.0.1:${PORT}${path}`).catch(() => ({ status: 0 }))
      answers.all += 1
      if (status === 200) answers.ok += 1
      else if (status === 503) answers.away += 1
      else answers.other.push(`${status} ${path}`)
    }
  })
  await Bun.sleep(3000)
  const total = async () =>
    ((await (await fetch(`http://127.0.0.1:${PORT}/api/cars?limit=1`)).json()) as { total: number })
      .total
  const before = await total()
  const began = Date.now()
  await docker('kill', '-s', 'KILL', `${NAME}-m0`)
  await until('it serves again', async () => (await total()) === before, 60_000)
  const took = ((Date.now() - began) / 1000).toFixed(1)
  await Bun.sleep(3000)
  reading = false
  await Promise.all(readers)
  must(answers.other.length === 0, answers.other.slice(0, 5).join(', '))
  return `${answers.all} requests, ${answers.away} of them 503, served again after ${took} s, ${before} cars`
}
