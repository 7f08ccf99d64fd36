import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { metaOf } from '../labels.ts'
import { allow, DNS } from '../network.ts'
import { accountFor, atHours, confined, imageOf, podMetaOf, unprivileged } from '../pods.ts'
import { secretFiles } from '../secrets.ts'
import type { Settings } from '../settings.ts'
import type { Exchange } from './exchange.ts'

const DRILL = 'restore-drill'

/** A restore of the newest extraction, at its hours, into a database of its own that is thrown away. */
export class RestoreDrill extends pulumi.ComponentResource {
  constructor(
    name: string,
    args: { settings: Settings; exchange: Exchange; schedule: string },
    options?: pulumi.ComponentResourceOptions,
  ) {
    super('forecourt:infra:RestoreDrill', name, {}, options)
    const { settings, exchange, schedule } = args
    const own = { parent: this }
    const account = accountFor(settings, DRILL, own)
    const drill = confined({
      name: 'drill',
      image: imageOf(settings.images, 'exporter'),
      args: ['drill'],
      env: exchange.environment,
      resources: { cpu: ['50m', '1'], memory: ['128Mi', '512Mi'] },
      volumeMounts: [exchange.mount, ...exchange.secretMounts],
    })
    new k8s.batch.v1.CronJob(
      DRILL,
      {
        metadata: metaOf(settings, DRILL),
        spec: atHours(settings, schedule, {
          metadata: podMetaOf(settings, DRILL),
          spec: {
            ...unprivileged(account),
            restartPolicy: 'OnFailure',
            containers: [drill],
            volumes: [
              // A whole market is put together there.
              { name: 'tmp', emptyDir: { sizeLimit: '4Gi' } },
              exchange.volume,
              ...(exchange.secrets.length > 0 ? [secretFiles(exchange.secrets)] : []),
            ],
          },
        }),
      },
      own,
    )
    allow(settings, DRILL, { to: [...(exchange.to.length > 0 ? [DNS] : []), ...exchange.to] }, own)
    this.registerOutputs()
  }
}
