import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { metaOf } from '../labels.ts'
import { allow, DNS } from '../network.ts'
import { accountFor, atHours, confined, imageOf, podMetaOf, TMP, unprivileged } from '../pods.ts'
import { SECRETS, secretFiles } from '../secrets.ts'
import type { Settings } from '../settings.ts'
import type { Configuration } from './configuration.ts'
import type { Database } from './database.ts'
import type { Exchange } from './exchange.ts'

const IMPORTER = 'importer'

export type Stack = {
  settings: Settings
  configuration: Configuration
  database: Database
  exchange: Exchange
}

/** The container that imports and ends. @param args what `forecourt etl` is told */
export function etl({ settings, configuration, exchange }: Stack, args: string[] = []) {
  const { source } = settings.import
  return confined({
    name: 'etl',
    image: imageOf(settings.images, 'etl'),
    args: ['etl', ...args],
    env: [
      ...configuration.envOf('etl'),
      { name: 'DATABASE_URL_FILE', value: '/secrets/database-url' },
      // On a fresh stack the database is still being made: waiting is quicker than being restarted.
      { name: 'MONGO_SELECTION_TIMEOUT', value: '60000' },
      ...(source === undefined ? [] : [{ name: 'DATA_SOURCE', value: source }]),
    ],
    resources: { cpu: ['100m', '2'], memory: ['128Mi', '768Mi'] },
    volumeMounts: [SECRETS, exchange.mount],
  })
}

/** The import at its hours. */
export class Importer extends pulumi.ComponentResource {
  constructor(
    name: string,
    stack: Stack & { schedule: string },
    options?: pulumi.ComponentResourceOptions,
  ) {
    super('forecourt:infra:Importer', name, {}, options)
    const { settings, database, exchange, schedule } = stack
    const own = { parent: this }
    const metadata = metaOf(settings, IMPORTER)
    const account = accountFor(settings, IMPORTER, own)
    new k8s.batch.v1.CronJob(
      IMPORTER,
      {
        metadata,
        spec: atHours(settings, schedule, {
          metadata: podMetaOf(settings, IMPORTER),
          spec: {
            ...unprivileged(account),
            restartPolicy: 'OnFailure',
            containers: [etl(stack)],
            volumes: [
              TMP,
              secretFiles([{ secret: database.secret, key: 'url', path: 'database-url' }]),
              exchange.volume,
            ],
          },
        }),
      },
      own,
    )
    allow(settings, IMPORTER, { to: [database.at, DNS] }, own)
    this.registerOutputs()
  }
}
