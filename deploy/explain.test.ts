import { describe, expect, test } from 'bun:test'
import { type Obstacle, obstaclesIn, progressOf, tell, Watch } from './explain.ts'

const pod = (status: object, metadata: object = {}) => ({
  kind: 'Pod',
  metadata: { name: 'web-1', ...metadata },
  status,
})
const container = (state: object, rest: object = {}) =>
  pod({ containerStatuses: [{ name: 'web', state, restartCount: 0, ...rest }] })
const waiting = (reason: string, message = '') => ({ waiting: { reason, message } })
const event = (reason: string, message: string, kind = 'Pod', fieldPath = '') => ({
  kind: 'Event',
  type: 'Warning',
  reason,
  message,
  involvedObject: { kind, name: kind === 'Pod' ? 'web-1' : 'mongodb', fieldPath },
})
const refused = (message: string) => ({
  kind: 'Deployment',
  metadata: { name: 'web' },
  status: { conditions: [{ type: 'ReplicaFailure', status: 'True', message }] },
})
const set = (replicas: number) => ({
  kind: 'StatefulSet',
  metadata: { name: 'mongodb' },
  spec: { replicas: 1 },
  status: { replicas },
})
const unplaced = (message: string) =>
  pod({ conditions: [{ type: 'PodScheduled', status: 'False', message }] })

type Seen = { live?: object[]; pods?: object[]; events?: object[] }
const PROFILE = 'pods "x" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot'
const QUOTA = 'pods "x" is forbidden: exceeded quota: small'
const probe = event('Unhealthy', 'Readiness probe failed: HTTP 503', 'Pod', 'spec.containers{web}')
const crashed = (exitCode: number) =>
  container(waiting('CrashLoopBackOff'), { lastState: { terminated: { exitCode } } })

describe('what stops a deployment is said in one line', () => {
  test.each<[string, Seen, string]>([
    ['image', { pods: [container(waiting('ErrImagePull', 'no tag'))] }, 'cannot be pulled: no tag'],
    ['image of nowhere', { pods: [container(waiting('ErrImageNeverPull'))] }, 'not on the node'],
    ['name of an image', { pods: [container(waiting('InvalidImageName'))] }, 'the image is none'],
    ['secret', { pods: [container(waiting('CreateContainerConfigError', 'x'))] }, 'not there: x'],
    ['security profile', { live: [refused(PROFILE)] }, 'security profile of the namespace refuses'],
    ['quota', { live: [refused(QUOTA)] }, 'the quota of the namespace is used up'],
    [
      'quota of a set',
      { live: [set(0)], events: [event('FailedCreate', QUOTA, 'StatefulSet')] },
      'quota',
    ],
    ['memory of nodes', { pods: [unplaced('1 Insufficient memory.')] }, 'no node has the memory'],
    ['processors of nodes', { pods: [unplaced('1 Insufficient cpu.')] }, 'no node has the CPU'],
    ['volume', { pods: [unplaced('unbound PersistentVolumeClaims')] }, 'no volume'],
    [
      'provisioner',
      {
        pods: [pod({})],
        events: [event('FailedBinding', 'no storage class is set', 'PersistentVolumeClaim')],
      },
      'no volume: no storage class is set',
    ],
    ['mount', { pods: [pod({})], events: [event('FailedMount', 'failed')] }, 'no volume: failed'],
    [
      'memory of a container',
      { pods: [container({ terminated: { reason: 'OOMKilled', exitCode: 137 } })] },
      'it needs more memory than its limit',
    ],
    ['setting', { pods: [crashed(2)] }, 'it refuses what it was told'],
    ['crash', { pods: [crashed(1)] }, 'it ends again and again (1 code)'],
    ['probe', { pods: [pod({})], events: [probe] }, 'web: its probe fails: Readiness probe failed'],
  ])('%s', (_, { live = [], pods = [], events = [] }, words) => {
    const [obstacle, ...others] = obstaclesIn(live, pods, events)
    expect(others).toEqual([])
    const line = tell(obstacle as Obstacle, 'shop')
    expect(line.split('\n')[0]).toContain(words)
    expect(line).toMatch(/\n {2}look closer: kubectl -n shop (describe|logs) \S+ ?\S*/)
    expect(line.split('\n')).toHaveLength(2)
  })

  test('what goes its way, or went it since, is no obstacle', () => {
    const running = container({ running: {} }, { restartCount: 5 })
    const starting = container(waiting('ContainerCreating'))
    const leaving = pod({}, { deletionTimestamp: 'now' })
    const ready = pod({ conditions: [{ type: 'Ready', status: 'True' }] })
    const past = [
      event('Unhealthy', 'Startup probe failed'),
      event('FailedCreate', QUOTA, 'StatefulSet'),
    ]
    expect(obstaclesIn([set(1)], [running, starting, leaving], past)).toEqual([])
    expect(obstaclesIn([], [ready], [probe])).toEqual([])
  })
})

test('what passes within its patience stops nobody, what stands longer does', () => {
  const watch = new Watch()
  const obstacle = { about: 'pod/web-1', words: 'no volume: x', patience: 25 }
  expect(watch.see([obstacle], 0)).toEqual({ final: null, passing: [obstacle] })
  // Gone in between, so it begins anew; other words of the same obstacle do not.
  expect(watch.see([], 20_000).final).toBeNull()
  expect(watch.see([obstacle], 30_000).final).toBeNull()
  const changed = { ...obstacle, words: 'no volume: y' }
  expect(watch.see([changed], 54_000).final).toBeNull()
  expect(watch.see([changed], 56_000)).toEqual({ final: changed, passing: [] })
})

test('a node that asks before its pod is known is waited for, a volume that cannot be mounted is not', () => {
  const patienceOf = (message: string) =>
    obstaclesIn([], [pod({})], [event('FailedMount', message)]).map(({ patience }) => patience)
  expect(patienceOf('secret "x" not found')).toEqual([25])
  expect(patienceOf('no relationship found between node "a" and this object')).toEqual([180])
})

test('a workload is done when all of its pods are new and available', () => {
  const workload = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', labels: {} },
  }
  const live = (status: object) => [
    { kind: 'Deployment', metadata: { name: 'web', generation: 2 }, spec: { replicas: 2 }, status },
  ]
  const done = { observedGeneration: 2, replicas: 2, updatedReplicas: 2, availableReplicas: 2 }
  expect(progressOf([workload], live(done))).toEqual([])
  for (const less of [
    { observedGeneration: 1 },
    { updatedReplicas: 1 },
    { availableReplicas: 1 },
    { replicas: 3 },
  ])
    expect(progressOf([workload], live({ ...done, ...less }))).toHaveLength(1)
  expect(progressOf([workload], [])).toEqual(['web: 0 of 1 ready'])
})
