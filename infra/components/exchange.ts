import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { metaOf } from '../labels.ts'
import { ANYWHERE, type Rule } from '../network.ts'
import { lasting } from '../protection.ts'
import { type Item, keep, SECRETS, type Vault } from '../secrets.ts'
import { type Exchange as Described, type Settings, SettingsError } from '../settings.ts'
import { claimSpec, volumeFor } from '../storage.ts'

type Bucket = Extract<Described, { kind: 's3' }>
const PATH = '/exchange'

/** Where import, database and exporter leave files for one another: a volume that they share, or a bucket. */
export class Exchange extends pulumi.ComponentResource {
  readonly volume: k8s.types.input.core.v1.Volume
  readonly mount = { name: 'exchange', mountPath: PATH }
  /** What the exporter needs to reach the bucket: settings, secrets, and a way there. */
  readonly environment: { name: string; value: string }[] = []
  readonly secrets: Item[] = []
  readonly secretMounts: (typeof SECRETS)[] = []
  readonly to: Rule[] = []

  constructor(
    name: string,
    { settings, vault }: { settings: Settings; vault: Vault },
    options?: pulumi.ComponentResourceOptions,
  ) {
    super('forecourt:infra:Exchange', name, {}, options)
    const { exchange } = settings
    if (exchange.kind === 's3') {
      this.volume = { name: 'exchange', emptyDir: { sizeLimit: '4Gi' } }
      this.environment = environmentOf(exchange)
      this.secrets = this.keysOf(settings, vault)
      this.secretMounts = [SECRETS]
      this.to = [{ peers: ANYWHERE, ports: [portOf(exchange)] }]
    } else {
      const mode = settings.storage.shared ? 'ReadWriteMany' : 'ReadWriteOnce'
      volumeFor(settings, 'exchange', 'exchange', exchange.size, { parent: this })
      new k8s.core.v1.PersistentVolumeClaim(
        'exchange',
        {
          metadata: {
            ...metaOf(settings, 'exchange'),
            // Some classes bind a claim only when its first pod comes: nothing to wait for before there is one.
            annotations: { 'pulumi.com/skipAwait': 'true' },
          },
          spec: claimSpec(settings, mode, exchange.size),
        },
        lasting(settings, { parent: this }),
      )
      this.volume = { name: 'exchange', persistentVolumeClaim: { claimName: 'exchange' } }
    }
    this.registerOutputs()
  }

  private keysOf(settings: Settings, vault: Vault): Item[] {
    const id = vault('s3AccessKeyId')
    const secret = vault('s3SecretAccessKey')
    if (!id || !secret)
      throw new SettingsError(
        'forecourt:s3AccessKeyId and forecourt:s3SecretAccessKey: an exchange by s3 needs both: pulumi config set --secret …',
      )
    const values = { 'access-key-id': id, 'secret-access-key': secret }
    const kept = keep(settings, 'exchange', 'object-store', values, this)
    return Object.keys(values).map((key) => ({ secret: kept, key, path: `s3-${key}` }))
  }
}

const portOf = ({ endpoint }: Bucket): number => {
  const { port = '', protocol = 'https:' } = URL.parse(endpoint ?? '') ?? {}
  return port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port)
}

const environmentOf = ({ bucket, endpoint, region, prefix }: Bucket) =>
  Object.entries({
    S3_BUCKET: bucket,
    S3_ENDPOINT: endpoint,
    S3_REGION: region,
    S3_PREFIX: prefix,
    S3_ACCESS_KEY_ID_FILE: '/secrets/s3-access-key-id',
    S3_SECRET_ACCESS_KEY_FILE: '/secrets/s3-secret-access-key',
  }).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]))
