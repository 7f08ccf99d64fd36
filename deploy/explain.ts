import type { Manifest } from '../infra/capture.ts'

/** What keeps a deployment from getting ahead. */
export type Obstacle = {
  /** the pod or the workload that it is about, as kubectl names it: pod/web-1 */
  about: string
  words: string
  /** s after which it is no passing state */
  patience: number
  /** the container whose last words say more */
  container?: string
}

// biome-ignore lint/suspicious/noExplicitAny: pods and events as Kubernetes sends them; each field is checked
type Part = any

/** Reasons of a container that waits, in words. Those that can pass by themselves get longer. */
const WAITING: Record<string, [words: string, patience: number]> = {
  ErrImagePull: ['the image cannot be pulled', 20],
  ImagePullBackOff: ['the image cannot be pulled', 20],
  ErrImageNeverPull: ['the image is not on the node, and may not be pulled', 10],
  InvalidImageName: ['the name of the image is none', 0],
  CreateContainerConfigError: ['a Secret or ConfigMap that it needs is not there', 20],
  CreateContainerError: ['the container cannot be made', 20],
  RunContainerError: ['the container cannot be started', 20],
}

/** Reasons of events that stop pods from being made at all. */
const REFUSED: [pattern: RegExp, words: string][] = [
  [/violates PodSecurity/i, 'the security profile of the namespace refuses it'],
  [/exceeded quota/i, 'the quota of the namespace is used up'],
  [/forbidden/i, 'the cluster refuses it'],
]

/**
 * What stops a deployment, from what Kubernetes says of it now. An event tells what was: it counts as long as the pod, or
 * the workload, that it is about is not as it should be.
 * @param live the workloads of the namespace
 * @param events since the deployment began
 */
export function obstaclesIn(live: Part[], pods: Part[], events: Part[]): Obstacle[] {
  const waiting = new Set(pods.filter((pod) => !isReady(pod)).map(({ metadata }) => metadata.name))
  const short = new Set(
    live
      .filter(({ spec = {}, status = {} }) => (status.replicas ?? 0) < (spec.replicas ?? 1))
      .map(({ metadata }) => metadata.name),
  )
  const isCurrent: Record<string, (name: string) => boolean> = {
    Pod: (name) => waiting.has(name),
    StatefulSet: (name) => short.has(name),
    PersistentVolumeClaim: () => waiting.size > 0,
  }
  const current = events.filter(({ involvedObject: { kind, name } }) => isCurrent[kind]?.(name))
  return [...live.flatMap(inWorkload), ...pods.flatMap(inPod), ...current.flatMap(inEvent)]
}

const isReady = ({ status = {} }: Part) =>
  status.conditions?.some(({ type, status }: Part) => type === 'Ready' && status === 'True')

function refusal(about: string, message: string): Obstacle {
  const [, words] = REFUSED.find(([pattern]) => pattern.test(message)) ?? [
    null,
    'no pod can be made',
  ]
  return { about, words: `${words}: ${message}`, patience: 10 }
}

function inWorkload({ kind, metadata, status = {} }: Part): Obstacle[] {
  const failure = status.conditions?.find(
    ({ type, status }: Part) => type === 'ReplicaFailure' && status === 'True',
  )
  const about = `${String(kind).toLowerCase()}/${metadata.name}`
  return failure ? [refusal(about, failure.message ?? '')] : []
}

function inPod({ metadata, status = {} }: Part): Obstacle[] {
  if (metadata.deletionTimestamp) return []
  const about = `pod/${metadata.name}`
  const found: Obstacle[] = []
  const unplaced = status.conditions?.find(
    ({ type, status }: Part) => type === 'PodScheduled' && status === 'False',
  )
  if (unplaced) {
    const words = placeWords(unplaced.message ?? '')
    // A scheduler that set the pod aside while its volume was made looks again within five minutes; that no volume ever comes, an event of the claim says.
    found.push({ about, words, patience: words.startsWith('no volume') ? 330 : 25 })
  }
  for (const each of [
    ...(status.initContainerStatuses ?? []),
    ...(status.containerStatuses ?? []),
  ]) {
    const obstacle = inContainer(each)
    if (obstacle) found.push({ about, ...obstacle, words: `${each.name}: ${obstacle.words}` })
  }
  return found
}

function placeWords(message: string): string {
  const about = /persistentvolumeclaim|volume/i.test(message)
    ? 'no volume'
    : /insufficient memory/i.test(message)
      ? 'no node has the memory'
      : /insufficient cpu/i.test(message)
        ? 'no node has the CPU'
        : 'no node takes it'
  return `${about}: ${message}`
}

function inContainer({ name, state = {}, lastState = {}, restartCount = 0 }: Part) {
  const { waiting, terminated } = state
  const ended = terminated ?? lastState.terminated
  if (ended?.reason === 'OOMKilled' && (waiting || terminated))
    return { words: 'it needs more memory than its limit, and was killed', patience: 0 }
  if (waiting?.reason === 'CrashLoopBackOff' || (terminated && restartCount >= 3)) {
    const code = ended?.exitCode
    const ends = { container: String(name) }
    // 2 is how our programs refuse a setting: trying again changes nothing.
    if (code === 2) return { ...ends, words: 'it refuses what it was told', patience: 0 }
    return { ...ends, words: `it ends again and again (${code ?? 'no'} code)`, patience: 25 }
  }
  const [words, patience] = (waiting && WAITING[waiting.reason]) ?? []
  if (words === undefined || patience === undefined) return null
  return { words: waiting.message ? `${words}: ${waiting.message}` : words, patience }
}

function inEvent({ type, reason, message = '', involvedObject }: Part): Obstacle[] {
  const about = `${String(involvedObject.kind).toLowerCase()}/${involvedObject.name}`
  // Kubernetes does not warn of a claim for which nothing makes volumes.
  if (['FailedBinding', 'ProvisioningFailed'].includes(reason))
    return [{ about, words: `no volume: ${message}`, patience: 20 }]
  if (type !== 'Warning') return []
  if (reason === 'FailedCreate') return [refusal(about, message)]
  if (reason === 'FailedMount') {
    // A node may ask for a volume before the API server knows that its pod is there; it asks again within three minutes.
    const patience = message.includes('no relationship found') ? 180 : 25
    return [{ about, words: `no volume: ${message}`, patience }]
  }
  if (reason !== 'Unhealthy' || /startup/i.test(message)) return []
  const [, container = ''] = /\{(.+)\}/.exec(involvedObject.fieldPath ?? '') ?? []
  return [{ about, container, words: `${container}: its probe fails: ${message}`, patience: 90 }]
}

/** Since when each obstacle stands, so that what passes by itself stops nobody. */
export class Watch {
  private readonly since = new Map<string, number>()

  /**
   * @param now ms
   * @returns the first obstacle that has stood for longer than its patience, and the others for the eye
   */
  see(obstacles: Obstacle[], now: number): { final: Obstacle | null; passing: Obstacle[] } {
    const keyOf = ({ about, words }: Obstacle) => `${about} ${words.split(':')[0]}`
    const keys = new Set(obstacles.map(keyOf))
    for (const key of this.since.keys()) if (!keys.has(key)) this.since.delete(key)
    for (const key of keys) if (!this.since.has(key)) this.since.set(key, now)
    const stands = (each: Obstacle) => now - (this.since.get(keyOf(each)) ?? now)
    const final = obstacles.find((each) => stands(each) >= each.patience * 1000) ?? null
    return { final, passing: obstacles.filter((each) => each !== final) }
  }
}

/** One line, and the command to look closer. @param said the last words of the container that it is about */
export function tell({ about, words, container }: Obstacle, namespace: string, said = ''): string {
  const [kind, name] = about.split('/')
  const look = container ? `logs ${name} -c ${container}` : `describe ${kind} ${name}`
  const line = [words, said].filter((each) => each !== '').join(': ')
  return `${about}: ${line.replaceAll(/\s+/g, ' ').trim()}\n  look closer: kubectl -n ${namespace} ${look}`
}

/** Which of the workloads are not as they should be yet, and how far they are. */
export function progressOf(workloads: Manifest[], live: Part[]): string[] {
  return workloads.flatMap(({ kind, metadata }) => {
    const found = live.find((each) => each.kind === kind && each.metadata.name === metadata.name)
    const { spec = {}, status = {}, metadata: now = {} } = found ?? {}
    const wanted = spec.replicas ?? 1
    const done =
      found !== undefined &&
      (status.observedGeneration ?? 0) >= (now.generation ?? 1) &&
      (status.updatedReplicas ?? 0) >= wanted &&
      (status.availableReplicas ?? 0) >= wanted &&
      (status.replicas ?? 0) <= wanted
    if (done) return []
    return [`${metadata.name}: ${status.availableReplicas ?? 0} of ${wanted} ready`]
  })
}
