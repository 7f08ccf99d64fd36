import { createHash } from 'node:crypto'
import * as pulumi from '@pulumi/pulumi'
import { deployMembers } from '../members.ts'
import { allow, DNS, podsOf } from '../network.ts'
import { confined, TMP } from '../pods.ts'
import { lasting } from '../protection.ts'
import type { Settings } from '../settings.ts'
import type { Bus } from '../stream-settings.ts'

export const KAFKA = 'kafka'
export const KAFKA_PORT = 9092
const CONTROLLER_PORT = 9093
/** The user of Kafka's image. */
const USER = 1000
const CONFIG = { name: 'config', mountPath: '/opt/kafka/config' }

type Own = Extract<Bus, { kind: 'brokers' }>

/** Kafka in KRaft mode, of one broker or three, each a controller too and with a volume of its own. */
export class Brokers extends pulumi.ComponentResource {
  constructor(
    name: string,
    { settings, bus, clients }: { settings: Settings; bus: Own; clients: readonly string[] },
    options?: pulumi.ComponentResourceOptions,
  ) {
    super('forecourt:infra:Brokers', name, {}, options)
    const own = { parent: this }
    deployMembers(
      settings,
      KAFKA,
      {
        ...{
          count: bus.brokers,
          size: bus.size,
          port: KAFKA_PORT,
          user: USER,
          minReadySeconds: 10,
        },
        pod: {
          containers: [broker(settings, bus)],
          volumes: [TMP, { name: 'config', emptyDir: { sizeLimit: '1Mi' } }],
        },
      },
      own,
      lasting(settings, own),
    )
    const members = { peers: [podsOf(settings, KAFKA)], ports: [KAFKA_PORT, CONTROLLER_PORT] }
    const readers = {
      peers: clients.map((component) => podsOf(settings, component)),
      ports: [KAFKA_PORT],
    }
    allow(settings, KAFKA, { from: [members, readers], to: [members, DNS] }, own)
    this.registerOutputs()
  }
}

const hostOf = ({ namespace }: Settings, pod: string) =>
  `${pod}.${KAFKA}.${namespace}.svc.cluster.local`

/** Where clients find the brokers: `host:port` each. */
export const addressesOf = (settings: Settings, bus: Bus): string[] =>
  bus.kind === 'external'
    ? bus.brokers
    : Array.from(
        { length: bus.brokers },
        (_, index) => `${hostOf(settings, `${KAFKA}-${index}`)}:${KAFKA_PORT}`,
      )

/** What a cluster of brokers is called: the same for a namespace each time, as their disks remember it. */
function clusterId({ namespace }: Settings): string {
  const bytes = createHash('sha256').update(`kafka ${namespace}`).digest().subarray(0, 16)
  // It is an argument of a tool, and must not begin like an option.
  bytes[0] = (bytes[0] ?? 0) & 0x7f
  return bytes.toString('base64url')
}

/** What the image makes the broker's properties of. */
function propertiesOf(settings: Settings, { brokers }: Own): Record<string, string> {
  const voters = Array.from(
    { length: brokers },
    (_, index) => `${index}@${hostOf(settings, `${KAFKA}-${index}`)}:${CONTROLLER_PORT}`,
  )
  return {
    CLUSTER_ID: clusterId(settings),
    KAFKA_PROCESS_ROLES: 'broker,controller',
    KAFKA_CONTROLLER_QUORUM_VOTERS: voters.join(','),
    KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
    KAFKA_LISTENERS: `CLIENTS://:${KAFKA_PORT},CONTROLLER://:${CONTROLLER_PORT}`,
    KAFKA_ADVERTISED_LISTENERS: `CLIENTS://${hostOf(settings, '$(POD_NAME)')}:${KAFKA_PORT}`,
    KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT',
    KAFKA_INTER_BROKER_LISTENER_NAME: 'CLIENTS',
    // Below the mount: what a file system keeps at its root is no topic.
    KAFKA_LOG_DIRS: '/var/lib/kafka/data/topics',
    // Topics are made by those who know their partitions and retention.
    KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
    KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: String(brokers),
    KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: String(brokers),
    KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: String(brokers === 3 ? 2 : 1),
    KAFKA_MIN_INSYNC_REPLICAS: String(brokers === 3 ? 2 : 1),
    KAFKA_HEAP_OPTS: '-Xms384m -Xmx384m',
    LOG_DIR: '/tmp/logs',
  }
}

function broker(settings: Settings, bus: Own) {
  const from = (fieldPath: string) => ({ fieldRef: { fieldPath } })
  const answers = (port: string) => ({ tcpSocket: { port }, timeoutSeconds: 3 })
  return confined({
    name: KAFKA,
    image: bus.image,
    env: [
      { name: 'POD_NAME', valueFrom: from('metadata.name') },
      {
        name: 'KAFKA_NODE_ID',
        valueFrom: from("metadata.labels['apps.kubernetes.io/pod-index']"),
      },
      ...Object.entries(propertiesOf(settings, bus)).map(([name, value]) => ({ name, value })),
    ],
    ports: [
      { name: 'kafka', containerPort: KAFKA_PORT },
      { name: 'controller', containerPort: CONTROLLER_PORT },
    ],
    startupProbe: { ...answers('controller'), periodSeconds: 2, failureThreshold: 90 },
    // A broker that waits for its quorum is alive: restarting it would only make it wait longer.
    livenessProbe: { ...answers('controller'), periodSeconds: 20, failureThreshold: 6 },
    readinessProbe: { ...answers('kafka'), periodSeconds: 5, failureThreshold: 2 },
    resources: { cpu: ['100m', '2'], memory: ['640Mi', '1Gi'] },
    volumeMounts: [{ name: 'data', mountPath: '/var/lib/kafka/data' }, CONFIG],
  })
}
