/*
 * `bun run test:cluster`: deploys the stack dev to a real cluster, under a name of its own, and shows what is promised of
 * it while readers read all the time: it heals, updates and goes back without losing a request, keeps its data, grows
 * and shrinks with the load, lets nobody through who is not meant to be, and keeps each transaction of the live market
 * once. `bun run test:cluster stream` shows the last of these alone.
 *
 * KEEP=1 leaves everything there, CLUSTER_SHORT=1 leaves out what takes minutes. Where MongoDB's image or
 * Kafka's cannot be pulled, stand-ins take their places, and it says so.
 */
import { buildImages, localBases } from '../../deploy/build-images.ts'
import { caretakerTag } from '../../deploy/content.ts'
import { release } from '../../deploy/release.ts'
import { smoke } from '../../deploy/smoke.ts'
import { capture, type Manifest } from '../../infra/capture.ts'
import { readStack } from '../../infra/stacks.ts'
import { Checks, must, until } from '../support/checks.ts'
import { findCluster } from '../support/cluster.ts'
import { KAFKA_IMAGE, kafkaImage } from '../support/kafka-image.ts'
import { buildStandIn, STAND_IN } from '../support/stand-in.ts'
import { dockerIsMissing } from '../support/tools.ts'
import { caller, READERS, readers, sealed } from './fixtures.ts'
import { proveStream } from './stream.ts'

const NAMESPACE = 'forecourt-test'
const REGISTRY = 'forecourt'
const NODE_PORT = 30_088
const [OLD, NEW] = ['test-1', 'test-2']
const caretaker = await caretakerTag()
const imagesOf = (tag: string) => ({ registry: REGISTRY, tag, caretaker })
const COMPONENTS = ['web', 'mongodb', 'calculator', 'statistics']
/** What became of each change, for the table at the end. */
const changes: string[][] = []
/** What stands in for apache/kafka, where that cannot be pulled; null: nothing does */
let broker: Awaited<ReturnType<typeof kafkaImage>> = null
const checks: Checks = new Checks()
const check = checks.check.bind(checks)

const missing = await dockerIsMissing()
if (missing) checks.none(missing)
const { found, why } = await findCluster()
if (!found) checks.none(why)
const { cluster, stop } = found

const ours = (args: string[]) => cluster.must(['-n', NAMESPACE, ...args])
/** What the market answers, by way of the API server. */
const page = (path: string) =>
  cluster.must(['get', '--raw', `/api/v1/namespaces/${NAMESPACE}/services/web:80/proxy${path}`])
// biome-ignore lint/suspicious/noExplicitAny: what is needed of an answer is checked
const ask = async (path: string): Promise<any> => JSON.parse(await page(path))
const seconds = (began: number) => `${((Date.now() - began) / 1000).toFixed(1)} s`

try {
  await clear()
  await prove()
} catch (error) {
  checks.failed += 1
  console.log(error instanceof Error ? error.message : String(error))
} finally {
  if (process.env.KEEP !== '1') {
    await clear()
    await stop()
  }
}
checks.finish()

async function prove(): Promise<void> {
  const local = (await cluster.ownContainerd()) !== null
  const { BUN_IMAGE: bun = 'oven/bun:1.4.4' } = await localBases()
  const server = (await cluster.json(['version'])).serverVersion.gitVersion
  const database = local ? 'a STAND-IN for MongoDB, replica set with users' : 'MongoDB, replica set'
  console.log(`${new Date().toISOString()} ${cluster.context}, Kubernetes ${server}; ${database}`)

  const built = await check('images are built and loaded', async () => {
    const began = Date.now()
    const names = [...(await buildImages(imagesOf(OLD))), ...(await buildImages(imagesOf(NEW)))]
    const own = local ? await buildStandIn() : null
    must(!local || own !== null, 'there is no stand-in for MongoDB on this machine')
    if (local) broker = await kafkaImage(false)
    await cluster.load([
      ...new Set(names),
      ...(own ? [own] : []),
      ...(broker ? [broker.image] : []),
      ...(bun.startsWith('localhost/') ? [bun] : []),
    ])
    return `${new Set(names).size} in ${seconds(began)}`
  })
  if (!built) return

  if (process.argv.includes('stream')) return proveLive(local)
  const objects = await objectsOf(OLD, local)
  const up = await check('from an empty cluster to a served page', async () => {
    const began = Date.now()
    await cluster.apply(objects)
    await cluster.rolledOut(objects, 300)
    must((await page('/')).includes('<main'), 'there is no page')
    return `${objects.length} objects, ${seconds(began)}`
  })
  if (!up) return
  await check('page and data are there', async () => {
    const { total } = await ask('/api/cars?limit=50')
    must(total > 1000, `only ${total} cars`)
    must((await ask('/health')).version === OLD, 'it is another version')
    return `${total} cars, ${(await podsOf('web')).length} web pods of three containers each`
  })
  if (local)
    await check('the port of the node answers', async () =>
      must((await fetch(`http://127.0.0.1:${NODE_PORT}/cars`)).ok, 'it does not'),
    )
  else checks.skip('the port of the node: it is no address of this machine')
  await check('ten importers that start at once import once', () => tenAtOnce())
  const before = await ask('/api/cars?limit=50')

  const web = `http://web.${NAMESPACE}.svc`
  const databaseStarts = await startsOf('mongodb')
  await cluster.apply(await readers('steady', bun, [web, '8', '60']))
  await until('readers read', async () => ((await totals('steady'))?.ok ?? 0) > 50)

  await check('kubectl delete pod: healed, and no reader noticed', () =>
    underLoad('a pod deleted', async () => {
      const [victim = ''] = (await podsOf('web')).map(({ metadata }) => metadata.name)
      const began = Date.now()
      await ours(['delete', 'pod', victim, '--wait=false'])
      const all = await until('the pod is replaced', async () => {
        const pods = await podsOf('web')
        const there = pods.filter((pod) => pod.metadata.name !== victim && isReady(pod))
        return there.length >= 2 && there
      })
      return `${victim} replaced in ${seconds(began)}, ${all.length} ready`
    }),
  )
  await check('a rolling update loses no request', () =>
    underLoad('a release', async () => {
      const began = Date.now()
      const next = await objectsOf(NEW, local)
      await cluster.apply(next)
      await cluster.rolledOut(next, 300)
      await until('the new version serves', async () => (await ask('/health')).version === NEW)
      return `${OLD} to ${NEW} in ${seconds(began)}`
    }),
  )
  await check('a rollback loses no request', () =>
    underLoad('a rollback', async () => {
      const began = Date.now()
      await ours(['rollout', 'undo', 'deployment/web'])
      await ours(['rollout', 'status', 'deployment/web', '--timeout=300s'])
      await until('the old version serves', async () => (await ask('/health')).version === OLD)
      return `back to ${OLD} in ${seconds(began)}`
    }),
  )
  // Only web went back; the title is to be all that differs.
  await cluster.apply(objects)
  await cluster.rolledOut(objects, 300)
  await check('a changed title loses no request, and restarts only who shows it', () =>
    underLoad('a changed title', async () => {
      const began = Date.now()
      const small = await startsOf('calculator')
      const next = await objectsOf(OLD, local, 'Another title')
      await cluster.apply(next)
      await cluster.rolledOut(next, 300)
      await until('the title is shown', async () => (await page('/')).includes('Another title'))
      must(Bun.deepEquals(await startsOf('calculator'), small), 'the calculator was restarted')
      return `shown after ${seconds(began)}`
    }),
  )
  await check('the database was restarted by none of that', async () => {
    must(Bun.deepEquals(await startsOf('mongodb'), databaseStarts), 'it was')
  })
  if (local)
    await check('a release that fails its smoke test is taken back, and loses no request', () =>
      underLoad('a failed release taken back', async () => {
        const outcome = await release(NEW, OLD, {
          deploy: async (tag) => {
            const next = await objectsOf(tag, local, 'Another title')
            await cluster.apply(next)
            await cluster.rolledOut(next, 300)
          },
          // The new one answers as another version than it should.
          smoke: (tag) =>
            smoke(`http://127.0.0.1:${NODE_PORT}`, {
              version: tag === OLD ? OLD : 'another',
              patience: 20_000,
            }),
          say: () => {},
        })
        must(outcome === 'taken back', `it was ${outcome}`)
        return `${NEW} taken back to ${OLD}`
      }),
    )
  else checks.skip('a release that fails: the port of the node is no address of this machine')
  await check('the same deployed twice changes nothing', () =>
    underLoad('the same again', async () => {
      const same = await objectsOf(OLD, local, 'Another title')
      await cluster.apply(same)
      await cluster.rolledOut(same, 300)
      return `${same.length} objects applied`
    }),
  )
  const all = await totals('steady')
  console.log(`      in all ${all?.sent} requests, ${all?.failed} failed`)
  console.log(
    '\n| change | requests | lost | slowest | restarted |\n| --- | --- | --- | --- | --- |',
  )
  for (const change of changes) console.log(`| ${change.join(' | ')} |`)
  console.log()
  await cluster.run(['-n', READERS, 'delete', 'pod', 'steady', '--now'])

  await check('what stops a deployment is said within half a minute', () => explains(objects))
  if (await enforces(bun))
    await check('paths that are not meant to be are closed, the others open', () => paths(bun))
  else checks.skip('network policies: this cluster does not enforce them')
  await check('every pod restarted, the data is the same', async () => {
    const began = Date.now()
    await ours(['delete', 'pods', '--all', '--wait=true'])
    await cluster.rolledOut(objects, 300)
    const after = await until('the market answers', () => ask('/api/cars?limit=50'))
    must(Bun.deepEquals(after, before), 'the market differs')
    return `${after.total} cars of snapshot ${after.snapshot.version}, in ${seconds(began)}`
  })
  await check('an extraction goes back into the database, and nothing differs', () =>
    restores(before),
  )
  await check('a restore is tried beside the market, and its figures are published', drills)
  await proveLive(local)
  if (process.env.CLUSTER_SHORT === '1')
    checks.skip('a database that is away, autoscaling: left to the long form')
  else await proveSlowly(web, bun)
  if (checks.failed > 0) console.log((await cluster.run(['get', 'pods', '-A', '-o', 'wide'])).said)
}

async function proveLive(local: boolean): Promise<void> {
  if (local && !broker) return checks.skip('the live market: there is no stand-in for Kafka here')
  console.log(`      the brokers are ${broker?.used ?? KAFKA_IMAGE}`)
  const image = broker && { image: broker.image }
  const stream = {
    bus: { kind: 'brokers', brokers: 1, size: '1Gi', ...image },
    ledger: { replicas: 2 },
    rate: 20,
  }
  const objects = await objectsOf(OLD, local, 'Another title', { stream })
  await proveStream({ cluster, namespace: NAMESPACE, objects, page, checks })
}

/** What takes its time: probes that must not fail, a load that must be noticed. */
async function proveSlowly(web: string, bun: string) {
  await check('a database that is away restarts nobody, and its return is enough', outlives)
  if ((await cluster.run(['get', '--raw', '/apis/metrics.k8s.io/v1beta1/nodes'])).code === 0)
    await check('it grows with the load, and shrinks after', () => scales(web, bun))
  else checks.skip('autoscaling: this cluster has no metrics-server')
}

/** The stack dev, under a name of its own, with what this test wants to see. */
async function objectsOf(
  tag: string,
  local: boolean,
  title = 'Forecourt',
  different: Record<string, unknown> = {},
): Promise<Manifest[]> {
  const settings = readStack('dev', {
    namespace: NAMESPACE,
    title,
    images: imagesOf(tag),
    web: { autoscaling: { min: 2, max: 3, calm: 15 } },
    import: { source: 'sample', schedule: '0 3 1 1 *' },
    drill: '0 4 1 1 *',
    exposure: { kind: 'nodePort', port: NODE_PORT },
    ...(local && {
      database: { kind: 'replicaSet', members: 1, size: '1Gi', image: STAND_IN },
    }),
    ...different,
  })
  return capture(settings)
}

/** Ten pods of the scheduled import, of what is new to the store; then the usual import, which brings the usual market. */
async function tenAtOnce(): Promise<string> {
  const began = Date.now()
  const create = ['create', 'job', '--from=cronjob/importer']
  const job = JSON.parse(await ours([...create, 'ten', '--dry-run=client', '-o', 'json']))
  Object.assign(job.spec, { parallelism: 10, completions: 10, backoffLimit: 0 })
  const [etl] = job.spec.template.spec.containers
  etl.env.push({ name: 'AS_OF', value: '2030-01-01' })
  etl.resources.requests.cpu = '10m'
  await cluster.apply([job])
  const done = ['wait', '--for=condition=complete', '--timeout=180s']
  await ours([...done, 'job/ten'])
  const said = await ours(['logs', '-l', 'job-name=ten', '--tail=-1', '--prefix'])
  const count = (word: RegExp) => new Set([...said.matchAll(word)].map(([, pod]) => pod)).size
  const published = count(/^\[pod\/(\S+)\/etl\].*\bpublished as snapshot\b/gim)
  const unchanged = count(/^\[pod\/(\S+)\/etl\].*\bunchanged\b/gim)
  const words = `${published} published, ${unchanged} found it unchanged`
  must(published === 1 && unchanged === 9, `${words}:\n${said.slice(0, 3000)}`)
  await ours([...create, 'usual'])
  await ours([...done, 'job/usual'])
  await ours(['delete', 'job', 'ten', 'usual', '--wait=true'])
  return `${words}, ${seconds(began)}`
}

type Pod = Manifest & {
  metadata: { deletionTimestamp?: string }
  status: {
    podIP?: string
    conditions?: { type: string; status: string }[]
    containerStatuses?: {
      name: string
      restartCount: number
      state?: { running?: { startedAt: string } }
    }[]
  }
}

async function podsOf(component: string): Promise<Pod[]> {
  const label = `app.kubernetes.io/component=${component}`
  return (await cluster.json(['-n', NAMESPACE, 'get', 'pods', '-l', label])).items
}

function isReady({ status }: Pod): boolean {
  return (
    status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false
  )
}

/** Which revisions of a component run, and how often their containers ended: what the autoscaler does changes neither. */
async function revisionsOf(component: string): Promise<string[]> {
  const pods = (await podsOf(component)).filter(({ metadata }) => !metadata.deletionTimestamp)
  return [
    ...new Set(
      pods.map(({ metadata: { labels }, status }) => {
        const ends = (status.containerStatuses ?? []).map(({ restartCount }) => restartCount)
        const revision = labels['pod-template-hash'] ?? labels['controller-revision-hash']
        return `${revision} ${Math.max(0, ...ends)}`
      }),
    ),
  ].sort()
}

/** When each container of a component was started, by pod: whatever restarts one changes it. */
async function startsOf(component: string): Promise<string[]> {
  const pods = (await podsOf(component)).filter(({ metadata }) => !metadata.deletionTimestamp)
  const started = pods.flatMap(({ metadata, status }) =>
    (status.containerStatuses ?? []).map(
      ({ name, state }) => `${metadata.name} ${name} ${state?.running?.startedAt}`,
    ),
  )
  must(started.length > 0, `there is no ${component}`)
  return started.sort()
}

type Totals = { sent: number; ok: number; failed: number; slowest: number; failures: string[] }

async function totals(pod: string): Promise<Totals | null> {
  const { code, out } = await cluster.run(['-n', READERS, 'logs', pod, '--tail=1'])
  return code === 0 && out.startsWith('{') ? JSON.parse(out) : null
}

/** Does the work while readers read, and some seconds on; not one of them may be turned away. */
async function underLoad(what: string, work: () => Promise<string>): Promise<string> {
  const starts = async () =>
    new Map(
      await Promise.all(COMPONENTS.map(async (name) => [name, await revisionsOf(name)] as const)),
    )
  const [before, running] = [await totals('steady'), await starts()]
  const words = await work()
  await Bun.sleep(8000)
  const [after, now] = [await totals('steady'), await starts()]
  must(before !== null && after !== null, 'the readers are gone')
  const failed = after.failed - before.failed
  const sent = after.sent - before.sent
  const restarted = COMPONENTS.filter((name) => !Bun.deepEquals(running.get(name), now.get(name)))
  const slowest = await slowestSince(before.sent)
  changes.push([what, `${sent}`, `${failed}`, `${slowest} ms`, restarted.join(', ') || 'nothing'])
  must(failed === 0, `${words}; ${failed} of ${sent} failed: ${after.failures.join('; ')}`)
  return `${words}; ${after.ok - before.ok} answers, all 2xx`
}

/** The slowest answer since the readers had sent so many requests, in ms. */
async function slowestSince(sent: number): Promise<number> {
  const lines = (await cluster.must(['-n', READERS, 'logs', 'steady', '--tail=1000'])).split('\n')
  const since = lines.flatMap((line) => {
    const said: Totals = JSON.parse(line)
    return said.sent > sent ? [said.slowest] : []
  })
  return Math.max(...since)
}

async function addressOf(component: string, port: number): Promise<string> {
  const [pod] = await podsOf(component)
  return `${pod?.status.podIP}:${port}`
}

async function reaches(name: string, namespace: string, image: string, to: string) {
  await cluster.apply([caller(name, namespace, image, to)])
  const phase = await until(`${name} tries`, async () => {
    const { status } = await cluster.json(['-n', namespace, 'get', 'pod', name])
    return ['Succeeded', 'Failed'].includes(status.phase) && status.phase
  })
  await cluster.run(['-n', namespace, 'delete', 'pod', name, '--now'])
  return phase === 'Succeeded'
}

/** Whether a policy that closes everything closes anything here. */
async function enforces(image: string): Promise<boolean> {
  await cluster.apply([sealed('sealed')])
  return !(await reaches('sealed', READERS, image, await addressOf('web', 3000)))
}

/** Who may reach whom, tried from pods that are not ours and from one beside ours. */
async function paths(image: string): Promise<string> {
  const [pages, metrics] = [await addressOf('web', 3000), await addressOf('web', 9216)]
  const calculator = await addressOf('calculator', 3000)
  const tried: [string, boolean, boolean][] = [
    ['a stranger to the pages', await reaches('stranger', READERS, image, pages), true],
    ['a stranger to the exporter', await reaches('curious', READERS, image, metrics), false],
    ['a stranger to the calculator', await reaches('counting', READERS, image, calculator), false],
    ['a pod beside ours to the pages', await reaches('beside', NAMESPACE, image, pages), false],
  ]
  for (const [who, could, should] of tried)
    must(could === should, `${who}: ${could ? 'let through' : 'turned away'}`)
  return tried.map(([who, could]) => `${who} ${could ? 'open' : 'closed'}`).join(', ')
}

/** The calculator, each time with another fault; what `bun run deploy` would say of it. */
async function explains(objects: Manifest[]): Promise<string> {
  const calculator = objects.find(
    ({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'calculator',
  )
  must(calculator !== undefined, 'there is no calculator')
  // biome-ignore lint/suspicious/noExplicitAny: a fault may be anywhere in a pod
  const faults: [name: string, words: string, spoil: (spec: any) => unknown][] = [
    [
      'image',
      'the image',
      ({ containers: [container] }) => (container.image = `${REGISTRY}/calculator:none`),
    ],
    [
      'profile',
      'security profile',
      ({ containers: [container] }) =>
        (container.securityContext.capabilities = { add: ['NET_ADMIN'], drop: ['ALL'] }),
    ],
    [
      'memory',
      'no node has the memory',
      ({ containers: [container] }) => {
        container.resources.requests.memory = '900Gi'
        container.resources.limits.memory = '900Gi'
      },
    ],
    [
      'setting',
      'refuses what it was told',
      ({ containers: [container] }) => container.env.push({ name: 'PORT', value: 'none' }),
    ],
    [
      'secret',
      'is not there',
      ({ containers: [container] }) =>
        container.env.push({
          name: 'X',
          valueFrom: { secretKeyRef: { name: 'missing', key: 'x' } },
        }),
    ],
  ]
  const said: string[] = []
  for (const [name, words, spoil] of faults) {
    const broken = structuredClone(calculator)
    broken.metadata.name = `broken-${name}`
    const labels = { app: broken.metadata.name }
    Object.assign(broken.spec.selector, { matchLabels: labels })
    broken.spec.template.metadata.labels = labels
    spoil(broken.spec.template.spec)
    const began = Date.now()
    await cluster.apply([broken])
    const error = await cluster.rolledOut([broken], 120).catch((why: Error) => why)
    await ours(['delete', 'deployment', broken.metadata.name, '--wait=true'])
    const line = error instanceof Error ? error.message : 'nothing stopped it'
    must(line.includes(words), `${name}: ${line}`)
    must(line.includes('look closer: kubectl -n'), `${name}: no command to look closer`)
    said.push(`${name} ${seconds(began)}`)
  }
  return said.join(', ')
}

/** Readiness sees the database, liveness does not. */
async function outlives(): Promise<string> {
  const scale = (replicas: number) =>
    ours(['scale', 'statefulset/mongodb', `--replicas=${replicas}`])
  const restarts = async () =>
    new Map(
      (await podsOf('web')).map(({ metadata, status: { containerStatuses = [] } }) => [
        metadata.name,
        containerStatuses.reduce((sum, { restartCount }) => sum + restartCount, 0),
      ]),
    )
  const before = await restarts()
  await scale(0)
  await until('nobody is ready', async () => !(await podsOf('web')).some(isReady))
  // Longer than three liveness probes in a row.
  await Bun.sleep(35_000)
  await scale(1)
  const began = Date.now()
  await until('all are ready', async () => (await podsOf('web')).every(isReady), 120_000)
  const back = seconds(began)
  // The autoscaler may have taken a pod meanwhile.
  for (const [pod, count] of await restarts())
    must(count === (before.get(pod) ?? 0), `${pod} was restarted`)
  return `ready ${back} after it came back`
}

/** The exporter's folder, put back over what is there; what readers then get is what they got. */
async function restores(before: unknown): Promise<string> {
  const folder = await until('an extraction', async () => {
    const said = await ours(['logs', 'deployment/web', '-c', 'exporter'])
    return said.match(/"labels\.folder":"(\/exchange\/[^"]+)"/)?.[1]
  })
  const restore = ['/forecourt', 'restore', `${folder}/manifest.json`, '--force']
  const said = await ours(['exec', 'deployment/web', '-c', 'exporter', '--', ...restore])
  must(said.includes('nothing differs'), said.slice(-500))
  // While there was no snapshot, no pod was ready.
  const after = await until('the market answers', () => ask('/api/cars?limit=50'))
  must(Bun.deepEquals(after, before), 'the market differs')
  return `${folder}, ${said.split('\n').length - 1} collections compared`
}

async function drills(): Promise<string> {
  await ours(['create', 'job', '--from=cronjob/restore-drill', 'drill'])
  await ours(['wait', '--for=condition=complete', '--timeout=120s', 'job/drill'])
  const said = await ours(['logs', 'job/drill', '--tail=1'])
  const { cars, seconds: took, error } = JSON.parse(said)
  must(error === null && cars > 1000, said)
  const [pod] = await podsOf('web')
  const metrics = await cluster.must([
    ...['get', '--raw'],
    `/api/v1/namespaces/${NAMESPACE}/pods/${pod?.metadata.name}:9216/proxy/metrics`,
  ])
  must(metrics.includes(`forecourt_restore_drill_cars ${cars}`), 'the exporter does not say so')
  return `${cars} cars in ${took.toFixed(1)} s`
}

async function scales(web: string, image: string): Promise<string> {
  const wanted = async () =>
    (await cluster.json(['-n', NAMESPACE, 'get', 'hpa', 'web'])).status.desiredReplicas as number
  await until('it is calm', async () => (await wanted()) === 2, 240_000)
  const began = Date.now()
  await cluster.apply(await readers('crowd', image, [web, '16', '0']))
  const most = await until('it grows', async () => (await wanted()) > 2 && wanted(), 180_000)
  await until(
    'and they serve',
    async () => (await podsOf('web')).filter(isReady).length === most,
    120_000,
  )
  const grown = seconds(began)
  await cluster.run(['-n', READERS, 'delete', 'pod', 'crowd', '--now'])
  const calm = Date.now()
  await until('it shrinks', async () => (await wanted()) === 2, 240_000)
  return `2 to ${most} in ${grown}, back in ${seconds(calm)}`
}

async function clear(): Promise<void> {
  const names = [NAMESPACE, READERS]
  await cluster.run([
    'delete',
    'namespace',
    ...names,
    '--ignore-not-found',
    '--wait=true',
    '--timeout=180s',
  ])
}
