import type { types } from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { peersOf, podsOf } from '../network.ts'
import { type Kept, keep, type Vault } from '../secrets.ts'
import { type Settings, SettingsError } from '../settings.ts'
import type { Exchange } from './exchange.ts'
import { MONGODB, MONGODB_PORT, ReplicaSet } from './replica-set.ts'

/** Where the market is kept: a replica set of the stack's own, or one that is elsewhere. */
export class Database extends pulumi.ComponentResource {
  /** A Secret with the key `url`. */
  readonly secret: Kept
  /** Where its clients must be allowed to go. */
  readonly at: { peers: types.input.networking.v1.NetworkPolicyPeer[]; ports: number[] }

  constructor(
    name: string,
    { settings, vault, exchange }: { settings: Settings; vault: Vault; exchange: Exchange },
    options?: pulumi.ComponentResourceOptions,
  ) {
    super('forecourt:infra:Database', name, {}, options)
    const { database } = settings
    if (database.kind === 'external') {
      const url = vault('databaseUrl')
      if (!url)
        throw new SettingsError(
          'forecourt:databaseUrl: an external database needs it: pulumi config set --secret forecourt:databaseUrl mongodb://…',
        )
      this.secret = keep(settings, 'database', 'database', { url }, this)
      this.at = { peers: peersOf(database.to), ports: [database.port] }
    } else {
      const args = { settings, database, vault, exchange }
      this.secret = new ReplicaSet(MONGODB, args, { parent: this }).secret
      this.at = { peers: [podsOf(settings, MONGODB)], ports: [MONGODB_PORT] }
    }
    this.registerOutputs()
  }
}
