import * as k8s from '@pulumi/kubernetes'
import type * as pulumi from '@pulumi/pulumi'
import { metaOf, selectorOf } from './labels.ts'
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
} from './pods.ts'
import { type Item, SECRETS, secretFiles } from './secrets.ts'
import type { Settings, Target } from './settings.ts'

/** Where a program that serves listens. */
export const PORT = 3000

type Program = {
  /** What its pods are replaced for */
  follows: pulumi.Input<unknown>[]
  env: k8s.types.input.core.v1.EnvVar[]
  resources: Parameters<typeof confined>[0]['resources']
  /** Files under /secrets; none: there is no such folder */
  secrets?: Item[]
  /** How many, and how they are replaced, where it is not one by one */
  spec?: Pick<k8s.types.input.apps.v1.DeploymentSpec, 'replicas' | 'strategy'>
}

/** A Deployment of one program alone in its pods, with health, metrics and pages on its port. */
export function deployProgram(
  settings: Settings,
  name: Target,
  { follows, env, resources, secrets = [], spec }: Program,
  own: pulumi.CustomResourceOptions,
): void {
  const account = accountFor(settings, name, own)
  const isTrusted = secrets.length > 0
  new k8s.apps.v1.Deployment(
    name,
    {
      metadata: { ...metaOf(settings, name), annotations: cause(settings) },
      spec: {
        ...ROLLING,
        ...spec,
        selector: { matchLabels: selectorOf(settings, name) },
        template: {
          metadata: podMetaOf(settings, name, follows),
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
                env,
                ...probes('http'),
                lifecycle: LINGER,
                resources,
                ...(isTrusted && { volumeMounts: [SECRETS] }),
              }),
            ],
            volumes: [TMP, ...(isTrusted ? [secretFiles(secrets)] : [])],
          },
        },
      },
    },
    own,
  )
}
