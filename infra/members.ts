import * as k8s from '@pulumi/kubernetes'
import type * as pulumi from '@pulumi/pulumi'
import { metaOf, selectorOf } from './labels.ts'
import { accountFor, podMetaOf, spread, unprivileged } from './pods.ts'
import type { Settings } from './settings.ts'
import { claimSpec, volumeFor } from './storage.ts'

type Members = {
  count: number
  /** of each one's volume */
  size: string
  /** what clients connect to */
  port: number
  /** of the image */
  user: number
  minReadySeconds: number
  /** What the pods are replaced for */
  follows?: pulumi.Input<unknown>[]
  pod: Pick<k8s.types.input.core.v1.PodSpec, 'containers' | 'initContainers' | 'volumes'>
}

/**
 * A StatefulSet whose pods decide together: each has a name of its own and a volume `data`, and one at most is taken away.
 * @param set options of the set itself, which holds data
 */
export function deployMembers(
  settings: Settings,
  name: string,
  { count, size, port, user, minReadySeconds, follows, pod }: Members,
  own: pulumi.CustomResourceOptions,
  set: pulumi.CustomResourceOptions,
): void {
  const metadata = metaOf(settings, name)
  const selector = selectorOf(settings, name)
  const account = accountFor(settings, name, own)
  const service = new k8s.core.v1.Service(
    name,
    {
      metadata,
      spec: {
        clusterIP: 'None',
        // Members must find one another before any of them is ready.
        publishNotReadyAddresses: true,
        selector,
        ports: [{ name, port, targetPort: name }],
      },
    },
    own,
  )
  for (let index = 0; index < count; index += 1)
    volumeFor(settings, name, `data-${name}-${index}`, size, own)
  new k8s.apps.v1.StatefulSet(
    name,
    {
      metadata,
      spec: {
        serviceName: service.metadata.name,
        replicas: count,
        // Who need each other to be ready cannot be waited for one by one.
        podManagementPolicy: 'Parallel',
        minReadySeconds,
        selector: { matchLabels: selector },
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
        volumeClaimTemplates: [
          {
            metadata: { name: 'data', labels: selector },
            spec: claimSpec(settings, 'ReadWriteOnce', size),
          },
        ],
        template: {
          metadata: podMetaOf(settings, name, follows),
          spec: {
            ...unprivileged(account, user),
            ...spread(settings, name),
            terminationGracePeriodSeconds: 60,
            ...pod,
          },
        },
      },
    },
    set,
  )
  new k8s.policy.v1.PodDisruptionBudget(
    name,
    { metadata, spec: { maxUnavailable: 1, selector: { matchLabels: selector } } },
    own,
  )
}
