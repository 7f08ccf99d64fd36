import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { metaOf, selectorOf } from '../labels.ts'
import { allow, peersOf } from '../network.ts'
import {
  accountFor,
  cause,
  confined,
  GRACE,
  imageOf,
  LINGER,
  podMetaOf,
  probes,
  ROLLING,
  spread,
  TMP,
  unprivileged,
} from '../pods.ts'
import type { Settings, Target } from '../settings.ts'
import type { Configuration } from './configuration.ts'

const PORT = 3000

/** A service that stands alone: it knows no database, calls nobody, and answers the pods of its namespace. */
export class SmallService extends pulumi.ComponentResource {
  constructor(
    name: Extract<Target, 'calculator' | 'statistics'>,
    { settings, configuration }: { settings: Settings; configuration: Configuration },
    options?: pulumi.ComponentResourceOptions,
  ) {
    super('forecourt:infra:SmallService', name, {}, options)
    const own = { parent: this }
    const metadata = metaOf(settings, name)
    const selector = selectorOf(settings, name)
    const account = accountFor(settings, name, own)
    new k8s.apps.v1.Deployment(
      name,
      {
        metadata: { ...metadata, annotations: cause(settings) },
        spec: {
          replicas: 1,
          ...ROLLING,
          selector: { matchLabels: selector },
          template: {
            metadata: podMetaOf(settings, name, [configuration.followOf(name)]),
            spec: {
              ...unprivileged(account),
              ...spread(settings, name),
              terminationGracePeriodSeconds: GRACE,
              containers: [
                confined({
                  name,
                  image: imageOf(settings.images, name),
                  args: [name],
                  ports: [{ name: 'http', containerPort: PORT }],
                  env: configuration.envOf(name),
                  ...probes('http'),
                  lifecycle: LINGER,
                  resources: { cpu: ['25m', '500m'], memory: ['64Mi', '192Mi'] },
                }),
              ],
              volumes: [TMP],
            },
          },
        },
      },
      own,
    )
    new k8s.core.v1.Service(
      name,
      {
        metadata,
        spec: {
          selector,
          ports: [{ name: 'http', port: 80, targetPort: 'http', appProtocol: 'http' }],
        },
      },
      own,
    )
    const readers = [{ podSelector: {} }, ...peersOf(settings.metricsFrom)]
    allow(settings, name, { from: [{ peers: readers, ports: [PORT] }] }, own)
    this.registerOutputs()
  }
}
