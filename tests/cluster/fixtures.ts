import { join } from 'node:path'
import type { Manifest } from '../../infra/capture.ts'

export const READERS = 'forecourt-test-readers'

const namespace = (name: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels: {} },
})

/** A pod that reads the market as hard as it is told. */
export async function readers(name: string, image: string, args: string[]): Promise<Manifest[]> {
  const script = await Bun.file(join(import.meta.dir, 'load.ts')).text()
  return [
    namespace(READERS),
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'load', namespace: READERS, labels: {} },
      data: { 'load.ts': script },
    },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: READERS, labels: { app: name } },
      spec: {
        restartPolicy: 'Never',
        terminationGracePeriodSeconds: 1,
        containers: [
          {
            name: 'load',
            image,
            imagePullPolicy: 'IfNotPresent',
            command: ['bun', '/load/load.ts', ...args],
            volumeMounts: [{ name: 'load', mountPath: '/load' }],
          },
        ],
        volumes: [{ name: 'load', configMap: { name: 'load' } }],
      },
    },
  ]
}

/** A pod without labels of ours, which tries once to reach an address (`HOST:PORT`): exit 0 when it could. */
export const caller = (
  name: string,
  namespace: string,
  image: string,
  address: string,
): Manifest => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace, labels: { app: name } },
  spec: {
    restartPolicy: 'Never',
    automountServiceAccountToken: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 65_532,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [
      {
        name: 'caller',
        image,
        imagePullPolicy: 'IfNotPresent',
        command: [
          'bun',
          '-e',
          // A policy takes a moment to know a new pod.
          `const [hostname, port] = '${address}'.split(':')
           const end = (code) => process.exit(code)
           const socket = { open: () => end(0), data() {}, error: () => end(1) }
           await Bun.sleep(3000)
           setTimeout(end, 4000, 1)
           Bun.connect({ hostname, port: Number(port), socket }).catch(() => end(1))`,
        ],
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      },
    ],
  },
})

/** For a namespace that is not ours: nobody there may call anybody. Tells whether the cluster enforces policies. */
export const sealed = (app: string): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: app, namespace: READERS, labels: {} },
  spec: { podSelector: { matchLabels: { app } }, policyTypes: ['Egress'] },
})
