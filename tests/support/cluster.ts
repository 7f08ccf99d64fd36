import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { Cluster } from '../../deploy/cluster.ts'
import { run } from '../../deploy/command.ts'
import { ROOT } from './server.ts'
import { isLong } from './tools.ts'

const CLUSTER_UP = join(ROOT, '../shared/tools/cluster-up')
const CLUSTER_DOWN = join(ROOT, '../shared/tools/cluster-down')
/** Contexts that are made to be played with. Any other one has to be named: CLUSTER_CONTEXT. */
const PLAYGROUND = /^(kind-|k3d-|minikube$|docker-desktop$|kube-local$)/

export type Found = { cluster: Cluster; stop(): Promise<void> }

/**
 * A cluster for tests: the one that CLUSTER_CONTEXT names, a local one that kubectl talks to, else the single-node one
 * that CI has, where it is built. `why` says why there is none.
 * @param apiOnly an API server is enough
 */
export async function findCluster({ apiOnly = false } = {}): Promise<{
  found: Found | null
  why: string
}> {
  if (!Bun.which('kubectl')) return { found: null, why: 'kubectl is not installed here' }
  const context = process.env.CLUSTER_CONTEXT ?? (await currentPlayground())
  if (context) return { found: { cluster: new Cluster(context), stop: async () => {} }, why: '' }
  const cache = process.env.KUBE_LOCAL_CACHE ?? join(homedir(), '.cache/kube-local')
  const built = ['kube-apiserver', ...(apiOnly ? [] : ['kubelet', 'metrics-server'])].every(
    (name) => existsSync(join(cache, 'bin', name)),
  )
  if (!existsSync(CLUSTER_UP) || !(built || isLong()))
    return { found: null, why: 'no local cluster answers to kubectl, and none is built here' }
  const { code, out, said } = await run([CLUSTER_UP, ...(apiOnly ? ['--api-only'] : [])])
  const [, kubeconfig] = out.match(/^KUBECONFIG=(.+)$/m) ?? []
  if (code !== 0 || !kubeconfig)
    return { found: null, why: `no cluster starts: ${said.slice(-300)}` }
  // The one whom every kubectl of this process is to talk to.
  process.env.KUBECONFIG = kubeconfig
  const { context: name } = await Cluster.current()
  // One that was there before is somebody else's.
  const ours = said.includes('starting kube-apiserver')
  const stop = async () => {
    if (ours) await run([CLUSTER_DOWN])
  }
  return { found: { cluster: new Cluster(name), stop }, why: '' }
}

async function currentPlayground(): Promise<string | null> {
  const { context } = await Cluster.current().catch(() => ({ context: '' }))
  return PLAYGROUND.test(context) ? context : null
}
