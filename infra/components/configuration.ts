import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { metaOf } from '../labels.ts'
import { type Kept, keep, keepMade, random, type Vault } from '../secrets.ts'
import type { Settings } from '../settings.ts'

/** Where gateways stand: network policies let nobody else in, and readers come from elsewhere. */
const PRIVATE_NETWORKS = '10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,100.64.0.0/10,fc00::/7'

/** What every container of ours is told, and the token that opens write access. */
export class Configuration extends pulumi.ComponentResource {
  readonly envFrom: { configMapRef: { name: string } }[]
  readonly adminToken: Kept
  /** What pods are replaced for. */
  readonly follow: Record<string, string>

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
    }
    new k8s.core.v1.ConfigMap(
      'forecourt',
      { metadata: metaOf(settings, 'configuration', 'forecourt'), data },
      { parent: this },
    )
    const token = vault('adminToken')
    this.adminToken = token
      ? keep(settings, 'configuration', 'admin-token', { token }, this)
      : keepMade(settings, 'configuration', 'admin-token', () => ({ token: random() }), this)
    this.envFrom = [{ configMapRef: { name: 'forecourt' } }]
    this.follow = data
    this.registerOutputs()
  }
}
