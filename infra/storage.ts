import * as k8s from '@pulumi/kubernetes'
import type * as pulumi from '@pulumi/pulumi'
import { clusterMetaOf } from './labels.ts'
import { lasting } from './protection.ts'
import type { Settings } from './settings.ts'

type Mode = 'ReadWriteOnce' | 'ReadWriteMany'

/** What a claim asks for. Without a class the cluster's own one serves, unless the node's folder does. */
export function claimSpec({ storage }: Settings, mode: Mode, size: string) {
  const storageClassName = storage.folder === undefined ? storage.class : ''
  return {
    accessModes: [mode],
    ...(storageClassName !== undefined && { storageClassName }),
    resources: { requests: { storage: size } },
  }
}

/** A PersistentVolume for a claim, where nothing provisions one: FOLDER/CLAIM of the node, which has to exist. */
export function volumeFor(
  settings: Settings,
  component: string,
  claim: string,
  size: string,
  options: pulumi.CustomResourceOptions,
): void {
  const { storage, namespace } = settings
  if (storage.folder === undefined) return
  new k8s.core.v1.PersistentVolume(
    claim,
    {
      metadata: clusterMetaOf(settings, component, `${namespace}-${claim}`),
      spec: {
        capacity: { storage: size },
        accessModes: ['ReadWriteOnce'],
        persistentVolumeReclaimPolicy: 'Retain',
        storageClassName: '',
        claimRef: { namespace, name: claim },
        local: { path: `${storage.folder}/${claim}` },
        // A local volume has to say where it is; the stack has one node.
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [
              {
                matchExpressions: [{ key: 'kubernetes.io/os', operator: 'In', values: ['linux'] }],
              },
            ],
          },
        },
      },
    },
    lasting(settings, options),
  )
}
