import type { Manifest } from '../infra/capture.ts'
import type { Cluster } from './cluster.ts'
import { CommandFailed } from './command.ts'
import { type Obstacle, obstaclesIn, progressOf, tell, Watch } from './explain.ts'

/** ms between two looks */
const PAUSE = 2000

type Options = {
  /** s */
  patience: number
  /** hears how far it is, and what stands in the way; nothing twice in a row */
  say?: ((line: string) => void) | undefined
  /** ends the waiting, without an error */
  until?: AbortSignal | undefined
}

/**
 * Waits until all of the objects' pods are as they should be.
 * @throws CommandFailed in one line as soon as something stops it that does not pass by itself
 */
export async function followRollout(
  cluster: Cluster,
  objects: Manifest[],
  { patience, say = () => {}, until }: Options,
): Promise<void> {
  const workloads = objects.filter(({ kind }) => ['StatefulSet', 'Deployment'].includes(kind))
  const [namespace = 'default'] = workloads.map(({ metadata }) => metadata.namespace)
  const began = Date.now()
  const watch = new Watch()
  const told = new Set<string>()
  const once = (line: string) => {
    if (!told.has(line)) say(line)
    told.add(line)
  }
  const explain = async (obstacle: Obstacle) =>
    tell(obstacle, namespace, await lastWords(cluster, namespace, obstacle))
  for (;;) {
    const { live, pods, events } = await look(cluster, namespace, began)
    const open = progressOf(workloads, live)
    if (open.length === 0 || until?.aborted) return
    once(open.join(', '))
    const obstacles = obstaclesIn(live, pods, events)
    // Who ends for want of a database may well wait for one that is still being made.
    const databaseComes = open.some((line) => line.startsWith('mongodb:'))
    const lasting = obstacles.filter(
      ({ about, container }) => !(databaseComes && container && !about.startsWith('pod/mongodb')),
    )
    const { final } = watch.see(lasting, Date.now())
    if (final) throw new CommandFailed(await explain(final))
    const late = Date.now() - began > patience * 1000
    const [first] = obstacles
    if (late)
      throw new CommandFailed(
        first
          ? await explain(first)
          : `${open.join(', ')} after ${patience} s\n  look closer: kubectl -n ${namespace} get pods,events`,
      )
    if (first) once((await explain(first)).split('\n')[0] ?? '')
    await Bun.sleep(PAUSE)
  }
}

async function look(cluster: Cluster, namespace: string, since: number) {
  const { items } = await cluster.json([
    ...['-n', namespace, 'get', 'deployments,statefulsets,pods,events'],
  ])
  // biome-ignore lint/suspicious/noExplicitAny: kinds differ, and each field is checked where it is read
  const of = (kind: string): any[] => items.filter((each: { kind: string }) => each.kind === kind)
  const events = of('Event').filter(
    ({ lastTimestamp, eventTime }) => Date.parse(lastTimestamp ?? eventTime ?? '') >= since - 1000,
  )
  return { live: [...of('Deployment'), ...of('StatefulSet')], pods: of('Pod'), events }
}

async function lastWords(cluster: Cluster, namespace: string, { about, container }: Obstacle) {
  if (!container) return ''
  const logs = ['-n', namespace, 'logs', about, '-c', container, '--tail=1']
  const { code, out } = await cluster.run(logs)
  if (code !== 0) return ''
  try {
    return String(JSON.parse(out).message ?? out)
  } catch {
    return out
  }
}
