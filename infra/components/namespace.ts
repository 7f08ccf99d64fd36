import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { clusterMetaOf, metaOf } from '../labels.ts'
import { lasting } from '../protection.ts'
import type { Settings } from '../settings.ts'

/** The place where a stack lives: pods that ask for rights are refused, and nobody reaches anybody unless allowed. */
export class Namespace extends pulumi.ComponentResource {
  constructor(name: string, settings: Settings, options?: pulumi.ComponentResourceOptions) {
    super('forecourt:infra:Namespace', name, {}, options)
    const { labels, ...meta } = clusterMetaOf(settings, 'namespace', settings.namespace)
    const restricted = Object.fromEntries(
      ['enforce', 'audit', 'warn'].map((mode) => [
        `pod-security.kubernetes.io/${mode}`,
        'restricted',
      ]),
    )
    const namespace = new k8s.core.v1.Namespace(
      name,
      { metadata: { ...meta, labels: { ...labels, ...restricted } } },
      lasting(settings, { parent: this }),
    )
    new k8s.networking.v1.NetworkPolicy(
      'default-deny',
      {
        metadata: metaOf(settings, 'namespace', 'default-deny'),
        spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
      },
      { parent: this, dependsOn: namespace },
    )
    this.registerOutputs()
  }
}
