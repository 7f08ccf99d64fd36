import type { Cluster } from '../../deploy/cluster.ts'
import type { Manifest } from '../../infra/capture.ts'
import { type Checks, must, until } from '../support/checks.ts'
import { accountIn, agrees } from '../support/live-account.ts'

type Pod = Manifest & {
  status: { phase: string; containerStatuses?: { restartCount: number; ready: boolean }[] }
}
type Stack = {
  cluster: Cluster
  namespace: string
  /** The stack with the switch `stream` on */
  objects: Manifest[]
  /** What the market answers to a path */
  page: (path: string) => Promise<string>
  checks: Checks
}

/** The live market over Kafka: it flows, and each transaction is there once, whoever's pod is taken meanwhile. */
export async function proveStream({ cluster, namespace, objects, page, checks }: Stack) {
  const check = checks.check.bind(checks)
  const ours = (...args: string[]) => cluster.must(['-n', namespace, ...args])
  const podsOf = async (component: string): Promise<Pod[]> => {
    const label = `app.kubernetes.io/component=${component}`
    const found = await cluster.json(['-n', namespace, 'get', 'pods', '-l', label])
    return found.items.filter(({ metadata }: Pod) => !('deletionTimestamp' in metadata))
  }
  const nameOf = async (component: string) => (await podsOf(component))[0]?.metadata.name ?? ''
  const total = async (search = '') =>
    JSON.parse(await page(`/api/transactions?limit=1${search}`)).total as number
  const grows = async (by: number) => {
    const before = await total()
    await until(`${by} more transactions`, async () => (await total()) >= before + by, 120_000)
  }
  /** Restarts of what is not meant to be restarted. */
  const restartsOf = async (...components: string[]) => {
    const pods = (await Promise.all(components.map(podsOf))).flat()
    return pods.map(
      ({ metadata, status }) =>
        `${metadata.name} ${status.containerStatuses?.map(({ restartCount }) => restartCount)}`,
    )
  }

  const on = await check(
    'stream switched on: brokers, ledgers and a simulator are ready',
    async () => {
      const began = Date.now()
      await cluster.apply(objects)
      await cluster.rolledOut(objects, 300)
      const kinds = objects.filter(({ metadata }) =>
        /^(kafka|ledger|simulator)$/.test(metadata.name),
      )
      return `${kinds.length} objects more, ${((Date.now() - began) / 1000).toFixed(1)} s`
    },
  )
  if (!on) return
  // The simulator begins anew, so that its account is of all that happens from now on.
  await ours('scale', 'deployment/simulator', '--replicas=0')
  // One that is ending still sends.
  const label = 'app.kubernetes.io/component=simulator'
  await ours('wait', '--for=delete', 'pod', '-l', label, '--timeout=60s')
  const from = new Date().toISOString()
  await ours('scale', 'deployment/simulator', '--replicas=1')
  await check('transactions flow from the simulator to the page', async () => {
    await until('fifty of them', async () => (await total(`&from=${from}`)) >= 50, 120_000)
    must((await page('/live')).includes('simulated'), 'the page shows none')
    return `${await total(`&from=${from}`)} since it began`
  })
  await check('a ledger is killed: the others go on, and it is replaced', async () => {
    const victim = await nameOf('ledger')
    await ours('delete', 'pod', victim, '--now', '--wait=false')
    await grows(100)
    await until('it is replaced', async () => {
      const pods = (await podsOf('ledger')).filter(({ metadata }) => metadata.name !== victim)
      return pods.length === 2 && pods.every(({ status }) => status.containerStatuses?.[0]?.ready)
    })
    return victim
  })
  await check('a broker is restarted: nobody else is, and it goes on', async () => {
    const before = await restartsOf('ledger', 'simulator', 'web')
    await ours('delete', 'pod', 'kafka-0', '--wait=true')
    await cluster.rolledOut(objects, 300)
    await grows(100)
    const now = await restartsOf('ledger', 'simulator', 'web')
    must(Bun.deepEquals(now, before), `${before} became ${now}`)
  })
  await check('nothing is lost and nothing there twice', async () => {
    const log = cluster.run(['-n', namespace, 'logs', '-f', await nameOf('simulator')])
    await Bun.sleep(1000)
    await ours('scale', 'deployment/simulator', '--replicas=0')
    const account = accountIn((await log).out)
    return agrees(account, () => page(`/api/transactions.ndjson?from=${from}`))
  })
}
