import { createHash } from 'node:crypto'
import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { metaOf, selectorOf } from './labels.ts'
import type { Images, Settings, Target } from './settings.ts'

type Container = k8s.types.input.core.v1.Container
type PodSpec = k8s.types.input.core.v1.PodSpec
type Probe = k8s.types.input.core.v1.Probe

/** The user of our images, and the group of every volume. */
export const NOBODY = 65_532

/** A component's own identity: no rights, no token, but the key to a private registry where the stack has one. */
export const accountFor = (
  settings: Settings,
  component: string,
  options: pulumi.CustomResourceOptions,
) =>
  new k8s.core.v1.ServiceAccount(
    component,
    {
      metadata: metaOf(settings, component),
      automountServiceAccountToken: false,
      ...(settings.pullSecret && { imagePullSecrets: [{ name: settings.pullSecret }] }),
    },
    options,
  ).metadata.name

/** Under the profile `restricted`, with no identity in the cluster and no variables about its neighbours. */
export const unprivileged = (serviceAccountName: pulumi.Input<string>, user = NOBODY) => ({
  serviceAccountName,
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  securityContext: {
    runAsNonRoot: true,
    runAsUser: user,
    runAsGroup: NOBODY,
    fsGroup: NOBODY,
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
  },
})

/** What a container adds to that. Every one of them has /tmp, as nothing else can be written to. */
const CONFINED = {
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  },
  imagePullPolicy: 'IfNotPresent',
} satisfies Partial<Container>
const TMP_MOUNT = { name: 'tmp', mountPath: '/tmp' }
export const TMP = { name: 'tmp', emptyDir: { sizeLimit: '256Mi' } }

type Resources = { cpu: [asks: string, most: string]; memory: [asks: string, most: string] }
type Described = Omit<Container, 'resources' | 'volumeMounts'> & {
  resources: Resources
  volumeMounts?: k8s.types.input.core.v1.VolumeMount[]
}

/** A container that may do nothing but its work, within its limits. */
export function confined({ resources, volumeMounts = [], ...rest }: Described): Container {
  const { cpu, memory } = resources
  return {
    ...CONFINED,
    ...rest,
    resources: {
      requests: { cpu: cpu[0], memory: memory[0] },
      limits: { cpu: cpu[1], memory: memory[1] },
    },
    volumeMounts: [TMP_MOUNT, ...volumeMounts],
  }
}

/** The tag is for people, the digest for the machine. */
export function imageOf(images: Images, target: Target): string {
  const digest = images.digests?.[target]
  const tag = (target === 'caretaker' && images.caretaker) || images.tag
  return `${images.registry}/${target}:${tag}${digest ? `@${digest}` : ''}`
}

/**
 * Liveness asks the process alone: a database that is away must restart nobody. Readiness asks what readers need.
 * @param ready false: this container must not decide whether its pod gets readers
 */
export function probes(port: string, { ready = true } = {}) {
  const ask = (path: string): Probe => ({ httpGet: { path, port }, timeoutSeconds: 3 })
  return {
    startupProbe: { ...ask('/health/live'), periodSeconds: 1, failureThreshold: 60 },
    livenessProbe: { ...ask('/health/live'), periodSeconds: 10, failureThreshold: 3 },
    ...(ready && {
      readinessProbe: { ...ask('/health/ready'), periodSeconds: 3, failureThreshold: 2 },
    }),
  }
}

/**
 * How a server leaves: for so long it goes on serving while the cluster learns that it is gone (s), then SIGTERM,
 * upon which it finishes what has begun.
 */
export const LINGER = { preStop: { sleep: { seconds: 5 } } }
export const GRACE = 40

/** One new pod at a time, none old taken before it has been ready for a while; given up after five minutes. */
export const ROLLING = {
  strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
  minReadySeconds: 3,
  progressDeadlineSeconds: 300,
  revisionHistoryLimit: 5,
}

/** A CronJob's pods: one at a time, a second try, gone after a day. */
export const atHours = (
  { import: { timeZone } }: Settings,
  schedule: string,
  template: k8s.types.input.core.v1.PodTemplateSpec,
): k8s.types.input.batch.v1.CronJobSpec => ({
  schedule,
  timeZone,
  concurrencyPolicy: 'Forbid',
  startingDeadlineSeconds: 600,
  successfulJobsHistoryLimit: 3,
  failedJobsHistoryLimit: 3,
  jobTemplate: {
    spec: {
      backoffLimit: 2,
      activeDeadlineSeconds: 3600,
      ttlSecondsAfterFinished: 86_400,
      template,
    },
  },
})

/** What `kubectl rollout history` says of a revision. */
export const cause = ({ images }: Settings) => ({
  'kubernetes.io/change-cause': `version ${images.tag}`,
})

/** Replicas of a component on different machines, and in different zones, where there are any. */
export const spread = (
  settings: Settings,
  component: string,
): Pick<PodSpec, 'topologySpreadConstraints'> => ({
  topologySpreadConstraints: ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map(
    (topologyKey) => ({
      maxSkew: 1,
      topologyKey,
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: selectorOf(settings, component) },
    }),
  ),
})

/**
 * Metadata of a component's pods. They are replaced when one of `follows` changes, as environments are read once.
 * A version is not among the labels: a release would replace pods whose containers it does not change.
 */
export function podMetaOf(
  settings: Settings,
  component: string,
  follows: pulumi.Input<unknown>[] = [],
) {
  const labels = { ...selectorOf(settings, component), 'app.kubernetes.io/part-of': 'forecourt' }
  const checksum = pulumi
    .all(follows)
    .apply((values) => createHash('sha256').update(JSON.stringify(values)).digest('hex'))
  return { labels, ...(follows.length > 0 && { annotations: { 'forecourt/settings': checksum } }) }
}
