import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { autoscale } from '../autoscaling.ts'
import { metaOf, selectorOf } from '../labels.ts'
import { allow, DNS, peersOf, podsOf, type Rule } from '../network.ts'
import { deployProgram, PORT } from '../program.ts'
import { type Item, keep, type Vault } from '../secrets.ts'
import { type Settings, SettingsError } from '../settings.ts'
import { programsOf, type Stream as StreamSettings } from '../stream-settings.ts'
import { Brokers, KAFKA, KAFKA_PORT } from './brokers.ts'
import type { Configuration } from './configuration.ts'
import type { Database } from './database.ts'

type Args = {
  settings: Settings
  stream: StreamSettings
  vault: Vault
  configuration: Configuration
  database: Database
}
/** What a program needs to reach the brokers. */
type Way = { to: Rule[]; secrets: Item[] }

/** The live market over Kafka: brokers, unless they are elsewhere; ledgers that share the topic; and a simulator. */
export class Stream extends pulumi.ComponentResource {
  constructor(name: string, args: Args, options?: pulumi.ComponentResourceOptions) {
    super('forecourt:infra:Stream', name, {}, options)
    const { settings, stream } = args
    const own = { parent: this }
    const way = this.wayTo(args)
    for (const each of programsOf(stream)) program(args, each, way, own)
    if ('autoscaling' in stream.ledger) {
      const { lag, ...bounds } = stream.ledger.autoscaling
      autoscale(settings, 'ledger', bounds, lag, own)
    }
    new k8s.policy.v1.PodDisruptionBudget(
      'ledger',
      {
        metadata: metaOf(settings, 'ledger'),
        spec: { maxUnavailable: 1, selector: { matchLabels: selectorOf(settings, 'ledger') } },
      },
      own,
    )
    this.registerOutputs()
  }

  private wayTo({ settings, stream, vault }: Args): Way {
    const { bus } = stream
    if (bus.kind === 'brokers') {
      new Brokers(KAFKA, { settings, bus, clients: programsOf(stream) }, { parent: this })
      return { to: [{ peers: [podsOf(settings, KAFKA)], ports: [KAFKA_PORT] }], secrets: [] }
    }
    const ports = [...new Set(bus.brokers.map((address) => Number(address.split(':').at(-1))))]
    return {
      to: [{ peers: peersOf(bus.to), ports }],
      secrets: this.passwordOf(settings, bus, vault),
    }
  }

  private passwordOf(
    settings: Settings,
    { sasl }: Extract<StreamSettings['bus'], { kind: 'external' }>,
    vault: Vault,
  ): Item[] {
    if (!sasl) return []
    const password = vault('kafkaPassword')
    if (!password)
      throw new SettingsError(
        `forecourt:kafkaPassword: ${sasl.username} signs in with it: pulumi config set --secret forecourt:kafkaPassword …`,
      )
    const secret = keep(settings, KAFKA, KAFKA, { password }, this)
    return [{ secret, key: 'password', path: 'kafka-password' }]
  }
}

function program(
  { settings, stream, configuration, database }: Args,
  name: 'ledger' | 'simulator',
  { to, secrets: passwords }: Way,
  own: pulumi.CustomResourceOptions,
): void {
  const secrets = [{ secret: database.secret, key: 'url', path: 'database-url' }, ...passwords]
  const isLedger = name === 'ledger'
  const replicas = isLedger && 'replicas' in stream.ledger ? stream.ledger.replicas : 1
  deployProgram(
    settings,
    name,
    {
      follows: [configuration.followOf(name), ...secrets.map(({ secret }) => secret.follow)],
      env: [
        ...configuration.envOf(name),
        { name: 'DATABASE_URL_FILE', value: '/secrets/database-url' },
        // On a fresh stack the database is still being made.
        { name: 'MONGO_SELECTION_TIMEOUT', value: '50000' },
        ...passwords.map(({ path }) => ({
          name: 'KAFKA_PASSWORD_FILE',
          value: `/secrets/${path}`,
        })),
      ],
      resources: { cpu: ['50m', '1'], memory: ['128Mi', '384Mi'] },
      secrets,
      spec: {
        // Two simulators would contradict each other.
        ...(!isLedger && { strategy: { type: 'Recreate' } }),
        ...(!(isLedger && 'autoscaling' in stream.ledger) && { replicas }),
      },
    },
    own,
  )
  const metrics = { peers: peersOf(settings.metricsFrom), ports: [PORT] }
  const from = settings.metricsFrom.length > 0 ? [metrics] : []
  allow(settings, name, { from, to: [database.at, DNS, ...to] }, own)
}
