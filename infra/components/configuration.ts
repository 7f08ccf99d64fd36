import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { metaOf } from '../labels.ts'
import { type Kept, keep, keepMade, random, type Vault } from '../secrets.ts'
import type { Settings, Target } from '../settings.ts'
import { addressesOf } from './brokers.ts'

/** Where gateways stand: network policies let nobody else in, and readers come from elsewhere. */
const PRIVATE_NETWORKS = '10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,100.64.0.0/10,fc00::/7'

/** What a client of the brokers reads. */
const BUS = ['KAFKA_BROKERS', 'KAFKA_TLS', 'KAFKA_CA', 'KAFKA_SASL', 'KAFKA_USERNAME'] as const

/** What each program reads: what it does not read must not restart it. */
const READ_BY: Record<Exclude<Target, 'caretaker'>, readonly string[]> = {
  web: ['APP_TITLE', 'APP_ENV', 'PUBLIC_URL', 'TRUSTED_PROXIES', 'RATE_LIMIT', 'KAFKA_BROKERS'],
  etl: ['APP_ENV'],
  exporter: ['APP_ENV', 'EXPORT_INTERVAL'],
  calculator: ['APP_ENV', 'TRUSTED_PROXIES'],
  statistics: ['APP_ENV', 'TRUSTED_PROXIES'],
  ledger: ['APP_ENV', ...BUS, 'LEDGER_RETENTION'],
  simulator: ['APP_ENV', ...BUS, 'SIMULATOR', 'SIMULATOR_RATE'],
}
const MAP = 'forecourt'

/** What the containers of ours are told, and the token that opens write access. */
export class Configuration extends pulumi.ComponentResource {
  readonly adminToken: Kept
  private readonly data: Record<string, string>

  constructor(
    name: string,
    { settings, vault }: { settings: Settings; vault: Vault },
    options?: pulumi.ComponentResourceOptions,
  ) {
    super('forecourt:infra:Configuration', name, {}, options)
    const { title, environment, publicUrl, exportInterval, rateLimit } = settings
    const data = {
      APP_TITLE: title,
      APP_ENV: environment,
      EXPORT_INTERVAL: exportInterval,
      TRUSTED_PROXIES: PRIVATE_NETWORKS,
      ...(rateLimit !== undefined && { RATE_LIMIT: String(rateLimit) }),
      ...(publicUrl !== undefined && { PUBLIC_URL: publicUrl }),
      ...streamOf(settings),
    }
    new k8s.core.v1.ConfigMap(
      MAP,
      { metadata: metaOf(settings, 'configuration', MAP), data },
      { parent: this },
    )
    const token = vault('adminToken')
    this.adminToken = token
      ? keep(settings, 'configuration', 'admin-token', { token }, this)
      : keepMade(settings, 'configuration', 'admin-token', () => ({ token: random() }), this)
    this.data = data
    this.registerOutputs()
  }

  /** The settings that a program reads, as its environment. */
  envOf(target: keyof typeof READ_BY) {
    return this.namesOf(target).map((key) => ({
      name: key,
      valueFrom: { configMapKeyRef: { name: MAP, key } },
    }))
  }

  /** What pods with these programs are replaced for: environments are read once. */
  followOf(...targets: (keyof typeof READ_BY)[]): [string, string | undefined][] {
    const names = new Set(targets.flatMap((target) => this.namesOf(target)))
    return [...names].map((name) => [name, this.data[name]])
  }

  private namesOf(target: keyof typeof READ_BY): string[] {
    return READ_BY[target].filter((name) => name in this.data)
  }
}

function streamOf(settings: Settings): Record<string, string> {
  const { stream } = settings
  if (!stream) return {}
  const { bus, simulator, rate, retention } = stream
  return {
    KAFKA_BROKERS: addressesOf(settings, bus).join(','),
    LEDGER_RETENTION: retention,
    SIMULATOR_RATE: String(rate),
    ...(simulator === 'on' && { SIMULATOR: 'on' }),
    ...(bus.kind === 'external' && {
      KAFKA_TLS: bus.tls ? 'on' : 'off',
      ...(bus.ca !== undefined && { KAFKA_CA: bus.ca }),
      ...(bus.sasl && { KAFKA_SASL: bus.sasl.mechanism, KAFKA_USERNAME: bus.sasl.username }),
    }),
  }
}
