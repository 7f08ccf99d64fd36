import { TARGETS } from '../../infra/settings.ts'
import { stackNames } from '../../infra/stacks.ts'

/** Images of a release, each by another digest. */
export const IMAGES = {
  registry: 'registry.example/forecourt',
  tag: '1.2.3',
  digests: Object.fromEntries(
    TARGETS.map((target, index) => [target, `sha256:${String(index).repeat(64)}`]),
  ),
}

/** What only an operator can know. */
export const SECRETS = {
  databaseUrl: 'mongodb://u:p@db.example/forecourt',
  kafkaPassword: 'password-of-the-brokers',
  s3AccessKeyId: 'id',
  s3SecretAccessKey: 'secret',
}

type Variant = { name: string; stack: string; different: Record<string, unknown> }

/** Every stack, and what none of them asks for: each switch is on somewhere. */
export const variants = (): Variant[] => [
  ...stackNames().map((name) => ({ name, stack: name, different: { images: IMAGES } })),
  {
    name: 'dev with everything',
    stack: 'dev',
    different: {
      images: IMAGES,
      pullSecret: 'registry',
      import: { source: '/exchange/cars.csv', schedule: '15 4 * * *', timeZone: 'Asia/Kolkata' },
      storage: { folder: '/var/lib/forecourt' },
      exposure: {
        kind: 'ingress',
        host: 'cars.example',
        class: 'nginx',
        issuer: 'letsencrypt',
        from: [{ namespace: 'ingress' }],
      },
      metricsFrom: [{ namespace: 'monitoring' }],
      drill: '45 4 * * 0',
      observability: {
        prometheus: `prom/prometheus:v2.55.1@sha256:${'1'.repeat(64)}`,
        alertmanager: `prom/alertmanager:v0.27.0@sha256:${'2'.repeat(64)}`,
        grafana: `grafana/grafana:11.4.0@sha256:${'3'.repeat(64)}`,
      },
      protected: true,
      stream: {
        bus: { kind: 'brokers', brokers: 1, size: '2Gi' },
        ledger: {
          autoscaling: { min: 1, max: 6, lag: { metric: 'forecourt_stream_lag', perPod: 500 } },
        },
        simulator: 'on',
      },
      web: {
        autoscaling: { min: 1, max: 3, requests: { metric: 'requests_per_second', perPod: 50 } },
      },
    },
  },
  {
    name: 'prod with the next release for some',
    stack: 'prod',
    different: {
      images: IMAGES,
      canary: { images: { ...IMAGES, tag: '1.3.0' }, weight: 5 },
      stream: { bus: { kind: 'brokers', brokers: 3, size: '20Gi' }, ledger: { replicas: 3 } },
    },
  },
  {
    name: 'prod beside a database and brokers of its own',
    stack: 'prod',
    different: {
      images: IMAGES,
      database: { kind: 'external', to: [{ cidr: '192.0.2.0/24' }] },
      exchange: { kind: 'claim', size: '5Gi' },
      storage: { class: 'filestore', shared: true },
      stream: {
        bus: {
          kind: 'external',
          brokers: ['a.kafka.example:9096', 'b.kafka.example:9096'],
          to: [{ cidr: '198.51.100.0/24' }],
          ca: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
          sasl: { username: 'forecourt' },
        },
        simulator: 'off',
      },
      services: true,
    },
  },
]
