import * as pulumi from '@pulumi/pulumi'
import { deployMembers } from '../members.ts'
import { allow, DNS, podsOf } from '../network.ts'
import { confined, imageOf, TMP } from '../pods.ts'
import { lasting } from '../protection.ts'
import { type Kept, keep, keepMade, random, SECRETS, secretFiles, type Vault } from '../secrets.ts'
import type { Database, Settings } from '../settings.ts'
import { programsOf } from '../stream-settings.ts'
import type { Exchange } from './exchange.ts'

export const MONGODB = 'mongodb'
export const MONGODB_PORT = 27_017
const SET = 'rs0'
/** The user of MongoDB's image. */
const USER = 999
/** Who may reach it; behind a gateway the next release too, which comes for some hours. */
const CLIENTS = ['web', 'importer']
const KEYFILE = { name: 'keyfile', mountPath: '/keyfile' }

type Described = Extract<Database, { kind: 'replicaSet' }>
type Args = { settings: Settings; database: Described; vault: Vault; exchange: Exchange }

/** MongoDB with authentication, of one member or three, each with a volume of its own. */
export class ReplicaSet extends pulumi.ComponentResource {
  /** A Secret with the keys `url` and `password` of the user forecourt. */
  readonly secret: Kept

  constructor(name: string, args: Args, options?: pulumi.ComponentResourceOptions) {
    super('forecourt:infra:ReplicaSet', name, {}, options)
    const { settings, database, exchange } = args
    const own = { parent: this }
    const secrets = this.makeSecrets(args)
    this.secret = secrets.user
    const { members: count, size } = database
    deployMembers(
      settings,
      MONGODB,
      {
        ...{ count, size, port: MONGODB_PORT, user: USER, minReadySeconds: 5 },
        // The passwords are read again each minute; the key file once.
        follows: [secrets.keyfile.follow],
        pod: {
          initContainers: [ownKeyfile(database)],
          containers: [mongod(database, exchange), caretaker(settings, database)],
          volumes: [
            TMP,
            { name: 'keyfile', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
            secretFiles([
              { secret: secrets.keyfile, key: 'keyfile', path: 'keyfile' },
              { secret: secrets.admin, key: 'password', path: 'admin-password' },
              { secret: secrets.user, key: 'password', path: 'user-password' },
            ]),
            exchange.volume,
          ],
        },
      },
      own,
      lasting(settings, own),
    )
    const members = { peers: [podsOf(settings, MONGODB)], ports: [MONGODB_PORT] }
    const clients = {
      peers: [
        ...CLIENTS,
        ...(settings.exposure.kind === 'gateway' ? ['web-canary'] : []),
        ...programsOf(settings.stream),
      ].map((component) => podsOf(settings, component)),
      ports: [MONGODB_PORT],
    }
    allow(settings, MONGODB, { from: [members, clients], to: [members, DNS] }, own)
    this.registerOutputs({ secret: this.secret.name })
  }

  private makeSecrets({ settings, database, vault }: Args) {
    const secret = (name: string, key: string, configured: pulumi.Output<string> | undefined) =>
      configured
        ? keep(settings, MONGODB, name, { [key]: configured }, this)
        : keepMade(settings, MONGODB, name, () => ({ [key]: random() }), this)
    const hosts = hostsOf(settings, database).join(',')
    const user = (password: string) => ({
      password,
      url: `mongodb://forecourt:${encodeURIComponent(password)}@${hosts}/forecourt?replicaSet=${SET}&authSource=admin`,
    })
    const password = vault('databasePassword')
    return {
      keyfile: secret('mongodb-keyfile', 'keyfile', vault('databaseKeyfile')),
      admin: secret('mongodb-admin', 'password', vault('databaseAdminPassword')),
      user: password
        ? keep(
            settings,
            MONGODB,
            'database',
            { password, url: password.apply((it) => user(it).url) },
            this,
          )
        : keepMade(settings, MONGODB, 'database', () => user(random()), this),
    }
  }
}

const hostsOf = ({ namespace }: Settings, { members }: Described): string[] =>
  Array.from(
    { length: members },
    (_, index) => `${MONGODB}-${index}.${MONGODB}.${namespace}.svc.cluster.local:${MONGODB_PORT}`,
  )

/** MongoDB takes a key file only from its owner, which no mounted Secret is. */
const ownKeyfile = ({ image }: Described) =>
  confined({
    name: 'keyfile',
    image,
    command: ['install', '-m', '400', '/secrets/keyfile', '/keyfile/keyfile'],
    resources: { cpu: ['10m', '100m'], memory: ['16Mi', '64Mi'] },
    volumeMounts: [KEYFILE, SECRETS],
  })

function mongod({ image }: Described, exchange: Exchange) {
  const answers = { tcpSocket: { port: 'mongodb' }, timeoutSeconds: 3 }
  const serves =
    'const { isWritablePrimary, secondary } = db.hello(); quit(isWritablePrimary || secondary ? 0 : 1)'
  return confined({
    name: 'mongodb',
    image,
    command: [
      'mongod',
      '--replSet',
      SET,
      '--bind_ip_all',
      '--keyFile',
      '/keyfile/keyfile',
      '--wiredTigerCacheSizeGB',
      '0.5',
    ],
    env: [
      { name: 'HOME', value: '/tmp' },
      // MongoDB 8.0 does not start on Linux 6.19 and later without it (SERVER-121912).
      { name: 'GLIBC_TUNABLES', value: 'glibc.pthread.rseq=1' },
    ],
    ports: [{ name: 'mongodb', containerPort: MONGODB_PORT }],
    startupProbe: { ...answers, periodSeconds: 2, failureThreshold: 90 },
    livenessProbe: { ...answers, periodSeconds: 20, failureThreshold: 6 },
    readinessProbe: {
      exec: { command: ['mongosh', '--quiet', '--eval', serves] },
      periodSeconds: 15,
      timeoutSeconds: 10,
      failureThreshold: 3,
    },
    resources: { cpu: ['100m', '2'], memory: ['512Mi', '1Gi'] },
    volumeMounts: [{ name: 'data', mountPath: '/data/db' }, KEYFILE, exchange.mount],
  })
}

/** Makes the set and its users from inside, as nobody else may while there is no user. */
const caretaker = (settings: Settings, database: Described) =>
  confined({
    name: 'caretaker',
    image: imageOf(settings.images, 'caretaker'),
    args: ['set', SET, '$(POD_NAME)', ...hostsOf(settings, database)],
    env: [{ name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
    resources: { cpu: ['10m', '200m'], memory: ['64Mi', '192Mi'] },
    volumeMounts: [SECRETS],
  })
