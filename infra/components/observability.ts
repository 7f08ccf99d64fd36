import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { metaOf, selectorOf } from '../labels.ts'
import { ANYWHERE, allow, DNS, podsOf, type Rule } from '../network.ts'
import {
  accountFor,
  confined,
  GRACE,
  LINGER,
  podMetaOf,
  ROLLING,
  spread,
  TMP,
  unprivileged,
} from '../pods.ts'
import type { Settings } from '../settings.ts'
import { programsOf } from '../stream-settings.ts'

const FILES = join(import.meta.dir, '../../deploy/observability')
export const PROMETHEUS = 'prometheus'
const ALERTMANAGER = 'alertmanager'
const GRAFANA = 'grafana'
/** Ports of a pod of web: the server's metrics, the exporter's */
type Ports = { web: number; exporter: number }
type Images = NonNullable<Settings['observability']>
type Args = { settings: Settings; images: Images; ports: Ports }

type Program = {
  name: string
  image: string
  port: number
  args?: string[]
  live: string
  ready: string
  /** Files by the folder that they are mounted at */
  files: Record<string, Record<string, string>>
  /** A folder that it writes to */
  data: string
  from: Rule['peers']
  to: Rule[]
  memory: [asks: string, most: string]
}

/** Prometheus with our rules, Alertmanager, and Grafana with our dashboards, beside what they watch. */
export class Observability extends pulumi.ComponentResource {
  constructor(name: string, args: Args, options?: pulumi.ComponentResourceOptions) {
    super('forecourt:infra:Observability', name, {}, options)
    const { settings, images, ports } = args
    const own = { parent: this }
    // Each pod by its own address: a Service would answer with one of them.
    new k8s.core.v1.Service(
      'web-metrics',
      {
        metadata: metaOf(settings, 'web', 'web-metrics'),
        spec: {
          clusterIP: 'None',
          publishNotReadyAddresses: true,
          selector: selectorOf(settings, 'web'),
          ports: [{ name: 'metrics', port: ports.web, targetPort: 'web-metrics' }],
        },
      },
      own,
    )
    for (const each of programs(settings, images, ports)) run(settings, each, own)
    this.registerOutputs()
  }
}

function programs(settings: Settings, images: Images, ports: Ports): Program[] {
  const rules = Object.fromEntries(
    ['recording.yml', 'alerts.yml'].map((file) => [file, read(`prometheus/${file}`)]),
  )
  const boards = Object.fromEntries(
    ['service', 'database', 'imports', 'stream', 'business', 'nodes'].map((board) => [
      `forecourt-${board}.json`,
      read(`grafana/dashboards/forecourt-${board}.json`),
    ]),
  )
  const { services, stream } = settings
  const others = [
    ...(services ? ['calculator', 'statistics'] : []),
    ...(stream ? programsOf(stream) : []),
  ].map((each) => podsOf(settings, each))
  return [
    {
      name: PROMETHEUS,
      image: images.prometheus,
      port: 9090,
      args: [
        '--config.file=/etc/prometheus/prometheus.yml',
        '--storage.tsdb.path=/data',
        '--storage.tsdb.retention.size=1GB',
      ],
      live: '/-/healthy',
      ready: '/-/ready',
      files: { '/etc/prometheus': { 'prometheus.yml': scrapes(ports), ...rules } },
      data: '/data',
      from: [podsOf(settings, GRAFANA)],
      to: [
        { peers: [podsOf(settings, 'web')], ports: [ports.web, ports.exporter] },
        ...(others.length > 0 ? [{ peers: others, ports: [3000] }] : []),
        { peers: [podsOf(settings, ALERTMANAGER)], ports: [9093] },
        DNS,
      ],
      memory: ['256Mi', '1Gi'],
    },
    {
      name: ALERTMANAGER,
      image: images.alertmanager,
      port: 9093,
      args: [
        '--config.file=/etc/alertmanager/alertmanager.yml',
        '--storage.path=/data',
        '--cluster.listen-address=',
      ],
      live: '/-/healthy',
      ready: '/-/ready',
      files: { '/etc/alertmanager': { 'alertmanager.yml': read('alertmanager.yml') } },
      data: '/data',
      from: [podsOf(settings, PROMETHEUS)],
      to: [{ peers: ANYWHERE, ports: [443] }, DNS],
      memory: ['32Mi', '128Mi'],
    },
    {
      name: GRAFANA,
      image: images.grafana,
      port: 3000,
      live: '/healthz',
      ready: '/api/health',
      files: {
        '/etc/grafana/provisioning/datasources': {
          'datasources.yml': read('grafana/datasources/datasources.yml'),
        },
        '/etc/grafana/provisioning/dashboards': {
          'dashboards.yml': read('grafana/providers/dashboards.yml'),
        },
        '/etc/grafana/dashboards': boards,
      },
      data: '/var/lib/grafana',
      from: [],
      to: [{ peers: [podsOf(settings, PROMETHEUS)], ports: [9090] }, DNS],
      memory: ['128Mi', '512Mi'],
    },
  ]
}

/** The same jobs as with Compose, found by DNS: a name that is not there has no targets. */
function scrapes(ports: Ports): string {
  const jobs = {
    web: ports.web,
    exporter: ports.exporter,
    calculator: 80,
    statistics: 80,
    ledger: 3000,
    simulator: 3000,
  }
  const nameOf = (job: string) => (job === 'web' || job === 'exporter' ? 'web-metrics' : job)
  return Bun.YAML.stringify(
    {
      global: { scrape_interval: '15s', evaluation_interval: '15s' },
      rule_files: ['recording.yml', 'alerts.yml'],
      alerting: { alertmanagers: [{ static_configs: [{ targets: [`${ALERTMANAGER}:9093`] }] }] },
      scrape_configs: Object.entries(jobs).map(([job_name, port]) => ({
        job_name,
        dns_sd_configs: [{ names: [nameOf(job_name)], type: 'A', port }],
      })),
    },
    null,
    2,
  )
}

function run(settings: Settings, program: Program, own: pulumi.CustomResourceOptions): void {
  const { name, image, port, args, live, ready, files, data, from, to, memory } = program
  const metadata = metaOf(settings, name)
  const selector = selectorOf(settings, name)
  const account = accountFor(settings, name, own)
  const ask = (path: string) => ({ httpGet: { path, port: 'http' }, timeoutSeconds: 3 })
  const mounts = Object.keys(files).map((mountPath, at) => ({ name: `files-${at}`, mountPath }))
  for (const [at, contents] of Object.values(files).entries())
    new k8s.core.v1.ConfigMap(
      `${name}-${at}`,
      { metadata: metaOf(settings, name, `${name}-${at}`), data: contents },
      own,
    )
  new k8s.apps.v1.Deployment(
    name,
    {
      metadata,
      spec: {
        replicas: 1,
        ...ROLLING,
        selector: { matchLabels: selector },
        template: {
          metadata: podMetaOf(settings, name),
          spec: {
            ...unprivileged(account),
            ...spread(settings, name),
            terminationGracePeriodSeconds: GRACE,
            containers: [
              confined({
                name,
                image,
                ...(args && { args }),
                ports: [{ name: 'http', containerPort: port }],
                startupProbe: { ...ask(live), periodSeconds: 1, failureThreshold: 90 },
                livenessProbe: { ...ask(live), periodSeconds: 10, failureThreshold: 6 },
                readinessProbe: { ...ask(ready), periodSeconds: 5, failureThreshold: 2 },
                lifecycle: LINGER,
                resources: { cpu: ['25m', '1'], memory },
                volumeMounts: [
                  { name: 'data', mountPath: data },
                  ...mounts.map((each) => ({ ...each, readOnly: true })),
                ],
              }),
            ],
            volumes: [
              TMP,
              { name: 'data', emptyDir: { sizeLimit: '2Gi' } },
              ...mounts.map((each, at) => ({
                name: each.name,
                configMap: { name: `${name}-${at}` },
              })),
            ],
          },
        },
      },
    },
    own,
  )
  new k8s.core.v1.Service(
    name,
    { metadata, spec: { selector, ports: [{ name: 'http', port, targetPort: 'http' }] } },
    own,
  )
  new k8s.policy.v1.PodDisruptionBudget(
    name,
    { metadata, spec: { maxUnavailable: 1, selector: { matchLabels: selector } } },
    own,
  )
  allow(settings, name, { from: from.length > 0 ? [{ peers: from, ports: [port] }] : [], to }, own)
}

const read = (path: string): string => readFileSync(join(FILES, path), 'utf8')
