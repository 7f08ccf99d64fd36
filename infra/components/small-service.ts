import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { metaOf, selectorOf } from '../labels.ts'
import { allow, peersOf } from '../network.ts'
import { deployProgram, PORT } from '../program.ts'
import type { Settings, Target } from '../settings.ts'
import type { Configuration } from './configuration.ts'

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
    deployProgram(
      settings,
      name,
      {
        follows: [configuration.followOf(name)],
        env: configuration.envOf(name),
        resources: { cpu: ['25m', '500m'], memory: ['64Mi', '192Mi'] },
        spec: { replicas: 1 },
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
