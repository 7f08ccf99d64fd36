import { describe, expect, test } from 'bun:test'
import { IMAGES, SECRETS } from '../tests/support/stacks.ts'
import { capture, type Manifest } from './capture.ts'
import { readStack } from './stacks.ts'

const three = { kind: 'brokers', brokers: 3, size: '20Gi' }
const external = {
  kind: 'external',
  brokers: ['a.kafka.example:9096', 'b.kafka.example:9097'],
  to: [{ cidr: '198.51.100.0/24' }],
  sasl: { mechanism: 'SCRAM-SHA-256', username: 'forecourt' },
}
const stackWith = async (stream: unknown, different: Record<string, unknown> = {}) => {
  const settings = readStack('prod', { images: IMAGES, stream, ...different })
  const objects = await capture(settings, SECRETS)
  return (kind: string, name: string) =>
    objects.find((each) => each.kind === kind && each.metadata.name === name)
}
/** Of the one container of a workload: what stands in its environment, with the ConfigMap's values. */
function environmentOf(find: Awaited<ReturnType<typeof stackWith>>, owner?: Manifest) {
  const [container] = owner?.spec.template.spec.containers ?? []
  const map = find('ConfigMap', 'forecourt')?.data
  return new Map<string, string>(
    // biome-ignore lint/suspicious/noExplicitAny: what an environment is made of differs
    container.env.map(({ name, value, valueFrom }: any) => [
      name,
      value ?? map[valueFrom.configMapKeyRef?.key] ?? valueFrom.fieldRef.fieldPath,
    ]),
  )
}
/** Components that a policy lets in or out, by port. */
const peersOf = (policy: Manifest | undefined, way: 'ingress' | 'egress') =>
  policy?.spec[way].flatMap((rule: Record<'from' | 'to' | 'ports', Part[]>) =>
    (rule.from ?? rule.to).flatMap(({ podSelector, ipBlock }) =>
      rule.ports.map(
        ({ port }) =>
          `${podSelector?.matchLabels['app.kubernetes.io/component'] ?? ipBlock?.cidr} ${port}`,
      ),
    ),
  )
// biome-ignore lint/suspicious/noExplicitAny: any part of any kind of object is looked into
type Part = any

describe('brokers of our own', () => {
  test('are numbered, find one another and are found at their own addresses', async () => {
    const find = await stackWith({ bus: three })
    const set = find('StatefulSet', 'kafka')
    const environment = environmentOf(find, set)
    const hosts = [0, 1, 2].map((index) => `kafka-${index}.kafka.forecourt.svc.cluster.local`)
    expect(set?.spec).toMatchObject({
      replicas: 3,
      serviceName: 'kafka',
      podManagementPolicy: 'Parallel',
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    })
    expect(environment.get('KAFKA_NODE_ID')).toBe("metadata.labels['apps.kubernetes.io/pod-index']")
    expect(environment.get('KAFKA_CONTROLLER_QUORUM_VOTERS')).toBe(
      hosts.map((host, index) => `${index}@${host}:9093`).join(','),
    )
    expect(environment.get('KAFKA_ADVERTISED_LISTENERS')).toBe(
      'CLIENTS://$(POD_NAME).kafka.forecourt.svc.cluster.local:9092',
    )
    const bootstrap = hosts.map((host) => `${host}:9092`).join(',')
    for (const name of ['ledger', 'simulator', 'web'])
      expect(environmentOf(find, find('Deployment', name)).get('KAFKA_BROKERS')).toBe(bootstrap)
  })

  test('keep what two of three have, make no topic by themselves, and remember one name', async () => {
    const idOf = async (different: Record<string, unknown>) => {
      const find = await stackWith({ bus: three }, different)
      return environmentOf(find, find('StatefulSet', 'kafka'))
    }
    const environment = await idOf({})
    expect(environment.get('KAFKA_MIN_INSYNC_REPLICAS')).toBe('2')
    expect(environment.get('KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR')).toBe('3')
    expect(environment.get('KAFKA_AUTO_CREATE_TOPICS_ENABLE')).toBe('false')
    const name = environment.get('CLUSTER_ID') ?? ''
    expect(name).toMatch(/^[A-Za-z0-9][A-Za-z0-9_-]{21}$/)
    expect((await idOf({ title: 'Another' })).get('CLUSTER_ID')).toBe(name)
    expect((await idOf({ namespace: 'other' })).get('CLUSTER_ID')).not.toBe(name)
  })

  test('are reached by one another and by the programs of the live market alone', async () => {
    const find = await stackWith({ bus: three })
    expect(peersOf(find('NetworkPolicy', 'kafka'), 'ingress')).toEqual([
      'kafka 9092',
      'kafka 9093',
      'ledger 9092',
      'simulator 9092',
    ])
    expect(peersOf(find('NetworkPolicy', 'mongodb'), 'ingress')).toContain('ledger 27017')
    for (const name of ['ledger', 'simulator'])
      expect(peersOf(find('NetworkPolicy', name), 'egress')).toContain('kafka 9092')
    expect(peersOf(find('NetworkPolicy', 'web'), 'egress')).not.toContain('kafka 9092')
  })
})

test('brokers elsewhere: their ports alone are open, and the password is a file', async () => {
  const find = await stackWith({ bus: external, simulator: 'off' })
  expect(find('StatefulSet', 'kafka')).toBeUndefined()
  expect(find('Deployment', 'simulator')).toBeUndefined()
  const ledger = find('Deployment', 'ledger')
  const environment = environmentOf(find, ledger)
  expect(Object.fromEntries(environment)).toMatchObject({
    KAFKA_BROKERS: 'a.kafka.example:9096,b.kafka.example:9097',
    KAFKA_TLS: 'on',
    KAFKA_SASL: 'SCRAM-SHA-256',
    KAFKA_USERNAME: 'forecourt',
    KAFKA_PASSWORD_FILE: '/secrets/kafka-password',
  })
  expect(find('Secret', 'kafka')?.stringData).toEqual({ password: SECRETS.kafkaPassword })
  const out = peersOf(find('NetworkPolicy', 'ledger'), 'egress')
  expect(out).toContain('198.51.100.0/24 9096')
  expect(out).toContain('198.51.100.0/24 9097')
})

test('ledgers: as many as asked for, or by what waits and the CPU, never more than partitions', async () => {
  const fixed = await stackWith({ bus: three, ledger: { replicas: 3 } })
  expect(fixed('Deployment', 'ledger')?.spec.replicas).toBe(3)
  expect(fixed('HorizontalPodAutoscaler', 'ledger')).toBeUndefined()
  const lag = { metric: 'forecourt_stream_lag', perPod: 500 }
  const scaled = await stackWith({ bus: three, ledger: { autoscaling: { min: 1, max: 6, lag } } })
  const { metrics, maxReplicas } = scaled('HorizontalPodAutoscaler', 'ledger')?.spec ?? {}
  expect(maxReplicas).toBe(6)
  expect(metrics.map(({ type }: Part) => type)).toEqual(['Pods', 'ContainerResource'])
  const byCpu = await stackWith({ bus: three, ledger: { autoscaling: { min: 1, max: 2 } } })
  expect(byCpu('HorizontalPodAutoscaler', 'ledger')?.spec.metrics).toHaveLength(1)
})

test('the settings of the ledger restart no page, and without the switch there is nothing of it', async () => {
  const marks = async (retention: string) => {
    const find = await stackWith({ bus: three, retention })
    return ['web', 'simulator', 'ledger'].map(
      (name) => find('Deployment', name)?.spec.template.metadata.annotations['forecourt/settings'],
    )
  }
  const [before, after] = [await marks('30d'), await marks('7d')]
  expect(before.map((mark, at) => mark === after[at])).toEqual([true, true, false])
  const find = await stackWith(undefined)
  for (const name of ['kafka', 'ledger', 'simulator'])
    for (const kind of ['StatefulSet', 'Deployment', 'NetworkPolicy', 'ServiceAccount'])
      expect(find(kind, name)).toBeUndefined()
  expect(find('ConfigMap', 'forecourt')?.data.KAFKA_BROKERS).toBeUndefined()
})
