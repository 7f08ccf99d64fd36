import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { autoscale } from '../autoscaling.ts'
import { metaOf, selectorOf } from '../labels.ts'
import { ANYBODY, allow, DNS, peersOf, podsOf, type Rule } from '../network.ts'
import {
  accountFor,
  cause,
  confined,
  GRACE,
  imageOf,
  LINGER,
  podMetaOf,
  probes,
  ROLLING,
  spread,
  TMP,
  unprivileged,
} from '../pods.ts'
import { SECRETS, secretFiles } from '../secrets.ts'
import type { Settings } from '../settings.ts'
import { etl, type Stack } from './importer.ts'
import { PROMETHEUS } from './observability.ts'

export const WEB = 'web'
/** The next release, for a part of the readers. */
export const CANARY = 'web-canary'
const HTTP = 3000
/** Of the exporter, and of the server itself. */
export const METRICS = [9216, 9464] as const

/** The market: each pod imports (init container), then serves, with the exporter beside it (sidecar). */
export class Web extends pulumi.ComponentResource {
  readonly service: pulumi.Output<string>

  constructor(
    name: typeof WEB | typeof CANARY,
    stack: Stack,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super('forecourt:infra:Web', name, {}, options)
    const { settings, configuration, database, exchange } = stack
    const own = { parent: this }
    const isCanary = name === CANARY
    const metadata = metaOf(settings, name)
    const selector = selectorOf(settings, name)
    const secrets = [
      { secret: database.secret, key: 'url', path: 'database-url' },
      { secret: configuration.adminToken, key: 'token', path: 'admin-token' },
      ...exchange.secrets,
    ]
    const account = accountFor(settings, name, own)
    new k8s.apps.v1.Deployment(
      name,
      {
        metadata: { ...metadata, annotations: cause(settings) },
        spec: {
          // Where the load decides how many there are, nothing else may say a number.
          ...(isCanary && { replicas: 1 }),
          ...(!isCanary && 'replicas' in settings.web && { replicas: settings.web.replicas }),
          ...ROLLING,
          selector: { matchLabels: selector },
          template: {
            metadata: podMetaOf(settings, name, [
              configuration.followOf('web', 'etl', 'exporter'),
              ...secrets.map(({ secret }) => secret.follow),
            ]),
            spec: {
              ...unprivileged(account),
              ...spread(settings, name),
              terminationGracePeriodSeconds: GRACE,
              // A source that is broken today must not keep a pod from serving yesterday's market.
              initContainers: [etl(stack, ['--lenient']), exporter(stack)],
              containers: [server(stack)],
              volumes: [TMP, secretFiles(secrets), exchange.volume],
            },
          },
        },
      },
      own,
    )
    const service = new k8s.core.v1.Service(
      name,
      { metadata, spec: { selector, ...reachedBy(settings) } },
      own,
    )
    if (!isCanary && 'autoscaling' in settings.web) {
      const { requests, ...bounds } = settings.web.autoscaling
      // The server's alone: what the exporter does beside it is no sign of readers.
      autoscale(settings, WEB, bounds, requests, own)
    }
    new k8s.policy.v1.PodDisruptionBudget(
      name,
      { metadata, spec: { maxUnavailable: 1, selector: { matchLabels: selector } } },
      own,
    )
    allow(
      settings,
      name,
      { from: readersOf(settings), to: [database.at, DNS, ...exchange.to] },
      own,
    )
    this.service = service.metadata.name
    this.registerOutputs({ service: this.service })
  }
}

const server = ({ settings, configuration }: Stack) =>
  confined({
    name: 'web',
    image: imageOf(settings.images, 'web'),
    args: ['web'],
    ports: [
      { name: 'http', containerPort: HTTP },
      { name: 'web-metrics', containerPort: METRICS[1] },
    ],
    env: [
      ...configuration.envOf('web'),
      { name: 'METRICS_PORT', value: String(METRICS[1]) },
      { name: 'DATABASE_URL_FILE', value: '/secrets/database-url' },
      { name: 'ADMIN_TOKEN_FILE', value: '/secrets/admin-token' },
    ],
    ...probes('http'),
    lifecycle: LINGER,
    resources: { cpu: ['200m', '2'], memory: ['192Mi', '512Mi'] },
    volumeMounts: [SECRETS],
  })

/** Native sidecar: it starts before the server and ends after it. It is no reason to send readers elsewhere. */
const exporter = ({ settings, configuration, exchange }: Stack) =>
  confined({
    name: 'exporter',
    image: imageOf(settings.images, 'exporter'),
    restartPolicy: 'Always',
    args: ['exporter'],
    ports: [{ name: 'metrics', containerPort: METRICS[0] }],
    env: [
      ...configuration.envOf('exporter'),
      { name: 'DATABASE_URL_FILE', value: '/secrets/database-url' },
      { name: 'ADMIN_TOKEN_FILE', value: '/secrets/admin-token' },
      ...exchange.environment,
    ],
    ...probes('metrics', { ready: false }),
    resources: { cpu: ['25m', '1'], memory: ['96Mi', '384Mi'] },
    volumeMounts: [SECRETS, exchange.mount],
  })

function reachedBy({ exposure }: Settings) {
  const port = { name: 'http', port: 80, targetPort: 'http', appProtocol: 'http' }
  if (exposure.kind !== 'nodePort') return { type: 'ClusterIP', ports: [port] }
  return { type: 'NodePort', ports: [{ ...port, nodePort: exposure.port }] }
}

function readersOf(settings: Settings): Rule[] {
  const { exposure, metricsFrom, observability } = settings
  const pages = 'from' in exposure ? peersOf(exposure.from) : ANYBODY
  return [
    ...(exposure.kind === 'none' ? [] : [{ peers: pages, ports: [HTTP] }]),
    ...(observability ? [{ peers: [podsOf(settings, PROMETHEUS)], ports: [...METRICS] }] : []),
    ...(metricsFrom.length === 0 ? [] : [{ peers: peersOf(metricsFrom), ports: [...METRICS] }]),
  ]
}
