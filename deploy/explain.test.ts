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
const event = (reason: string, message: string, kind = 'ReplicaSet', fieldPath = '') => ({
  kind: 'Event',
  type: 'Warning',
  reason,
  message,
  involvedObject: { kind, name: kind === 'Pod' ? 'web-1' : 'web-7d', fieldPath },
})
const unplaced = (message: string) =>
  pod({ conditions: [{ type: 'PodScheduled', status: 'False', message }] })

describe('what stops a deployment is said in one line', () => {
  test.each<[string, object[], object[], string]>([
    [
      'image',
      [container(waiting('ErrImagePull', 'no such tag'))],
      [],
      'web: the image cannot be pulled: no such tag',
    ],
    [
      'image never pulled',
      [container(waiting('ErrImageNeverPull'))],
      [],
      'the image is not on the node',
    ],
    [
      'name of an image',
      [container(waiting('InvalidImageName'))],
      [],
      'the name of the image is none',
    ],
    [
      'secret',
      [container(waiting('CreateContainerConfigError', 'secret "x" not found'))],
      [],
      'secret "x" not found',
    ],
    [
      'security profile',
      [],
      [
        event(
          'FailedCreate',
          'pods "x" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot',
        ),
      ],
      'the security profile of the namespace refuses it',
    ],
    [
      'quota',
      [],
      [event('FailedCreate', 'pods "x" is forbidden: exceeded quota: small')],
      'the quota of the namespace is used up',
    ],
    [
      'memory of the node',
      [unplaced('0/1 nodes are available: 1 Insufficient memory.')],
      [],
      'no node has the memory',
    ],
    [
      'processor of the node',
      [unplaced('0/1 nodes are available: 1 Insufficient cpu.')],
      [],
      'no node has the CPU',
    ],
    ['volume', [unplaced('pod has unbound immediate PersistentVolumeClaims')], [], 'no volume'],
    [
      'mount',
      [],
      [event('FailedMount', 'MountVolume.SetUp failed', 'Pod')],
      'no volume: MountVolume',
    ],
    [
      'memory of the container',
      [container({ terminated: { reason: 'OOMKilled', exitCode: 137 } })],
      [],
      'it needs more memory than its limit',
    ],
    [
      'setting',
      [container(waiting('CrashLoopBackOff'), { lastState: { terminated: { exitCode: 2 } } })],
      [],
      'it refuses what it was told',
    ],
    [
      'crash',
      [container(waiting('CrashLoopBackOff'), { lastState: { terminated: { exitCode: 1 } } })],
      [],
      'it ends again and again (1 code)',
    ],
    [
      'probe',
      [],
      [event('Unhealthy', 'Readiness probe failed: HTTP 503', 'Pod', 'spec.containers{web}')],
      'web: its probe fails: Readiness probe failed: HTTP 503',
    ],
  ])('%s', (_, pods, events, words) => {
    const [obstacle, ...others] = obstaclesIn(pods, events)
    expect(others).toEqual([])
    const line = tell(obstacle as Obstacle, 'shop')
    expect(line.split('\n')[0]).toContain(words)
    expect(line).toMatch(/\n {2}look closer: kubectl -n shop (describe|logs) \S+ ?\S*/)
    expect(line.split('\n')).toHaveLength(2)
  })

  test('what goes its way is no obstacle', () => {
    const running = container({ running: { startedAt: 'now' } })
    const starting = container(waiting('ContainerCreating'))
    const leaving = pod({}, { deletionTimestamp: 'now' })
    const startup = event('Unhealthy', 'Startup probe failed', 'Pod')
    expect(obstaclesIn([running, starting, leaving], [startup])).toEqual([])
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
